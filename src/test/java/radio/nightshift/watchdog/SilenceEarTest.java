package radio.nightshift.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.ffmpeg.LastingPrograms;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Tone;

/** An ear on streams with sound, without, and on such that are none. */
@Integration
class SilenceEarTest {
  private static final Duration FOR = Duration.ofSeconds(4);
  private static final String SOUND = "sine=440:sample_rate=44100";

  @TempDir Path folder;
  private LastingPrograms programs;
  private IcecastServer icecast;
  private SilenceEar ear;

  @BeforeEach
  void start() throws IOException {
    programs = new LastingPrograms(folder);
    icecast = IcecastServer.start();
    ear = ear("" + icecast.mount("/live?key=s3cret"));
  }

  @AfterEach
  void stop() throws Exception {
    ear.stop();
    programs.stop();
    icecast.close();
  }

  private SilenceEar ear(String address) {
    return new SilenceEar(WebAddress.of(address), -50, FOR, programs);
  }

  /** What the ear finds now. */
  private String words() {
    ear.listen();
    try {
      return ear.check();
    } catch (CheckFailedException e) {
      return "failed: " + e.getMessage();
    }
  }

  private void awaitWords(String words) {
    await(words).untilAsserted(() -> assertThat(words()).contains(words));
  }

  /** That it passes, or fails, at every look for a while. */
  private void assertStays(boolean passes, Duration time) {
    await("the same for " + time).during(time).until(() -> words().startsWith("failed") != passes);
  }

  @Test
  void silenceIsToldFromSoundAndEnds() throws Exception {
    String pause = SOUND + ",volume='if(between(t,14,26),0,1)':eval=frame";
    try (LiveSource source = new LiveSource(icecast, pause)) {
      assertThat(source).isNotNull();
      assertThat(ear.check()).endsWith("is about to be listened to");
      awaitWords("had sound within the last 4 s");
      awaitWords(
          "failed: " + icecast.mount("/live") + " has been below -50 dBFS for more than 4 s");
      awaitWords("had sound within the last 4 s");
      assertStays(true, FOR.plusSeconds(2));
    }
    awaitWords("failed: " + icecast.mount("/live") + " has not been heard for more than 4 s");
    assertThat(words()).doesNotContain("s3cret").doesNotContain("0x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-47 dB in one channel     | aevalsrc=0!sin(2764*t)*0.0045:s=44100          | true",
        "-53 dB in both channels   | aevalsrc=sin(2764*t)*0.0022!sin(2764*t)*0.0022:s=44100 | false",
        "channels in opposite phase | aevalsrc=sin(2764*t)!-sin(2764*t):s=44100     | true",
        "a click every two seconds | aevalsrc=lt(mod(t\\,2)\\,0.01)*sin(2764*t):s=44100 | true",
        "nothing at all            | anullsrc=r=44100                               | false"
      })
  void theLoudestSampleOfAnyChannelCounts(String what, String sound, boolean passes)
      throws Exception {
    try (LiveSource source = new LiveSource(icecast, sound.replace('!', '|'))) {
      assertThat(source).as(what).isNotNull();
      awaitWords(passes ? "had sound" : "has been below -50 dBFS");
      assertStays(passes, FOR.plusSeconds(3));
    }
  }

  @Test
  void aStreamThatIsNotThereIsHeardOnceItIs() throws Exception {
    awaitWords("has not been heard for more than 4 s ('ffmpeg' has ended with exit value 1");
    assertThat(words()).contains("404").doesNotContain("s3cret").doesNotContain("0x");
    try (LiveSource source = new LiveSource(icecast, SOUND)) {
      assertThat(source).isNotNull();
      awaitWords("had sound");
    }
  }

  @Test
  void aFrozenServerIsNotHeardAndIsConnectedToAnew() throws Exception {
    try (LiveSource source = new LiveSource(icecast, SOUND)) {
      assertThat(source).isNotNull();
      awaitWords("had sound");
      icecast.freeze();
      awaitWords("has not been heard for more than 4 s");
      awaitWords("without any progress for 20");
    }
    icecast.thaw();
    try (LiveSource source = new LiveSource(icecast, SOUND)) {
      assertThat(source).isNotNull();
      awaitWords("had sound");
    }
  }

  @Test
  void aPlaylistOpensNoFileOfThisMachine() throws Exception {
    Path secret = folder.resolve("secret.ts");
    Tone.file(secret, 30, 440, "-c:a", "libmp3lame", "-f", "mpegts");
    List<String> asked = new ArrayList<>();
    HttpServer web =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        "/",
        exchange -> {
          asked.add("" + exchange.getRequestURI());
          String text =
              "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile://%s\n".formatted(secret);
          exchange.getResponseHeaders().set("Content-Type", "application/vnd.apple.mpegurl");
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(text.getBytes());
          }
        });
    web.start();
    try {
      ear = ear("http://127.0.0.1:%d/live.m3u8".formatted(web.getAddress().getPort()));
      awaitWords("has not been heard for more than 4 s");
      assertThat(asked).as("requests").contains("/live.m3u8");
      assertThat(Files.exists(secret)).isTrue();
    } finally {
      web.stop(0);
    }
  }

  @Test
  void anEarThatIsStoppedLeavesNothing() throws Exception {
    try (LiveSource source = new LiveSource(icecast, SOUND)) {
      assertThat(source).isNotNull();
      awaitWords("had sound");
      ear.stop();
      ear.listen();
      assertThat(ProcessHandle.current().descendants())
          .as("programs that listen")
          .noneMatch(one -> one.info().commandLine().orElse("").contains("-user_agent"));
    }
  }
}
