package radio.nightshift.secrets;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.spi.PropertiesSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.aws.AwsClients;
import radio.nightshift.settings.OutsideException;
import radio.nightshift.settings.ParameterException;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.SettingSources;
import radio.nightshift.settings.Settings;

/** Settings that are not written down: parameters below a path, and references to parameters. */
public final class Secrets {
  private static final Logger LOG = LoggerFactory.getLogger(Secrets.class);
  private static final String FUNCTION = "aws-parameterstore";
  private static final Pattern REFERENCE = Pattern.compile("\\{\\{[?!]?\\s*([^{}:]+):");

  private final SettingSources sources;
  private final PropertiesComponent properties;
  private final UnaryOperator<String> lookup;
  private final Settings plain;
  private final ParameterStore store;
  private final String path;
  private final Map<String, String> found = new TreeMap<>();
  private Map<String, String> asSettings = Map.of();
  private String missing;

  /**
   * Lets settings be references to parameters from now on.
   *
   * @param keeps whether what is read is kept for a start at which the store is away
   */
  public Secrets(CamelContext context, SettingSources sources, Clock clock, boolean keeps) {
    this.sources = sources;
    properties = context.getPropertiesComponent();
    lookup = name -> context.resolvePropertyPlaceholders("{{?" + name + "}}");
    plain = new Settings(lookup);
    properties.addPropertiesFunction(new Reference());
    refuseUnknownFunctions();
    boolean caches = plain.flag("secrets.cache");
    store =
        new ParameterStore(() -> new AwsClients(plain).ssm(), caches ? cache(clock, keeps) : null);
    if (!caches && keeps) {
      cache(clock, true).delete();
    }
    path = pathSet();
  }

  /**
   * Reads the parameters below {@code secrets.parameters}.
   *
   * @param asSettings the settings that some of them are from then on, by the parameters' names
   * @param required whether each of these settings must have a value, here or elsewhere
   * @throws SettingException if one is missing or refused
   * @throws OutsideException if the store is away and nothing was kept
   */
  public void read(Map<String, String> asSettings, boolean required) {
    if (path.isEmpty()) {
      return;
    }
    this.asSettings = asSettings;
    Map<String, String> parameters;
    try {
      parameters = store.below(path);
    } catch (ParameterException e) {
      throw e.of("secrets.parameters");
    }
    parameters.forEach(this::take);
    if (required) {
      asSettings.forEach((name, setting) -> require(name, setting, parameters.keySet()));
    }
    properties.addPropertiesSource(new Found());
  }

  /** Reads them likewise; a failure does not end the check, but is {@link #missing}. */
  public void tryToRead(Map<String, String> asSettings, boolean required) {
    try {
      read(asSettings, required);
    } catch (SettingException | OutsideException trouble) {
      missing = trouble.getMessage();
    }
  }

  /** Why the parameters could not be read, where that does not end everything. */
  public Optional<String> missing() {
    return Optional.ofNullable(missing);
  }

  private void require(String name, String setting, Set<String> there) {
    if (!there.contains(name) && !sources.isChosen(setting)) {
      throw new SettingException(
          "%s is not set, and there is no parameter %s/%s (there are: %s); put it into Parameter Store or set %s."
              .formatted(setting, path, name, String.join(", ", there), setting));
    }
  }

  /** The settings, those of the store among them. */
  public Settings settings() {
    return new Settings(lookup, this::origin);
  }

  /** The store itself. */
  public ParameterStore store() {
    return store;
  }

  /** The path below which parameters lie; empty if there is none. */
  public String path() {
    return path;
  }

  /** The parameters below the path that are no settings, by name, as read at the start. */
  public Map<String, String> others() {
    return Collections.unmodifiableMap(found);
  }

  /** The id of the KMS key that changed secrets are encrypted with; empty: the account's own. */
  public String key() {
    return plain.text("secrets.kms-key");
  }

  /** Marks the end of the start: every setting has been read. */
  public void seal() {
    store.seal();
  }

  private SecretCache cache(Clock clock, boolean mayMake) {
    Path home =
        mayMake
            ? plain.folder("station.home")
            : Path.of(plain.required("station.home", "give a folder")).toAbsolutePath();
    return new SecretCache(home.resolve("secrets"), clock);
  }

  private String pathSet() {
    String given = plain.text("secrets.parameters").replaceFirst("/+$", "");
    if (!given.isEmpty() && !given.matches("(/[A-Za-z0-9_.-]+)+")) {
      throw Settings.wrong(
          "secrets.parameters", given, "give the path of parameters, such as /nightshift");
    }
    return given;
  }

  private void take(String name, String value) {
    String setting = asSettings.get(name);
    if (setting == null) {
      found.put(name, value);
    } else if (sources.isChosen(setting)) {
      LOG.info("{} is set, so that the parameter {}/{} is not used.", setting, path, name);
    } else {
      found.put(setting, value);
    }
  }

  /** Where a setting's value comes from, if it is not written in the settings. */
  private String origin(String setting) {
    if (found.containsKey(setting)) {
      return "the parameter " + path + "/" + setting.replaceFirst("playout\\.", "");
    }
    String text = sources.texts().getOrDefault(setting, "");
    return text.contains("{{" + FUNCTION + ":") ? text.strip() : null;
  }

  /** A wrong function would silently yield what stands behind its colon. */
  private void refuseUnknownFunctions() {
    sources
        .texts()
        .forEach(
            (setting, text) -> {
              for (Matcher reference = REFERENCE.matcher(text); reference.find(); ) {
                String name = reference.group(1).strip();
                if (properties.getPropertiesFunction(name) == null && !sources.isKnown(name)) {
                  throw new SettingException(
                      "%s refers to '{{%s:', and there is neither a function nor a setting '%s'; functions are %s (Parameter Store), env (environment), sys (Java), service, service.host, service.port."
                          .formatted(setting, name, name, FUNCTION));
                }
              }
            });
  }

  /** A secret is no template: braces in it are not references. */
  private static String escaped(String value) {
    return value.replace("{{", "\\{{").replace("}}", "\\}}");
  }

  /** {@code {{aws-parameterstore:/path}}}; Camel's own would make a client of its own. */
  private final class Reference implements PropertiesFunction {
    @Override
    public String getName() {
      return FUNCTION;
    }

    @Override
    public String apply(String reference) {
      return escaped(store.value(reference));
    }
  }

  private final class Found implements PropertiesSource {
    @Override
    public String getName() {
      return "parameters";
    }

    @Override
    public String getProperty(String name) {
      String value = found.get(name);
      return value == null ? null : escaped(value);
    }
  }
}
