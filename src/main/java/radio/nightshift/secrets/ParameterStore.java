package radio.nightshift.secrets;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.camel.component.aws.parameterstore.ParameterStorePropertiesFunction;
import org.apache.camel.util.ObjectHelper;
import radio.nightshift.aws.AwsTrouble;
import radio.nightshift.settings.ParameterException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * AWS's Parameter Store, each parameter of which is asked for once. A store that was found to be
 * away is not asked again: then what is in the cache counts.
 */
public final class ParameterStore {
  /** With what the start itself takes, the user waits at most 10 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(7);

  private static final int MOST = 1000;

  private final Supplier<SsmClient> clients;
  private final SecretCache cache;
  private final Map<String, String> read = new TreeMap<>();
  private SsmClient client;
  private ParameterException away;
  private Map<String, String> kept;
  private boolean started;

  /**
   * A store that nothing is asked yet.
   *
   * @param clients makes the client when it is first needed
   * @param cache what was read at an earlier start, or null
   */
  ParameterStore(Supplier<SsmClient> clients, SecretCache cache) {
    this.clients = clients;
    this.cache = cache;
  }

  /**
   * Reads the parameters directly below a path, by the last part of their names.
   *
   * @param path with its slash in front and none behind
   * @throws ParameterException if they cannot be read
   */
  synchronized Map<String, String> below(String path) {
    Map<String, String> found = new TreeMap<>();
    String folder = path + "/";
    try {
      List<Parameter> parameters =
          ask(
              path + "/*",
              "ssm:GetParametersByPath (and kms:Decrypt)",
              () ->
                  client()
                      .getParametersByPathPaginator(q -> q.path(path).withDecryption(true))
                      .stream()
                      .flatMap(page -> page.parameters().stream())
                      .limit(MOST)
                      .toList());
      for (Parameter parameter : parameters) {
        if (parameter.name().startsWith(folder) && parameter.value() != null) {
          found.put(parameter.name().substring(folder.length()), parameter.value());
        }
      }
      found.forEach((name, value) -> read.put(folder + name, value));
      keepWhatCameLater();
    } catch (ParameterException e) {
      kept(e)
          .forEach(
              (name, value) -> {
                if (name.startsWith(folder)) {
                  found.put(name.substring(folder.length()), value);
                }
              });
      if (found.isEmpty()) {
        throw e;
      }
    }
    return found;
  }

  /**
   * One parameter's value, by Camel's own function.
   *
   * @param reference its name, and after a colon what counts if there is no such parameter
   * @throws ParameterException if it is not to be had
   */
  synchronized String value(String reference) {
    String name = reference.replaceFirst(":.*", "");
    String known = read.get(name);
    if (known != null) {
      return known;
    }
    try {
      String value =
          ask(
              name,
              "ssm:GetParameter (and kms:Decrypt)",
              () -> new ParameterStorePropertiesFunction(client()).apply(reference));
      if (value == null) {
        throw missing(name);
      }
      read.put(name, value);
      keepWhatCameLater();
      return value;
    } catch (ParameterException e) {
      String old = kept(e).get(name);
      if (old == null) {
        throw e;
      }
      return old;
    }
  }

  /**
   * Writes a parameter, encrypted, over what it was.
   *
   * @param key the KMS key's id; empty: the account's own
   * @throws ParameterException if it could not be written
   */
  public synchronized void put(String name, String value, String key) {
    away = null;
    ask(
        name,
        "ssm:PutParameter (and kms:Encrypt)",
        () ->
            client()
                .putParameter(
                    put ->
                        put.name(name)
                            .value(value)
                            .type(ParameterType.SECURE_STRING)
                            .overwrite(true)
                            .keyId(key.isEmpty() ? null : key)));
    read.put(name, value);
    keepWhatCameLater();
  }

  /** All that the start needs has been read: this, and no older value, is kept for the next one. */
  synchronized void seal() {
    started = true;
    if (!read.isEmpty()) {
      keepWhatCameLater();
    }
  }

  private void keepWhatCameLater() {
    if (started && away == null && cache != null) {
      cache.write(read);
    }
  }

  private SsmClient client() {
    if (client == null) {
      client = clients.get();
    }
    return client;
  }

  private Map<String, String> kept(ParameterException trouble) {
    if (!trouble.isAway() || cache == null) {
      return Map.of();
    }
    if (kept == null) {
      kept = cache.read();
    }
    return kept;
  }

  private <T> T ask(String name, String permission, Callable<T> question) {
    if (away != null) {
      throw away;
    }
    FutureTask<T> task = new FutureTask<>(question);
    Thread thread = new Thread(task, "parameter-store");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failed(name, permission, e.getCause());
    } catch (TimeoutException e) {
      task.cancel(true);
      throw failed(name, permission, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(name, permission, e);
    }
  }

  private ParameterException failed(String name, String permission, Throwable failure) {
    if (ObjectHelper.getException(ParameterNotFoundException.class, failure) != null) {
      return missing(name);
    }
    SdkClientException unsent = ObjectHelper.getException(SdkClientException.class, failure);
    if (unsent != null && ("" + unsent.getMessage()).contains("region")) {
      return new ParameterException(
          "the parameter %s was not asked for: no region is set; set aws.region".formatted(name)
              + " to the one it is in.",
          false);
    }
    AwsTrouble trouble =
        AwsTrouble.of(failure, permission + " on arn:aws:ssm:*:*:parameter" + name);
    ParameterException told =
        new ParameterException(
            "the parameter %s cannot be read or written: Parameter Store %s."
                .formatted(name, trouble.text()),
            trouble.isAway());
    if (trouble.isAway()) {
      away = told;
    }
    return told;
  }

  static ParameterException missing(String name) {
    return new ParameterException(
        "there is no parameter %s; put it into Parameter Store in this region (aws.region), or correct its name."
            .formatted(name),
        false);
  }
}
