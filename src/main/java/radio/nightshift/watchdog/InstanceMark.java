package radio.nightshift.watchdog;

import java.util.Map;
import java.util.Optional;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Severity;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * The mark on an instance that this watchdog has started it: a tag with the watchdog's name. The
 * tag is set before the start, so that no instance is started without. Since it outlives what it
 * speaks of, a note on disk says which launch of the instance it means.
 */
final class InstanceMark {
  static final String TAG = "nightshift:started-by";

  private static final String ROOM = "watchdog";
  private static final String ABOUT = "backup tag";

  /** Noted: the instance's last launch before the start, and later the one that came of it. */
  private static final String BEFORE = "before";

  private static final String LAUNCH = "launch";

  private final InstanceRequests requests;
  private final String watchdog;
  private final StartNote note;
  private final Conditions conditions;

  /**
   * A mark.
   *
   * @param watchdog the value of the tag
   */
  InstanceMark(InstanceRequests requests, String watchdog, StartNote note, Conditions conditions) {
    this.requests = requests;
    this.watchdog = watchdog;
    this.note = note;
    this.conditions = conditions;
  }

  /** Marks an instance that is about to be started. */
  void set(Instance seen) throws BackupException {
    note.starting(Map.of(BEFORE, launch(seen)));
    try {
      requests.tag(TAG, watchdog);
      conditions.clear(ROOM, ABOUT, "The tag %s can be set".formatted(TAG));
    } catch (RuntimeException e) {
      BackupException why = requests.trouble(e, "ec2:CreateTags");
      if (!BackupTrouble.isRefusal(e)) {
        throw why;
      }
      // On the air without a tag is better than off the air.
      raise("cannot be set, so that the watchdog never stops what it starts", why);
    }
  }

  /** Gives up an instance: no launch but the one seen can be taken for ours any more. */
  void release(Instance seen) {
    note.write(Map.of(LAUNCH, launch(seen)));
    try {
      requests.untag(TAG, watchdog);
      note.remove();
      conditions.clear(ROOM, ABOUT, "The tag %s is removed".formatted(TAG));
    } catch (RuntimeException e) {
      raise("cannot be removed", requests.trouble(e, "ec2:DeleteTags"));
    }
  }

  /** Whether an instance that is on was started by this watchdog, and by nobody else since. */
  boolean isOurs(Instance seen) {
    note.sawOn();
    if (!isTagged(seen)) {
      return false;
    }
    Map<String, String> noted = note.facts().orElse(Map.of());
    if (noted.containsKey(LAUNCH)) {
      return launch(seen).equals(noted.get(LAUNCH));
    }
    if (noted.containsKey(BEFORE) && !launch(seen).equals(noted.get(BEFORE))) {
      note.write(Map.of(LAUNCH, launch(seen)));
    }
    // Without a note, such as after the loss of the disk, the tag alone speaks.
    return true;
  }

  /** Whether an instance has the tag of this watchdog. */
  boolean isTagged(Instance seen) {
    return owner(seen).filter(watchdog::equals).isPresent();
  }

  /** The other watchdog that has started an instance, if one has. */
  Optional<String> stranger(Instance seen) {
    return owner(seen).filter(other -> !other.equals(watchdog));
  }

  /** Whether an instance that is stopped has this mark to no purpose: it will not start now. */
  boolean isStale(Instance seen) {
    boolean isSettled = note.sawStopped();
    return isSettled && (isTagged(seen) || note.isThere());
  }

  /** Whether an instance that is seen stopped was requested to start just now. */
  boolean isRequested(Instance seen) {
    return note.isRequested() && launch(seen).equals(note.facts().orElse(Map.of()).get(BEFORE));
  }

  private static Optional<String> owner(Instance seen) {
    return seen.tags().stream().filter(tag -> TAG.equals(tag.key())).map(Tag::value).findFirst();
  }

  private static String launch(Instance seen) {
    return "" + seen.launchTime();
  }

  private void raise(String what, BackupException why) {
    conditions.raise(
        ROOM, ABOUT, Severity.WARNING, "the tag %s %s: %s".formatted(TAG, what, why.getMessage()));
  }
}
