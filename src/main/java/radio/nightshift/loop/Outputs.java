package radio.nightshift.loop;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import radio.nightshift.disk.WholeFile;
import radio.nightshift.ffmpeg.LastingPrograms;
import radio.nightshift.ffmpeg.LastingRun;

/** Opens the destinations of streams. */
final class Outputs {
  /** An ffmpeg that copies reports every half a second. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private static final int MEMORY = 1000;

  /** So long names and folders are waited for at most. */
  private static final Duration ANSWER = Duration.ofSeconds(15);

  private final Asides asides = new Asides(ANSWER);
  private final LastingPrograms programs;

  Outputs(LastingPrograms programs) {
    this.programs = programs;
  }

  /**
   * Opens a destination of a channel.
   *
   * @throws IOException if it cannot be opened, in words
   */
  PacketOutput open(Channel channel, Destination destination) throws IOException {
    if (destination instanceof Destination.Datagrams datagrams) {
      return datagrams(channel, datagrams);
    }
    if (destination instanceof Destination.Srt srt) {
      return srt(channel, srt);
    }
    return hls(channel, (Destination.Hls) destination);
  }

  private PacketOutput datagrams(Channel channel, Destination.Datagrams to) throws IOException {
    InetAddress address =
        asides.await(
            "the address of '%s'".formatted(to.host()),
            "check the DNS",
            channel::isOn,
            () -> UdpOutput.address(to.host()));
    return to.isRtp() ? RtpOutput.open(address, to.port()) : UdpOutput.open(address, to.port());
  }

  private PacketOutput hls(Channel channel, Destination.Hls to) throws IOException {
    HlsFolder folder = new HlsFolder(to.folder(), channel.name());
    HlsState before =
        asides.await(
            "the folder '%s'".formatted(to.folder()),
            "look after its disk",
            channel::isOn,
            folder::open);
    return new HlsOutput(
        programs.start(copying(folder.arguments())),
        new HlsWatch(folder, before, asides, MonotonicTime.SYSTEM));
  }

  private PacketOutput srt(Channel channel, Destination.Srt srt) throws IOException {
    List<String> arguments = new ArrayList<>();
    if (!srt.passphrase().isEmpty()) {
      // Whoever may list processes sees arguments, and libsrt knows no other way but ffmpeg's
      // files.
      Path preset = channel.folder().resolve("srt.ffpreset");
      WholeFile.write(
          preset,
          out -> out.write("passphrase=%s\npbkeylen=16\n".formatted(srt.passphrase())),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      arguments.addAll(List.of("-fpre", preset.toString()));
    }
    String address =
        "srt://%s:%d?mode=%s&latency=%d&transtype=live&pkt_size=1316"
            .formatted(
                srt.host(),
                srt.port(),
                srt.listens() ? "listener" : "caller",
                Duration.ofMillis(srt.latencyMillis()).toNanos() / 1000);
    arguments.addAll(List.of("-f", "mpegts", address));
    LastingRun run = copying(arguments).hiding(srt.passphrase());
    return new FfmpegOutput(
        programs.start(srt.listens() ? run.waitingFirst() : run), false, srt.listens());
  }

  private static LastingRun copying(List<String> output) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-fflags",
                "+nobuffer",
                "-probesize",
                "1000000",
                "-analyzeduration",
                "1000000",
                "-f",
                "mpegts",
                "-i",
                "pipe:0",
                "-map",
                "0",
                "-c",
                "copy"));
    arguments.addAll(output);
    return LastingRun.ffmpeg(arguments, MEMORY, SILENCE);
  }
}
