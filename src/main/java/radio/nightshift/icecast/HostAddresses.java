package radio.nightshift.icecast;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The addresses of hosts in the order in which they are to be tried: first the one that worked
 * last, last those that took a connection and gave no answer.
 */
final class HostAddresses {
  private static final long WORKED = -1;

  private final Resolver resolver;
  private final Map<Key, Long> results = new ConcurrentHashMap<>();
  private final AtomicLong count = new AtomicLong();

  private record Key(String host, InetAddress address) {}

  /** What knows the addresses of a name. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] of(String host) throws UnknownHostException;
  }

  HostAddresses() {
    this(InetAddress::getAllByName);
  }

  HostAddresses(Resolver resolver) {
    this.resolver = resolver;
  }

  /**
   * All addresses that the name has at present.
   *
   * @throws UnknownHostException if there is no such name
   */
  List<InetAddress> of(String host) throws UnknownHostException {
    List<InetAddress> addresses = new ArrayList<>(List.of(resolver.of(host)));
    // A stable sort: what was never tried stays in the order of the DNS.
    addresses.sort(
        Comparator.comparing(address -> results.getOrDefault(new Key(host, address), 0L)));
    return addresses;
  }

  /** Notes that a source was accepted there. */
  void worked(String host, InetAddress address) {
    results
        .entrySet()
        .removeIf(one -> one.getKey().host().equals(host) && one.getValue() == WORKED);
    results.put(new Key(host, address), WORKED);
  }

  /** Notes that a connection there led to nothing; of several such, the oldest is tried first. */
  void failed(String host, InetAddress address) {
    results.put(new Key(host, address), count.incrementAndGet());
  }
}
