package radio.nightshift.ingest;

import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * A store's refusal to hand out one object that it lists, while all else is in order.
 *
 * @param reason why, in words that follow "it is not handed out: "
 * @param remedy what to do
 * @param isGone whether it may have been deleted since it was listed
 */
public record Refusal(String reason, String remedy, boolean isGone) {
  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final int GONE = 410;

  /** A refusal of these kinds concerns the keys, the clock or the account, and so every object. */
  private static final Set<String> OF_ALL =
      Set.of(
          "AccountProblem",
          "AllAccessDisabled",
          "AuthFailure",
          "ExpiredToken",
          "InvalidAccessKeyId",
          "InvalidPayer",
          "InvalidSecurity",
          "InvalidToken",
          "NotSignedUp",
          "RequestExpired",
          "RequestTimeTooSkewed",
          "SignatureDoesNotMatch",
          "TokenRefreshRequired",
          "UnauthorizedAccess");

  /** The refusal that a failed request for an object means; nothing for a failure of any kind. */
  public static Optional<Refusal> of(Exception failure) {
    return BucketTrouble.cause(failure) instanceof AwsServiceException answer
        ? of(answer)
        : Optional.empty();
  }

  private static Optional<Refusal> of(AwsServiceException answer) {
    int status = answer.statusCode();
    String code = "";
    String message = "" + answer.getMessage();
    if (answer.awsErrorDetails() != null) {
      code = "" + answer.awsErrorDetails().errorCode();
      message = "" + answer.awsErrorDetails().errorMessage();
    }
    String said = "S3 answers %d %s".formatted(status, code.equals("null") ? "" : code).strip();
    if (code.equals("InvalidObjectState")) {
      return refusal(said + ", it is archived", "restore it from the archive, or upload it again");
    }
    if (code.startsWith("KMS.") || message.contains("kms:")) {
      return refusal(
          said + ", its key cannot be used",
          "allow kms:Decrypt with the key that it is encrypted with and enable that key, or upload it again");
    }
    if (status == BAD_REQUEST && message.contains("Encryption")) {
      return refusal(
          said + ", it is encrypted with its sender's own key", "upload it again without that key");
    }
    if (status == FORBIDDEN && !OF_ALL.contains(code)) {
      return refusal(
          said, "allow these keys s3:GetObject on this key, and kms:Decrypt if it is encrypted");
    }
    boolean isGone =
        status == NOT_FOUND && !code.equals("NoSuchBucket")
            || status == NOT_ALLOWED
            || status == GONE;
    return isGone
        ? Optional.of(
            new Refusal(said + ", though it is listed", "upload it again, or delete the key", true))
        : Optional.empty();
  }

  private static Optional<Refusal> refusal(String reason, String remedy) {
    return Optional.of(new Refusal(reason, remedy, false));
  }
}
