package radio.nightshift.watchdog;

import org.apache.camel.util.ObjectHelper;
import radio.nightshift.aws.AwsTrouble;
import radio.nightshift.condition.Printable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Failures of EC2 and Auto Scaling in words. */
final class BackupTrouble {
  private static final int SERVER_ERROR = 500;
  private static final int LONGEST = 200;

  private final String service;
  private final String subject;

  /**
   * Explains failures.
   *
   * @param service such as {@code EC2}
   * @param subject the backup, such as {@code instance i-0123}
   */
  BackupTrouble(String service, String subject) {
    this.service = service;
    this.subject = subject;
  }

  /** Whether AWS has understood the request and does not do it; else it may have been done. */
  static boolean isRefusal(Throwable failure) {
    AwsServiceException answer = ObjectHelper.getException(AwsServiceException.class, failure);
    return answer != null
        && !answer.isThrottlingException()
        && (answer.statusCode() < SERVER_ERROR || code(answer).startsWith("Insufficient"));
  }

  /** The error code of an answer, or an empty text. */
  static String code(Throwable failure) {
    AwsServiceException answer = ObjectHelper.getException(AwsServiceException.class, failure);
    return answer == null
            || answer.awsErrorDetails() == null
            || answer.awsErrorDetails().errorCode() == null
        ? ""
        : Printable.printable(answer.awsErrorDetails().errorCode());
  }

  /**
   * A failure in words.
   *
   * @param permission what the role or key must be allowed, such as {@code ec2:StartInstances}
   */
  BackupException inWords(Throwable failure, String permission) {
    return switch (code(failure)) {
      case "InvalidInstanceID.NotFound" ->
          lasting(
              "is not there",
              "set watchdog.backup.instance to its id, and aws.region to its region");
      case "InvalidInstanceID.Malformed" ->
          lasting("is none: EC2 does not take its id", "set watchdog.backup.instance to its id");
      case "IncorrectInstanceState", "ScalingActivityInProgress" ->
          passing("is in a state in which that cannot be done", failure, "it is tried again");
      case "InsufficientInstanceCapacity", "InsufficientHostCapacity" ->
          passing(
              "finds no free machine of its type in its zone",
              failure,
              "it is tried again; give it another type if this lasts, or use watchdog.backup.group"
                  + " with several zones");
      case "InstanceLimitExceeded", "VcpuLimitExceeded" ->
          lasting("would be more than your quota allows", "raise the quota in AWS");
      case "OperationNotPermitted", "UnsupportedOperation" ->
          lasting(
              "must not be started or stopped (%s)".formatted(message(failure)),
              "switch off its stop protection, and use no spot instance or instance store");
      case "ValidationError" ->
          lasting(
              "cannot be changed (%s)".formatted(message(failure)),
              "see its name and its least and greatest size");
      default -> {
        AwsTrouble trouble = AwsTrouble.of(failure, permission);
        String remedy = trouble.text().contains("; ") ? "" : "; it is tried again";
        yield new BackupException(
            "%s: %s %s%s".formatted(subject, service, trouble.text(), remedy), !trouble.isAway());
      }
    };
  }

  /** The failure that an answer is not about what was asked, such as a proxy's page. */
  BackupException garbled() {
    return new BackupException(
        "%s: %s gives no answer that can be used; check the network and aws.endpoint"
            .formatted(subject, service),
        false);
  }

  /** The failure that the instance is gone for ever. */
  BackupException terminated() {
    return lasting(
        "is terminated and never runs again", "set watchdog.backup.instance to another's id");
  }

  /** A failure that lasts until a person does something. */
  BackupException lasting(String what, String remedy) {
    return new BackupException("%s %s; %s".formatted(subject, what, remedy), true);
  }

  private BackupException passing(String what, Throwable failure, String remedy) {
    return new BackupException(
        "%s %s (%s); %s".formatted(subject, what, message(failure), remedy), false);
  }

  private static String message(Throwable failure) {
    AwsServiceException answer = ObjectHelper.getException(AwsServiceException.class, failure);
    String text = Printable.printable("" + answer.awsErrorDetails().errorMessage());
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
