package radio.nightshift.control.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerFactory;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.control.jmx.Login.Role;
import radio.nightshift.room.Requests;

/** What those who have logged in may do, and that nothing else is open. */
class RoleGuardTest {
  private static final String OWN = "radio.nightshift:type=mount,name=main";
  private static final String CAMEL = "org.apache.camel:context=nightshift,type=context,name=x";
  private static final Login READER = new Login("reader", Role.READER);
  private static final Login OPERATOR = new Login("anna", Role.OPERATOR);

  private final MBeanServer all = MBeanServerFactory.newMBeanServer();
  private final AtomicReference<Login> caller = new AtomicReference<>();
  private final MBeanServer guarded = guard();
  private final Lamp lamp = new Lamp();

  /** Something with an attribute that may be set, and an operation. */
  public interface LampMBean {
    boolean isLit();

    void setLit(boolean lit);

    String flash(String how);
  }

  /** A lamp. */
  public static final class Lamp implements LampMBean {
    private boolean lit;
    private String flashed = "";

    @Override
    public boolean isLit() {
      return lit;
    }

    @Override
    public void setLit(boolean lit) {
      this.lit = lit;
    }

    @Override
    public String flash(String how) {
      flashed = how;
      return "flashed";
    }
  }

  private MBeanServer guard() {
    var forwarder = RoleGuard.forwarder(() -> Optional.ofNullable(caller.get()), new Requests());
    forwarder.setMBeanServer(all);
    return forwarder;
  }

  @BeforeEach
  void lamps() throws Exception {
    for (String name :
        Set.of(
            OWN,
            CAMEL,
            "java.lang:type=Runtime",
            "com.sun.management:type=DiagnosticCommand",
            "com.sun.management:type=HotSpotDiagnostic",
            "java.util.logging:type=Logging",
            "jolokia:type=Config",
            "DefaultDomain:type=MLet")) {
      all.registerMBean(lamp, new ObjectName(name));
    }
  }

  private String flash(String name) throws Exception {
    return ""
        + guarded.invoke(
            new ObjectName(name), "flash", new Object[] {"red"}, new String[] {"java.lang.String"});
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(SecurityException.class).hasMessageContaining("refused");
  }

  @Test
  void everybodyReads() throws Exception {
    for (Login login : new Login[] {READER, OPERATOR}) {
      caller.set(login);
      for (String name : Set.of(OWN, CAMEL, "java.lang:type=Runtime")) {
        assertThat(guarded.getAttribute(new ObjectName(name), "Lit")).isEqualTo(false);
        assertThat(guarded.getAttributes(new ObjectName(name), new String[] {"Lit"})).hasSize(1);
        assertThat(guarded.getMBeanInfo(new ObjectName(name)).getOperations()).hasSize(1);
      }
    }
  }

  @Test
  void theOperatorCallsTheStationsOwnOperations() throws Exception {
    caller.set(OPERATOR);
    assertThat(flash(OWN)).isEqualTo("flashed");
    assertThat(lamp.flashed).isEqualTo("red");
  }

  @Test
  void aReaderCallsNone() {
    caller.set(READER);
    assertThatThrownBy(() -> flash(OWN))
        .isInstanceOf(SecurityException.class)
        .hasMessage("User 'reader' may read only; 'flash' is for the operator (jmx.operator).");
    assertThat(lamp.flashed).isEmpty();
  }

  @Test
  void nobodyWhoHasNotLoggedInCallsOne() {
    assertThatThrownBy(() -> flash(OWN)).isInstanceOf(SecurityException.class);
    assertThat(lamp.flashed).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CAMEL,
        "org.apache.camel:context=nightshift,type=endpoints,name=x",
        "java.lang:type=Threading",
        "com.sun.management:type=DiagnosticCommand",
        "com.sun.management:type=HotSpotDiagnostic",
        "java.util.logging:type=Logging",
        "jolokia:type=Config",
        "DefaultDomain:type=MLet",
        "JMImplementation:type=MBeanServerDelegate",
        "Radio.nightshift:type=mount,name=main",
        "radio.nightshift.x:type=mount,name=main"
      })
  void notEvenTheOperatorCallsOthers(String name) {
    caller.set(OPERATOR);
    assertRefused(() -> flash(name));
    assertThat(lamp.flashed).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.sun.management:type=DiagnosticCommand",
        "com.sun.management:type=HotSpotDiagnostic",
        "java.util.logging:type=Logging",
        "jolokia:type=Config",
        "DefaultDomain:type=MLet"
      })
  void whatIsDangerousIsNotEvenShown(String name) throws Exception {
    caller.set(OPERATOR);
    ObjectName hidden = new ObjectName(name);
    assertThat(guarded.queryNames(null, null)).doesNotContain(hidden);
    assertThat(guarded.queryNames(hidden, null)).isEmpty();
    assertThat(guarded.queryMBeans(null, null))
        .extracting(one -> one.getObjectName())
        .doesNotContain(hidden)
        .contains(new ObjectName(OWN));
    assertThat(guarded.isRegistered(hidden)).isFalse();
    assertThat(guarded.getDomains()).doesNotContain(hidden.getDomain());
    assertRefused(() -> guarded.getAttribute(hidden, "Lit"));
    assertRefused(() -> guarded.getAttributes(hidden, new String[] {"Lit"}));
    assertRefused(() -> guarded.getMBeanInfo(hidden));
    assertRefused(() -> guarded.getObjectInstance(hidden));
  }

  @Test
  void nobodyChangesWhatThereIs() throws Exception {
    caller.set(OPERATOR);
    ObjectName own = new ObjectName(OWN);
    ObjectName other = new ObjectName("radio.nightshift:type=other");
    assertRefused(() -> guarded.setAttribute(own, new Attribute("Lit", true)));
    assertRefused(() -> guarded.setAttributes(own, new AttributeList()));
    assertRefused(() -> guarded.unregisterMBean(own));
    assertRefused(() -> guarded.registerMBean(lamp, other));
    assertRefused(() -> guarded.createMBean("javax.management.loading.MLet", other));
    assertRefused(() -> guarded.createMBean(Lamp.class.getName(), other, null, new String[0]));
    assertRefused(() -> guarded.instantiate("javax.management.loading.MLet"));
    assertRefused(() -> guarded.getClassLoader(own));
    assertThat(lamp.lit).isFalse();
    assertThat(all.isRegistered(own)).isTrue();
    assertThat(all.isRegistered(other)).isFalse();
  }

  @Test
  void onlyWhatComesAndGoesIsNotified() throws Exception {
    NotificationListener listener = (notification, handback) -> {};
    guarded.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, listener, null, null);
    guarded.removeNotificationListener(MBeanServerDelegate.DELEGATE_NAME, listener);
    assertRefused(
        () -> guarded.addNotificationListener(new ObjectName(CAMEL), listener, null, null));
  }

  /** The JVM that runs this has them all; a later one may have more. */
  @Test
  void ofARealJvmOnlyTheNamedDomainsAreShown() {
    var forwarder = RoleGuard.forwarder(Optional::empty, new Requests());
    forwarder.setMBeanServer(ManagementFactory.getPlatformMBeanServer());
    Set<String> domains = new TreeSet<>();
    forwarder.queryNames(null, null).forEach(name -> domains.add(name.getDomain()));
    assertThat(domains)
        .contains("java.lang")
        .isSubsetOf(
            "JMImplementation", "java.lang", "java.nio", "org.apache.camel", "radio.nightshift");
  }
}
