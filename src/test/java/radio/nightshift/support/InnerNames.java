package radio.nightshift.support;

import radio.nightshift.programme.Cue;

/**
 * The names inside a station that tests rely on though no user does, so that a change of one
 * concerns one place.
 */
public final class InnerNames {
  /** A prepared programme's audio on the mounts of those formats. */
  public static final String MP3 = "mp3-128k-44100-2.mp3";

  public static final String OPUS = "opus-128k-48000-2.opus";
  public static final String AAC_MONO = "aac-128k-44100-1.aac";

  /** A prepared programme's report. */
  public static final String REPORT = "programme.json";

  /** The texts that go with each mount. */
  public static final String NAME = "station-name";

  public static final String GENRE = "station-genre";

  static final String PREPARE = "direct:prepare";
  static final String INSPECT = "prepare-inspect";
  static final String READ_SCHEDULE = "direct:schedule-read";

  private InnerNames() {}

  static String onAir(Cue cue) {
    return "seda:on-air-" + cue.mount();
  }

  static String password(String mount) {
    return "password-" + mount;
  }
}
