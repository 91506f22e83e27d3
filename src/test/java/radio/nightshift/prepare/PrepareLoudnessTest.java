package radio.nightshift.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.component.seda.SedaEndpoint;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.media.FramedAudio;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.support.Integration;
import radio.nightshift.support.LogLines;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** How loud programmes are made, what is found out about them, and what is not done twice. */
@Integration
class PrepareLoudnessTest {
  private static final String SLOT = "20260610_1410_";
  private static final Pattern INTEGRATED = Pattern.compile("I: +(-?[0-9.]+) LUFS");

  @TempDir Path home;
  @TempDir Path files;
  private final MovableClock clock = MovableClock.standingAt("2026-06-09T12:00:00Z");
  private Station station;

  @AfterEach
  void stop() {
    station.close();
  }

  @Test
  void everyMountGetsItAtTheTargetWhateverItsFormatAndChannels() throws Exception {
    station =
        station()
            .with("playout.mounts", "opus,mono")
            .with("playout.opus.mount", "/live.opus")
            .with("playout.opus.format", "opus")
            .with("playout.mono.mount", "/mono.aac")
            .with("playout.mono.format", "aac")
            .with("playout.mono.channels", "1")
            .with("prepare.loudness", "-23")
            .start();
    station.send(sound("volume=-12dB", "-ac", "2"), SLOT + "quiet.mp3");
    Path folder = station.awaitFirstReady().folder();
    for (String name :
        List.of("mp3-128k-44100-2.mp3", "opus-128k-48000-2.opus", "aac-128k-44100-1.aac")) {
      assertThat(lufs(folder.resolve(name))).as(name).isCloseTo(-23, within(0.5));
    }
    assertThat(report(folder)).contains("\"gainDb\"", "\"integratedLufs\"", "\"targetLufs\":-23.0");
  }

  @Test
  void itsPeaksStopTheGainAndTheShortfallIsReported() throws Exception {
    station = station().start();
    // Half a second of full level among quiet.
    station.send(
        sound("volume=-30dB:enable='not(between(t,3,3.05))',volume=6dB"), SLOT + "peaky.mp3");
    PreparedProgramme programme = station.awaitFirstReady();
    assertThat(programme.note()).containsPattern("It stays \\d+\\.\\d LU below -16.0 LUFS");
    assertThat(lufs(audio(programme))).isLessThan(-17);
    assertThat(truePeak(audio(programme))).isLessThan(0);
  }

  @Test
  void whatIsNearTheTargetAlreadyPassesUnchanged() throws Exception {
    Path tone = Tone.mp3(files.resolve("tone"), 12, 440);
    String volume = "volume=%.2fdB".formatted(-16 - lufs(tone));
    Path source = Tone.file(files.resolve("near.mp3"), 12, 440, "-af", volume, "-b:a", "128k");
    station = station().start();
    station.send(source, SLOT + "near.mp3");
    Path bare = files.resolve("bare");
    FramedAudio.copy(source, bare, "", 0, Long.MAX_VALUE);
    assertThat(audio(station.awaitFirstReady())).hasSameBinaryContentAs(bare);
  }

  @Test
  void theReportTellsOfClippingOfSilenceAndOfAProgrammeThatIsShort() throws Exception {
    Files.writeString(
        home.resolve("schedule.csv"),
        "\"2026-06-10T14:10:00Z\",\"2026-06-10T14:11:00Z\",\"bad\",\"20260610_1410_bad\",\"Bad\"\n");
    station = station().with("prepare.silence", "4s").start();
    station.send(
        sound("volume=30dB,volume=0:enable='between(t,0,2.5)+between(t,3,9)'"), SLOT + "bad.mp3");
    PreparedProgramme programme = station.awaitFirstReady();
    assertThat(programme.note())
        .contains("It has 0:12 of the 1:00 minutes of its slot.", "cut off flat")
        .containsPattern("It is silent for 2[.][3-7] s from 0:00[.]")
        .containsPattern("It is silent for (5[.][89]|6[.][012]) s from 0:03[.]");
    assertThat(report(programme.folder())).contains("\"silences\"", "\"findings\"");
  }

  @Test
  void theSameRecipeIsNotMadeAgainAndAnotherIs() throws Exception {
    station = station().start();
    station.send(sound("volume=-12dB"), SLOT + "a.mp3");
    PreparedProgramme first = station.awaitFirstReady();
    station.close();

    try (LogLines log = LogLines.open()) {
      station = station().start();
      awaitLookedThrough(log);
      assertThat(log.with("is ready.")).as("the same recipe").isEmpty();
      assertThat(station.names("ready")).containsExactly("" + first.folder().getFileName());
    }
    station.close();

    station = station().with("prepare.loudness", "-23").start();
    Awaitility.await("the other recipe")
        .until(() -> !station.awaitFirstReady().folder().equals(first.folder()));
    assertThat(lufs(audio(station.awaitFirstReady()))).isCloseTo(-23, within(0.5));
  }

  @Test
  void shortBeforeItsTimeAReadyProgrammeIsNotMadeAgain() throws Exception {
    station = station().start();
    station.send(sound("volume=-12dB"), SLOT + "a.mp3");
    PreparedProgramme first = station.awaitFirstReady();
    station.close();
    clock.moveTo("2026-06-10T14:05:00Z");
    try (LogLines log = LogLines.open()) {
      station = station().with("prepare.loudness", "-23").start();
      awaitLookedThrough(log);
      assertThat(station.names("ready")).containsExactly("" + first.folder().getFileName());
      assertThat(log.with("is ready.")).isEmpty();
    }
  }

