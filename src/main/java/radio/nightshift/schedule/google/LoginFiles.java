package radio.nightshift.schedule.google;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.schedule.CalendarException;
import radio.nightshift.settings.PrivateFile;

/** The login to Google from files. They are read anew whenever a login is needed. */
public final class LoginFiles implements CalendarLogin {
  private static final Logger LOG = LoggerFactory.getLogger(LoginFiles.class);
  private static final int LARGEST = 64 * 1024;

  private final Path credentials;
  private final Path token;

  /** Reads these files; each may be null. */
  public LoginFiles(Path credentials, Path token) {
    this.credentials = credentials;
    this.token = token;
    warnIfOpen(credentials);
    warnIfOpen(token);
  }

  @Override
  public Optional<String> credentials() throws IOException {
    return read(credentials);
  }

  @Override
  public Optional<String> token() throws IOException {
    return read(token);
  }

  @Override
  public void tokenChanged(String json) throws IOException {
    Path place = token.toRealPath();
    try {
      PrivateFile.write(place, json);
    } catch (IOException e) {
      throw new IOException(
          "the refreshed token cannot be written to %s (%s)"
              .formatted(token, e.getClass().getSimpleName()));
    }
  }

  private static Optional<String> read(Path file) throws IOException {
    if (file == null) {
      return Optional.empty();
    }
    try (var in = Files.newInputStream(file)) {
      return Optional.of(new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw CalendarException.lasting(
          "%s cannot be read (%s); put Google's JSON there, readable by this user"
              .formatted(file, e.getClass().getSimpleName()));
    }
  }

  private static void warnIfOpen(Path file) {
    try {
      if (file != null && Files.exists(file)) {
        Set<PosixFilePermission> all = Files.getPosixFilePermissions(file);
        if (all.contains(PosixFilePermission.OTHERS_READ)) {
          LOG.warn("Everybody on this machine can read {}; run chmod 600 on it.", file);
        }
      }
    } catch (IOException | UnsupportedOperationException unknown) {
      LOG.debug("Whether others can read {} cannot be told", file);
    }
  }
}
