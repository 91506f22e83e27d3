package radio.nightshift.loop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import radio.nightshift.disk.FolderTree;

/** A Chromium that plays an HLS folder by hls.js, and the web server that it has all of it from. */
final class HlsPlayer implements AutoCloseable {
  private static final String WEB = "/hls-player/";

  private final Path folder;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final List<JsonObject> reports = new CopyOnWriteArrayList<>();
  private final Path profile = Files.createTempDirectory("chromium-");
  private final Process browser;

  /** Begins to play. */
  HlsPlayer(Path chromium, Path folder) throws IOException {
    this.folder = folder;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    browser =
        new ProcessBuilder(
                "" + chromium,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--mute-audio",
                "--autoplay-policy=no-user-gesture-required",
                // It plays on until it is ended.
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "http://127.0.0.1:%d%sindex.html".formatted(server.getAddress().getPort(), WEB))
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("output").toFile())
            .start();
  }

  /** The first Chromium on the PATH; null if there is none. */
  static Path chromium() {
    return Stream.of(System.getenv("PATH").split(":"))
        .flatMap(
            folder ->
                Stream.of("chromium-headless-shell", "chromium", "google-chrome")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/report")) {
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        reports.add((JsonObject) Jsoner.deserialize(text, new JsonObject()));
        exchange.sendResponseHeaders(204, -1);
        return;
      }
      byte[] body = path.startsWith(WEB) ? resource(path) : file(path);
      exchange.getResponseHeaders().set("Content-Type", type(path));
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
      if (body != null) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private static byte[] resource(String path) throws IOException {
    try (InputStream in = HlsPlayer.class.getResourceAsStream(path)) {
      return in == null ? null : in.readAllBytes();
    }
  }

  private byte[] file(String path) {
    try {
      return Files.readAllBytes(folder.resolve(path.replaceFirst(".*/", "")));
    } catch (IOException none) {
      return null;
    }
  }

  private static String type(String path) {
    return Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript",
            "m3u8", "application/vnd.apple.mpegurl",
            "ts", "video/mp2t")
        .getOrDefault(path.replaceFirst(".*\\.", ""), "application/octet-stream");
  }

  /** The latest of the page's reports; empty before the first. */
  JsonObject report() {
    return reports.isEmpty() ? new JsonObject() : reports.get(reports.size() - 1);
  }

  /** How many seconds it has played. */
  double played() {
    return report().getDoubleOrDefault("played", 0);
  }

  /** How much slower than real time each quarter of a second was played, at most; in seconds. */
  double longestPause() {
    double longest = 0;
    for (int i = 1; i < reports.size(); i++) {
      double wall = value(i, "wall") - value(i - 1, "wall");
      double played = value(i, "played") - value(i - 1, "played");
      longest = value(i - 1, "played") > 1 ? Math.max(longest, wall - played) : 0;
    }
    return longest;
  }

  private double value(int report, String name) {
    return reports.get(report).getDoubleOrDefault(name, 0);
  }

  /** What the browser itself has to say. */
  String said() throws IOException {
    return report() + "\n" + Files.readString(profile.resolve("output"));
  }

  @Override
  public void close() throws Exception {
    browser.descendants().forEach(ProcessHandle::destroyForcibly);
    browser.destroyForcibly().waitFor();
    server.stop(0);
    threads.shutdownNow();
    threads.awaitTermination(5, TimeUnit.SECONDS);
    FolderTree.delete(profile);
  }
}
