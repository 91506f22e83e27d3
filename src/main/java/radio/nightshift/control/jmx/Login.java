package radio.nightshift.control.jmx;

import java.security.Principal;

/** Somebody who has logged in. */
record Login(String user, Role role) implements Principal {
  /** What one may do. */
  enum Role {
    READER,
    OPERATOR
  }

  @Override
  public String getName() {
    return user;
  }
}
