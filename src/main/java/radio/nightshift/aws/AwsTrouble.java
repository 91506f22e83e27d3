package radio.nightshift.aws;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.camel.util.ObjectHelper;
import org.apache.http.conn.ConnectTimeoutException;
import radio.nightshift.condition.Printable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/**
 * A failure of an AWS service as a sentence.
 *
 * @param isAway whether the service was not reached, or cannot answer anybody now: a later request
 *     may succeed
 * @param text the trouble and what to do, without a full stop
 */
public record AwsTrouble(boolean isAway, String text) {
  private static final int SERVER_ERROR = 500;
  private static final int LONGEST = 200;

  private static final Set<String> KEYS_REFUSED =
      Set.of(
          "AuthFailure",
          "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidAccessKeyId",
          "InvalidSignatureException",
          "SignatureDoesNotMatch",
          "IncompleteSignature",
          "MissingAuthenticationToken",
          "ExpiredToken",
          "ExpiredTokenException",
          "RequestExpired",
          "RequestTimeTooSkewed");

  /**
   * Puts a failure into words.
   *
   * @param permission what the role or key must be allowed, such as {@code ssm:GetParametersByPath}
   */
  public static AwsTrouble of(Throwable failure, String permission) {
    AwsServiceException answer = ObjectHelper.getException(AwsServiceException.class, failure);
    if (answer != null) {
      return answered(answer, permission);
    }
    for (Throwable cause : ObjectHelper.createExceptionIterable(failure)) {
      String why = unreached(cause);
      if (why != null) {
        return new AwsTrouble(true, why);
      }
    }
    return new AwsTrouble(true, "gives no answer that can be used (" + shown(failure) + ")");
  }

  private static AwsTrouble answered(AwsServiceException answer, String permission) {
    String code =
        answer.awsErrorDetails() == null || answer.awsErrorDetails().errorCode() == null
            ? "" + answer.statusCode()
            : Printable.printable(answer.awsErrorDetails().errorCode());
    if (answer.statusCode() >= SERVER_ERROR || answer.isThrottlingException()) {
      return new AwsTrouble(true, "cannot answer now (%d %s)".formatted(answer.statusCode(), code));
    }
    if (KEYS_REFUSED.contains(code)) {
      return new AwsTrouble(
          false,
          "does not take the keys (%s); check the instance's role or AWS_ACCESS_KEY_ID, and the clock"
              .formatted(code));
    }
    if (code.toLowerCase(Locale.ROOT).contains("denied") || answer.statusCode() == 403) {
      return new AwsTrouble(
          false, "refuses it (%s); allow %s to the role or key".formatted(code, permission));
    }
    return new AwsTrouble(false, "answers %s".formatted(shown(answer)));
  }

  /** Why no answer came, or null where this cause does not tell. */
  private static String unreached(Throwable cause) {
    String message = "" + cause.getMessage();
    if (message.contains("Unable to load credentials")) {
      return "was not asked: no AWS keys are found; give the instance a role, or set AWS_ACCESS_KEY_ID"
          + " and AWS_SECRET_ACCESS_KEY";
    }
    if (message.contains("Unable to load region")) {
      return "was not asked: no region is set; set aws.region";
    }
    if (cause instanceof UnknownHostException) {
      return "cannot be found in the DNS; check aws.region, aws.endpoint and the network";
    }
    if (cause instanceof SocketTimeoutException
        || cause instanceof ConnectTimeoutException
        || cause instanceof TimeoutException
        || cause instanceof AbortedException
        || cause instanceof ApiCallTimeoutException
        || cause instanceof ApiCallAttemptTimeoutException) {
      return "gives no answer in time; check the network and aws.endpoint";
    }
    if (cause instanceof ConnectException) {
      return "cannot be reached; check the network and aws.endpoint";
    }
    return null;
  }

  private static String shown(Throwable failure) {
    String line = Printable.printable("" + failure.getMessage());
    return line.substring(0, Math.min(line.length(), LONGEST));
  }
}
