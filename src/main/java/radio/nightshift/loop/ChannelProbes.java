package radio.nightshift.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import radio.nightshift.check.FfmpegProbe;
import radio.nightshift.check.FfmpegProbe.Kind;
import radio.nightshift.check.FfmpegProbe.Need;
import radio.nightshift.check.Folder;
import radio.nightshift.check.Probe;
import radio.nightshift.check.Trouble;
import radio.nightshift.loop.ChannelForm.Treatment;
import radio.nightshift.media.Encoding;

/** Probes of what channels need: their sources, the folders of their destinations, and ffmpeg. */
final class ChannelProbes {
  /** A web server that is silent is given up after 20 s, with words that name it. */
  private static final Duration LIMIT = Duration.ofSeconds(28);

  private final List<LoopChannel> channels;
  private final Map<String, SourceFetch> fetches;

  /**
   * Probes of channels.
   *
   * @param fetches by the channels' names
   */
  ChannelProbes(List<LoopChannel> channels, Map<String, SourceFetch> fetches) {
    this.channels = channels;
    this.fetches = fetches;
  }

  List<Probe> probes() {
    List<Probe> probes = new ArrayList<>(List.of(ffmpeg()));
    for (LoopChannel channel : channels) {
      String name = "source of " + channel.name();
      probes.add(new Probe(name, LIMIT, () -> source(channel)));
      for (Destination one : channel.destinations()) {
        if (one instanceof Destination.Hls hls) {
          String setting = "loop.%s.destination".formatted(channel.name());
          probes.add(new Folder(setting, hls.folder()).writable());
        }
      }
    }
    return probes;
  }

  private String source(LoopChannel channel) throws Trouble {
    try {
      long size = fetches.get(channel.name()).size();
      return size < 0
          ? "'%s' can be had".formatted(channel.source())
          : "'%s' can be had, %.1f MB".formatted(channel.source(), size / 1e6);
    } catch (SourceException e) {
      throw new Trouble(e.getMessage() + ".");
    }
  }

  private Probe ffmpeg() {
    FfmpegProbe ffmpeg =
        new FfmpegProbe(channels.stream().flatMap(c -> needs(c).stream()).toList());
    return new Probe(
        "ffmpeg for channels",
        () -> {
          ffmpeg.ffprobe();
          return ffmpeg.ffmpeg();
        });
  }

  private static List<Need> needs(LoopChannel channel) {
    List<Need> needs = new ArrayList<>();
    String destination = "loop.%s.destination".formatted(channel.name());
    if (channel.wants().transport()) {
      needs.add(new Need(Kind.MUXER, "mpegts", destination));
      if (channel.form().treatment() != Treatment.COPY) {
        String codec = "loop.%s.codec".formatted(channel.name());
        needs.add(new Need(Kind.ENCODER, "libx264", codec));
        needs.add(new Need(Kind.ENCODER, "aac", codec));
      }
    }
    for (Encoding one : channel.wants().mounts()) {
      needs.add(new Need(Kind.ENCODER, one.encoderName(), destination));
    }
    for (Destination one : channel.destinations()) {
      if (one instanceof Destination.Hls) {
        needs.add(new Need(Kind.MUXER, "hls", destination));
      } else if (one instanceof Destination.Srt) {
        needs.add(new Need(Kind.PROTOCOL, "srt", destination));
      }
    }
    return needs;
  }
}
