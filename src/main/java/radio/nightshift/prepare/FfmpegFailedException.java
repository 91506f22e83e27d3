package radio.nightshift.prepare;

/**
 * A run of ffmpeg over all files of a programme has failed: one of them may be to blame, and if
 * none is, this machine or a setting, as the message says.
 */
public final class FfmpegFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  FfmpegFailedException(String fault) {
    super(
        "ffmpeg fails though the file is sound (%s); check that there is room in work/, that prepare.memory is enough, and that ffmpeg takes the mount's bitrate, sample rate and channels and knows the filters of prepare.camel.yaml"
            .formatted(fault));
  }
}
