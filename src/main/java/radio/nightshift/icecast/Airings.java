package radio.nightshift.icecast;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import radio.nightshift.programme.AsRun;

/**
 * The airings of all the station's mounts: what is on the air, whether its threads go on, and
 * whether more may begin. There is one for the whole station; without a mount it is empty.
 */
public final class Airings {
  private final Set<IcecastProducer> producers = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;

  void add(IcecastProducer producer) {
    producers.add(producer);
  }

  void remove(IcecastProducer producer) {
    producers.remove(producer);
  }

  /** Ends what is on the air, at the next frame, so that the station can stop. */
  void leave() {
    // A programme on the air is an exchange in flight: without this, a graceful shutdown would
    // wait for its end. Nor is it to be handed out anew.
    draining = true;
    producers.forEach(IcecastProducer::leave);
  }

  /**
   * What is on the air: programmes of which audio has been sent, by the names of their mounts. What
   * has no end is none.
   */
  public List<AsRun> onAir() {
    return programmes()
        .map(IcecastProducer::onAir)
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(asRun -> asRun.cue().mount()))
        .toList();
  }

  private Stream<IcecastProducer> programmes() {
    return producers.stream().filter(producer -> !producer.isEndless());
  }

  /** The routes whose threads have an airing, by their ids. */
  Set<String> routes() {
    return producers.stream()
        .map(IcecastProducer::route)
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }

  /**
   * How the threads go on that have an airing. A server that is away or frozen stops none of them.
   * A channel without an end neither hides that all programmes stand still, nor is worth a restart.
   *
   * @param time without a round of its loop, after which a thread is stuck
   */
  public Pulse pulse(Duration time) {
    List<IcecastProducer> busy = programmes().filter(IcecastProducer::isBusy).toList();
    List<String> stuck =
        busy.stream()
            .filter(producer -> producer.isStuck(time))
            .map(producer -> producer.getEndpoint().getEndpointKey())
            .sorted()
            .toList();
    return new Pulse(stuck, stuck.size() < busy.size());
  }

  /** Lets what is on the air play to its end, and nothing more begin. */
  public void drain() {
    draining = true;
  }

  /** Whether nothing more may begin. */
  public boolean isDraining() {
    return draining;
  }
}
