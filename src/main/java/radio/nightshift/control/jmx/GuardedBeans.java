package radio.nightshift.control.jmx;

import java.io.IOException;
import java.util.Set;
import javax.management.AttributeNotFoundException;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanException;
import javax.management.MBeanServer;
import javax.management.MBeanServerConnection;
import javax.management.ObjectInstance;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import org.jolokia.server.core.util.jmx.MBeanServerAccess;

/** The MBeans as Jolokia finds them: behind the guard, where its own search would go round it. */
final class GuardedBeans implements MBeanServerAccess {
  private final MBeanServer guarded;

  GuardedBeans(MBeanServer guarded) {
    this.guarded = guarded;
  }

  @Override
  public void each(ObjectName name, MBeanEachCallback callback)
      throws IOException, ReflectionException, MBeanException {
    for (ObjectInstance one : guarded.queryMBeans(name, null)) {
      try {
        callback.callback(guarded, one);
      } catch (InstanceNotFoundException gone) {
        // Since the query.
        continue;
      }
    }
  }

  @Override
  public <R> R call(ObjectName name, MBeanAction<R> action, Object... more)
      throws IOException,
          ReflectionException,
          MBeanException,
          AttributeNotFoundException,
          InstanceNotFoundException {
    return action.execute(guarded, name, more);
  }

  @Override
  public Set<ObjectName> queryNames(ObjectName name) {
    return guarded.queryNames(name, null);
  }

  /** Whoever asks what has changed is told all of it. */
  @Override
  public boolean hasMBeansListChangedSince(long seconds) {
    return true;
  }

  @Override
  public Set<MBeanServerConnection> getMBeanServers() {
    return Set.of(guarded);
  }
}
