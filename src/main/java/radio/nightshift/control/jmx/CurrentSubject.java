package radio.nightshift.control.jmx;

import java.security.AccessController;
import java.util.Optional;
import javax.security.auth.Subject;

/** The subject in whose name RMI runs a request on this thread. */
final class CurrentSubject {
  private CurrentSubject() {}

  /** The login that was made for the connection. */
  static Optional<Login> login() {
    return Optional.ofNullable(subject()).stream()
        .flatMap(subject -> subject.getPrincipals(Login.class).stream())
        .findFirst();
  }

  /** From Java 18 on there is one way to it, and from 24 on no other. */
  @SuppressWarnings("removal")
  private static Subject subject() {
    try {
      return (Subject) Subject.class.getMethod("current").invoke(null);
    } catch (NoSuchMethodException java17) {
      return Subject.getSubject(AccessController.getContext());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
