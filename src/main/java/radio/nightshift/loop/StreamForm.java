package radio.nightshift.loop;

import radio.nightshift.loop.Timeline.Turn;
import radio.nightshift.media.ts.TransportHead;

/**
 * What a turn's packets are made of, as far as it matters to who receives them.
 *
 * @param version name of the version that is played
 * @param map checksum of its program map
 */
record StreamForm(String version, int map) {
  static StreamForm of(Turn turn, TransportHead head) {
    return new StreamForm(turn.version().name(), head.map().checksum());
  }

  /** Whether an output that has had another form goes on with this one. */
  boolean canFollow(StreamForm before, PacketOutput out) {
    return version.equals(before.version) || out.takesOther(map == before.map);
  }
}
