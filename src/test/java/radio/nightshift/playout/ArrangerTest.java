package radio.nightshift.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import radio.nightshift.media.Codec;
import radio.nightshift.media.Encoding;
import radio.nightshift.programme.Cue;
import radio.nightshift.programme.Edit;
import radio.nightshift.programme.Edition;
import radio.nightshift.programme.Mount;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.programme.ProgrammeFileName;
import radio.nightshift.programme.RunningOrder;
import radio.nightshift.programme.Schedule;
import radio.nightshift.programme.Slot;
import radio.nightshift.programme.StationRules;
import radio.nightshift.programme.UsedUpload;

/** The cues that are made of prepared programmes, by the table in {@code arranging.txt}. */
class ArrangerTest {
  private static final Path TABLE = Path.of("src/test/resources/arranging.txt");
  private static final int CASES = 15;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd-HH:mm:ss");
  private static final Mount MOUNT =
      new Mount(
          "main",
          "playout",
          "localhost",
          8000,
          "/live",
          false,
          "source",
          "hackme",
          Duration.ofSeconds(15),
          new Encoding(Codec.MP3, 128, 44100, 2));

  /** One case of the table. */
  private static final class Case {
    private final String name;
    private final List<Slot> slots = new ArrayList<>();
    private final List<PreparedProgramme> programmes = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();

    Case(String name) {
      this.name = name;
    }

    void line(String line) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "event" -> event(words[1], Long.parseLong(words[2]), words[3]);
        case "made" -> programmes.add(programme(words));
        case ">" -> expected.add(line.substring(2));
        default -> throw new IllegalArgumentException(line);
      }
    }

    private void event(String time, long minutes, String pid) {
      Instant start = Instant.parse("2026-06-10T" + time + ":00Z");
      slots.add(new Slot(pid, pid, start, start.plus(Duration.ofMinutes(minutes))));
    }

    private static PreparedProgramme programme(String[] words) {
      String[] keys = words[2].split("\\+");
      String[] lengths = words[3].split("\\+");
      List<UsedUpload> parts = new ArrayList<>();
      for (int i = 0; i < keys.length; i++) {
        parts.add(new UsedUpload(keys[i], "1", seconds(lengths[i])));
      }
      Map<String, String> more =
          Stream.of(words)
              .skip(6)
              .map(word -> (word + "=").split("=", 2))
              .collect(Collectors.toMap(word -> word[0], word -> word[1].replace("=", "")));
      Duration second = more.containsKey("second") ? seconds(more.get("second")) : null;
      return new PreparedProgramme(
          Path.of("ready", words[1]),
          parts,
          new Edit(second, seconds(words[4]), seconds(words[5]), more.containsKey("filled")),
          "recipe",
          more.containsKey("quick"),
          "Title",
          seconds(more.getOrDefault("lasts", lengths[0])),
          "");
    }

    private static Duration seconds(String text) {
      return Duration.ofSeconds(Long.parseLong(text));
    }

    List<String> found() {
      List<Edition> editions =
          programmes.stream()
              .flatMap(programme -> programme.parts().stream())
              .map(
                  part ->
                      new Edition(
                          part.source(), ProgrammeFileName.parse(part.source()), 1, part.length()))
              .distinct()
              .toList();
      RunningOrder order =
          RunningOrder.of(Schedule.of(slots), editions, StationRules.in(ZoneOffset.UTC));
      return new Arranger(MOUNT, programmes)
          .cues(order.between(Instant.MIN, Instant.MAX)).values().stream()
              .map(Case::words)
              .toList();
    }

    private static String words(Cue cue) {
      assertThat(cue.mount()).isEqualTo("main");
      assertThat(cue.file().getFileName()).hasToString("mp3-128k-44100-2.mp3");
      return "%s %s %s %s"
          .formatted(time(cue.start()), time(cue.end()), cue.file().getName(1), cue.reason());
    }

    private static String time(Instant instant) {
      return TIME.format(instant.atOffset(ZoneOffset.UTC));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String line : Files.readAllLines(TABLE)) {
      if (line.startsWith("= ")) {
        cases.add(new Case(line.substring(2)));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        cases.get(cases.size() - 1).line(line);
      }
    }
    return cases;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void theTableHolds(Case one) {
    assertThat(one.found()).as(one.name).isEqualTo(one.expected);
  }

  @Test
  void theTableIsRead() throws IOException {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(CASES);
    assertThat(cases().stream().map(Case::toString)).doesNotHaveDuplicates();
  }
}
