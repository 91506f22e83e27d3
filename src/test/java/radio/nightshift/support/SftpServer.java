package radio.nightshift.support;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** A real SFTP server on loopback that serves a folder to one user, by a key. */
public final class SftpServer implements AutoCloseable {
  private static final String USER = "station";

  private final Path folder;
  private final Path keys;
  private final KeyPair hostKey;
  private final KeyPair login;
  private final int port = IcecastServer.freePort();
  private SshServer server;

  private SftpServer(Path folder, Path keys) throws GeneralSecurityException {
    this.folder = folder;
    this.keys = keys;
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(3072);
    hostKey = generator.generateKeyPair();
    login = generator.generateKeyPair();
  }

  /**
   * Starts it.
   *
   * @param keys where the user's key and the server's own are written, for the client
   */
  public static SftpServer start(Path folder, Path keys)
      throws IOException, GeneralSecurityException {
    SftpServer server = new SftpServer(folder, keys);
    server.writeKeys();
    server.open();
    return server;
  }

  private void writeKeys() throws IOException, GeneralSecurityException {
    try (OutputStream out = Files.newOutputStream(userKey())) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(login, USER, null, out);
    }
    Files.writeString(
        knownHosts(),
        "[127.0.0.1]:%d %s%n".formatted(port, PublicKeyEntry.toString(hostKey.getPublic())));
  }

  /** The user's key, as ssh-keygen writes it. */
  public Path userKey() {
    return keys.resolve("sftp-key");
  }

  /** The server's key, as ssh-keyscan writes it. */
  public Path knownHosts() {
    return keys.resolve("sftp-hosts");
  }

  public int port() {
    return port;
  }

  /** Is there again. */
  public void open() throws IOException {
    server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setPort(port);
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setPublickeyAuthenticator(
        (user, key, session) -> user.equals(USER) && KeyUtils.compareKeys(key, login.getPublic()));
    server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
    server.setFileSystemFactory(new VirtualFileSystemFactory(folder));
    server.start();
  }

  /** Is away. */
  public void shut() throws IOException {
    server.stop(true);
  }

  @Override
  public void close() throws IOException {
    shut();
  }
}
