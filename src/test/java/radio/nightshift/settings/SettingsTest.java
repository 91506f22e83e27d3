package radio.nightshift.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.media.Codec;
import radio.nightshift.programme.Mount;
import radio.nightshift.programme.Mounts;

class SettingsTest {
  private final Map<String, String> values = new HashMap<>();
  private final Settings settings = new Settings(values::get);

  SettingsTest() {
    Settings.defaults().forEach((name, value) -> values.put((String) name, (String) value));
    values.put("playout.password", "hackme");
  }

  @ParameterizedTest
  @CsvSource({
    "playout.port, abc",
    "playout.port, 0",
    "playout.port, 65536",
    "playout.format, wma",
    "playout.bitrate, 4",
    "playout.bitrate, 321",
    "playout.channels, 6",
    "playout.mount, live.mp3",
    "playout.mount, /with space",
    "playout.tls, perhaps",
    "playout.sample-rate, 44000",
    "playout.password, ''",
    "playout.mounts, Main",
    "playout.mounts, host",
  })
  void aWrongValueIsRefusedByTheSettingsName(String name, String value) {
    values.put(name, value);
    assertThatThrownBy(() -> new Mounts(settings).all())
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith(name)
        .hasMessageContaining(value);
  }

  @Test
  void aBitrateThatVorbisDoesNotHaveIsRefused() {
    values.put("playout.format", "vorbis");
    values.put("playout.bitrate", "24");
    assertThatThrownBy(() -> new Mounts(settings).all())
        .hasMessageContaining("playout.bitrate is '24'");
  }

  @Test
  void aFurtherMountTakesFromTheFirstWhatItDoesNotSet() {
    values.put("playout.mounts", "low, opus");
    values.put("playout.low.mount", "/low.mp3");
    values.put("playout.low.bitrate", "64");
    values.put("playout.opus.mount", "/live.opus");
    values.put("playout.opus.format", "opus");
    List<Mount> mounts = new Mounts(settings).all();
    assertThat(mounts)
        .extracting(Mount::path)
        .containsExactly("/live.mp3", "/low.mp3", "/live.opus");
    assertThat(mounts)
        .extracting(mount -> mount.encoding().bitrate())
        .containsExactly(128, 64, 128);
    assertThat(mounts.get(2).encoding().codec()).isEqualTo(Codec.OPUS);
    assertThat(mounts.get(2).encoding().sampleRate()).isEqualTo(48000);
  }

  @Test
  void twoMountsAtOneAddressAreRefused() {
    values.put("playout.mounts", "low");
    assertThatThrownBy(() -> new Mounts(settings).all())
        .hasMessageContaining("playout.mounts")
        .hasMessageContaining("/live.mp3");
  }

  @Test
  void aMountOfAnotherRoomTakesFromTheFirstWhatItDoesNotSetSaveItsPath() {
    values.put("loop.demo.mount", "/demo.opus");
    values.put("loop.demo.format", "opus");
    Mount mount = new Mounts(settings).ofAnotherRoom(Map.of("demo", "loop.demo")).get(0);
    assertThat(mount.name()).isEqualTo("demo");
    assertThat(mount.settings()).isEqualTo("loop.demo");
    assertThat(mount.path()).isEqualTo("/demo.opus");
    assertThat(mount.password()).isEqualTo("hackme");
    assertThat(mount.encoding().codec()).isEqualTo(Codec.OPUS);
    assertThatThrownBy(() -> new Mounts(settings).ofAnotherRoom(Map.of("hold", "loop.hold")))
        .hasMessageStartingWith("loop.hold.mount is not set; give the mount with its slash");
  }

  @Test
  void aMountOfAnotherRoomWhereTheStationHasOneIsRefusedUnlessThatRoomIsOff() {
    values.put("loop.demo.mount", "/live.mp3");
    Map<String, String> demo = Map.of("demo", "loop.demo");
    assertThatThrownBy(() -> new Mounts(settings).ofAnotherRoom(demo))
        .hasMessageStartingWith("loop.demo.mount is '/live.mp3'; the mount main has http://");
    values.put("playout.enabled", "false");
    assertThat(new Mounts(settings).ofAnotherRoom(demo)).hasSize(1);
    values.put("loop.hold.mount", "/live.mp3");
    Map<String, String> two = new TreeMap<>(Map.of("demo", "loop.demo", "hold", "loop.hold"));
    assertThatThrownBy(() -> new Mounts(settings).ofAnotherRoom(two))
        .hasMessageStartingWith("loop.hold.mount is '/live.mp3'; loop.demo.mount has http://");
  }

  @Test
  void aFolderThatAnEndpointsAddressCannotHoldIsRefused() {
    values.put("station.home", "/tmp/a&b");
    assertThatThrownBy(() -> settings.folder("station.home"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("station.home is '/tmp/a&b'");
  }

  @Test
  void aValueThatCannotBeResolvedIsRefusedByTheSettingsName() {
    Settings broken =
        new Settings(
            name -> {
              throw new IllegalArgumentException("Missing }} from the text: secret{{");
            });
    assertThatThrownBy(() -> broken.text("playout.password"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("playout.password")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aMountNeverShowsItsPassword() {
    assertThat(new Mounts(settings).all().toString()).doesNotContain("hackme");
  }

  @Test
  void aMisspeltNameIsWarnedOfWithTheNearestOne() {
    SettingNames names =
        new SettingNames(
            Set.of("playout.password", "playout.port", "playout.low.bitrate", "ingest.folder"),
            List.of("archive"));
    assertThat(
            names.warnings(
                Set.of(
                    "playout.pasword",
                    "playout.low.bitrate",
                    "playout.port",
                    "camel.main.x",
                    "archive.of-a-room-that-is-off",
                    "routes.for-a-route-of-the-users",
                    "wholly.unlike.anything")))
        .satisfiesExactly(
            misspelt -> assertThat(misspelt).contains("'playout.pasword'", "'playout.password'"),
            unlike ->
                assertThat(unlike).contains("'wholly.unlike.anything'").doesNotContain("mean"));
  }
}
