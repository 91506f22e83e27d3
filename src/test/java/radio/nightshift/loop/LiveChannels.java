package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.condition.Condition;
import radio.nightshift.condition.Conditions;
import radio.nightshift.support.Station;

/** A station with a channel, and somebody who receives it. */
abstract class LiveChannels {
  static final Duration SOON = Duration.ofSeconds(60);

  @RegisterExtension final Station station = new Station();
  @TempDir Path folder;
  StreamListener listener;

  @BeforeEach
  void settings() throws IOException {
    listener = new StreamListener();
    station
        .with("playout.enabled", "false")
        .with("loop.channels", "demo")
        .with("loop.poll", "300ms")
        .with("loop.demo.source", "" + folder.resolve("clip.mp4"))
        .with("loop.demo.destination", listener.destination());
  }

  @AfterEach
  void close() {
    listener.close();
  }

  Path clip(String name, double seconds, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "ffmpeg",
                "-nostdin",
                "-v",
                "error",
                "-y",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=320x180:r=25:d=" + seconds,
                "-f",
                "lavfi",
                "-i",
                "sine=f=440:r=44100:d=" + (seconds - 0.013),
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-bf",
                "2",
                "-g",
                "12",
                "-pix_fmt",
                "yuv420p",
                "-c:a",
                "aac"));
    command.addAll(List.of(more));
    Path file = folder.resolve(name);
    Path aside = folder.resolve("aside-" + name);
    command.add("" + aside);
    Process ffmpeg = new ProcessBuilder(command).inheritIO().start();
    assertThat(ffmpeg.waitFor()).as("exit of ffmpeg for %s", name).isZero();
    Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
    return file;
  }

  void awaitPackets(long more) {
    long before = listener.packets();
    await("packets of the channel").atMost(SOON).until(() -> listener.packets() >= before + more);
  }

  Optional<Condition> condition(String about) {
    return station.bean(Conditions.class).find("loop", about);
  }

  String status() {
    return station
        .context()
        .createProducerTemplate()
        .requestBody("direct:loop-status", null, String.class);
  }

  void send(String route) {
    station.context().createProducerTemplate().requestBody(route, "demo");
  }

  static List<ProcessHandle> encoders() {
    try (Stream<ProcessHandle> children = ProcessHandle.current().descendants()) {
      return children
          .filter(one -> one.info().commandLine().orElse("").contains("pipe:0"))
          .filter(ProcessHandle::isAlive)
          .toList();
    }
  }
}
