package radio.nightshift.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.util.OrderedLocationProperties;
import org.apache.camel.util.StringHelper;

/**
 * Where settings come from, the later over the earlier: the defaults, the file of secrets, the
 * user's own file. An environment variable overrides all of them.
 */
public final class SettingSources {
  private static final String SECRETS_FILE = "secrets.file";
  private static final String SECRET =
      ".*(password|secret|secret-key|access-key|token|discord|slack|webhook)";

  private final Properties all = new OrderedLocationProperties();
  private final Set<String> own = new TreeSet<>();
  private final List<String> warnings = new ArrayList<>();
  private Path file;

  private SettingSources(Properties own, boolean withSecrets) {
    Properties defaults = Settings.defaults();
    all.putAll(defaults);
    String file = environment(SECRETS_FILE);
    if (file == null) {
      file = own.getProperty(SECRETS_FILE, defaults.getProperty(SECRETS_FILE));
    }
    if (withSecrets && !file.isBlank()) {
      add(secrets(file.strip()));
    }
    add(own);
  }

  /** The settings of a user who has them in memory. */
  public static SettingSources of(Properties own) {
    return new SettingSources(own, true);
  }

  /**
   * The settings of a user who has them in a file.
   *
   * @param file a UTF-8 properties file, or null
   * @throws SettingException if it, or the file of secrets, cannot be used
   */
  public static SettingSources read(Path file) {
    Properties own = file == null ? new Properties() : PropertiesFile.read("--settings", file);
    SettingSources sources = new SettingSources(own, true);
    if (file != null) {
      sources.file = file;
      sources.judge(file, own);
    }
    return sources;
  }

  /**
   * The settings of such a file without those of the file of secrets, for commands that need no
   * secret and whose user may not be allowed to read any.
   *
   * @throws SettingException if the file cannot be used
   */
  public static Settings readWithoutSecrets(Path file) {
    Properties own = file == null ? new Properties() : PropertiesFile.read("--settings", file);
    SettingSources sources = new SettingSources(own, false);
    return new Settings(new References(sources.texts(), SettingSources::environment)::resolved);
  }

  /**
   * A Camel that starts with these settings and nothing else.
   *
   * @param first what is done before Camel reads any of them
   */
  public Main main(Consumer<CamelContext> first) {
    Main main = new Main();
    main.setDefaultPropertyPlaceholderLocation("false");
    main.setInitialProperties(all);
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void beforeConfigure(BaseMainSupport starting) {
            first.accept(starting.getCamelContext());
          }
        });
    return main;
  }

  /** Every setting's text as it is written, references and all. */
  public Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    for (String name : all.stringPropertyNames()) {
      String environment = environment(name);
      texts.put(name, environment == null ? all.getProperty(name) : environment);
    }
    return texts;
  }

  /** The user's own file, if these come from one. */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /** The names that the user has set in files, misspelt ones too. */
  public Set<String> own() {
    return own;
  }

  /** Whether the user has set it to something, in a file or in the environment. */
  public boolean isChosen(String name) {
    String environment = environment(name);
    return environment != null
        ? !environment.isBlank()
        : own.contains(name) && !all.getProperty(name).isBlank();
  }

  /** Whether a name that a reference gives is one of a setting, or of the environment. */
  public boolean isKnown(String name) {
    return all.containsKey(name) || environment(name) != null;
  }

  /** Warnings about the files, for the user. */
  public List<String> warnings() {
    List<String> untold = List.copyOf(warnings);
    warnings.clear();
    return untold;
  }

  private void add(Properties settings) {
    all.putAll(settings);
    own.addAll(settings.stringPropertyNames());
  }

  /**
   * Resolved in the way of Camel, but without its IOHelper, which starts the log: that takes a
   * command longer than all else that it does.
   */
  private static String environment(String name) {
    return Stream.of(name, underscored(name), underscored(StringHelper.camelCaseToDash(name)))
        .map(one -> System.getenv(one.toUpperCase(Locale.ENGLISH)))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseGet(() -> System.getProperty(name));
  }

  private static String underscored(String name) {
    return name.replace('-', '_').replace('.', '_');
  }

  private static Properties secrets(String name) {
    if (name.contains("{{")) {
      throw Settings.wrong(SECRETS_FILE, name, "give its path in full, without references");
    }
    Path file = Path.of(name).toAbsolutePath();
    try {
      if (!PrivateFile.isOwn(file)) {
        throw Settings.wrong(
            SECRETS_FILE, name, "that file is another user's; chown it to the station's user");
      }
      if (!PrivateFile.isPrivate(file)) {
        throw Settings.wrong(
            SECRETS_FILE,
            name,
            "others than its owner may read or write that file; chmod 600 it, or, if it is root's, chgrp it to the station's group and chmod 640 it");
      }
    } catch (IOException e) {
      throw Settings.wrong(
          SECRETS_FILE,
          name,
          "give a file that can be read (%s)".formatted(e.getClass().getSimpleName()));
    }
    return PropertiesFile.read(SECRETS_FILE, file);
  }

  private void judge(Path file, Properties settings) {
    Set<String> secrets = new TreeSet<>(settings.stringPropertyNames());
    secrets.removeIf(name -> !isSecret(name, settings.getProperty(name)));
    try {
      if (!secrets.isEmpty()
          && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        warnings.add(
            "Every user of this machine may read '%s', which holds %s; put them into the file that secrets.file names, or chmod 600 it if the station owns it."
                .formatted(file, String.join(", ", secrets)));
      }
    } catch (IOException | UnsupportedOperationException unknown) {
      warnings.add("Who may read '%s' cannot be told (%s).".formatted(file, unknown));
    }
  }

  /** A value that is only a reference holds no secret itself. */
  private static boolean isSecret(String name, String value) {
    return name.matches(SECRET) && !value.isBlank() && !value.strip().matches("\\{\\{[^{}]*}}");
  }
}
