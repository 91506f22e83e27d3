package radio.nightshift.aws;

import java.util.function.Supplier;

/** A client made at its first use; closing it breaks off what it waits for. */
public final class LazyClient<C extends AutoCloseable> implements Supplier<Object> {
  private final Supplier<C> maker;
  private C made;

  public LazyClient(Supplier<C> maker) {
    this.maker = maker;
  }

  @Override
  public synchronized C get() {
    if (made == null) {
      made = maker.get();
    }
    return made;
  }

  /** Closes the client, if it was ever made. */
  public synchronized void close() {
    if (made != null) {
      try {
        made.close();
      } catch (Exception e) {
        throw new IllegalStateException("a client cannot be closed", e);
      }
    }
  }
}
