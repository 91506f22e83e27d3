package radio.nightshift.media;

/** A file is MP3 in free format, whose headers do not give the frames' length. */
final class FreeFormatException extends UnreadableAudioException {
  private static final long serialVersionUID = 1L;

  FreeFormatException() {
    super("it is MP3 in free format, which is not supported; encode it at a standard bitrate");
  }
}