  @Test
  void whatIsSoonestOnTheAirIsMadeFirst() throws Exception {
    Path inbox = Files.createDirectories(home.resolve("inbox"));
    Path sound = sound("volume=-12dB");
    for (String stamp :
        List.of("20260610_1410", "20260612_1410", "20260611_1410", "20260610_1510")) {
      Files.copy(sound, inbox.resolve(stamp + "_a.mp3"));
    }
    try (LogLines log = LogLines.open()) {
      station = station().with("prepare.parallel", "1").start();
      station.awaitReady(4);
      Awaitility.await().until(() -> log.with("is ready.").size() == 4);
      // Which one is begun with depends on the folder; the others wait meanwhile.
      assertThat(log.with("is ready.").subList(1, 4))
          .extracting(line -> line.replaceAll(".*'(\\w{13}).*", "$1"))
          .isSorted();
    }
  }

  @Test
  void whatWaitsForItsTurnQueuesOnceHoweverOftenItIsAskedFor() throws Exception {
    station = station().with("prepare.parallel", "1").start();
    station.send(Tone.mp3(files.resolve("long"), 1200, 440), SLOT + "long.mp3");
    Awaitility.await("the long one is on the bench").until(() -> !station.names("work").isEmpty());
    String waiting = "20260610_1510_a.mp3";
    station.send(sound("volume=-12dB"), waiting);
    Awaitility.await("the other one is there").until(() -> total("prepare-inspect") == 2);
    for (int i = 0; i < 3; i++) {
      station.inspect(waiting);
    }
    Awaitility.await("all were looked at").until(() -> total("prepare-inspect") == 5);
    station.awaitReady(2);
    // A third turn would come at once, and be one more for ever.
    Awaitility.await("no turn is waiting").until(() -> waiting("prepare-programme") == 0);
    Awaitility.await("two turns").until(() -> total("prepare-programme") == 2);
  }

  private int waiting(String queue) {
    return station.context().getEndpoints().stream()
        .filter(endpoint -> endpoint instanceof SedaEndpoint)
        .filter(endpoint -> endpoint.getEndpointUri().startsWith("seda://" + queue))
        .mapToInt(endpoint -> ((SedaEndpoint) endpoint).getCurrentQueueSize())
        .sum();
  }

  private long total(String route) throws Exception {
    return station
        .context()
        .getCamelContextExtension()
        .getContextPlugin(ManagedCamelContext.class)
        .getManagedRoute(route)
        .getExchangesTotal();
  }

  @Test
  void nothingHalfMadeIsLeftOrPlayedAfterACrash() throws Exception {
    Path half = Files.createDirectories(home.resolve("work/20260610_1410_a_0123"));
    Files.writeString(half.resolve("mp3-128k-44100-2.mp3"), "half");
    station = station().start();
    station.send(sound("volume=-12dB"), SLOT + "a.mp3");
    station.awaitFirstReady();
    Awaitility.await("the bench is empty").until(() -> station.names("work").isEmpty());
  }

  @Test
  void whileItIsMadeJmxTellsHowFarItIs() throws Exception {
    station = station().start();
    station.send(Tone.mp3(files.resolve("long"), 1200, 440), SLOT + "long.mp3");
    var beans = ManagementFactory.getPlatformMBeanServer();
    var name = new ObjectName("radio.nightshift:type=prepare");
    Awaitility.await("progress of the run that encodes")
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                beans.queryNames(name, null).stream()
                    .map(bean -> underWay(beans, bean))
                    .anyMatch(text -> text.matches(SLOT + "long.mp3 ([4-7]\\d) %")));
  }

  private static String underWay(MBeanServer beans, ObjectName bean) {
    try {
      return "" + beans.getAttribute(bean, "UnderWay");
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  private Station station() {
    return new Station(home).with(clock).without("prepare.loudness");
  }

  /** Another file that comes after all the others is ready, so they have been looked at. */
  private void awaitLookedThrough(LogLines log) throws Exception {
    Awaitility.await("the inbox is looked through")
        .until(() -> !log.with("Audio and video are prepared with").isEmpty());
    station.inspect(SLOT + "a.mp3");
  }

  /** Twelve seconds of something like speech, changed by filters. */
  private Path sound(String filters, String... arguments) throws IOException {
    Path file = Files.createTempFile(files, "sound", ".mp3");
    List<String> command =
        new ArrayList<>(
            List.of(
                "-f",
                "lavfi",
                "-i",
                "anoisesrc=d=12:c=pink:a=0.4:seed=7,lowpass=f=4000,tremolo=f=3:d=0.6,"
                    + "aformat=channel_layouts=stereo,"
                    + filters,
                "-b:a",
                "192k"));
    command.addAll(List.of(arguments));
    command.add("" + file);
    Tone.ffmpeg(command);
    return file;
  }

  private static Path audio(PreparedProgramme programme) {
    return programme.folder().resolve("mp3-128k-44100-2.mp3");
  }

  private static String report(Path folder) throws IOException {
    return Files.readString(folder.resolve("programme.json")).replace(" ", "");
  }

  private static double lufs(Path audio) {
    return figure(audio, INTEGRATED);
  }

  private static double truePeak(Path audio) {
    return figure(audio, Pattern.compile("Peak: +(-?[0-9.]+) dBFS"));
  }

  private static double figure(Path audio, Pattern pattern) {
    String said =
        Tone.ffmpeg(
            List.of(
                "-v",
                "info",
                "-nostats",
                "-i",
                "" + audio,
                "-af",
                "ebur128=peak=true:framelog=verbose",
                "-f",
                "null",
                "-"));
    Matcher found = pattern.matcher(said.substring(said.lastIndexOf("Summary:")));
    assertThat(found.find()).as(said).isTrue();
    return Double.parseDouble(found.group(1));
  }
}
