package radio.nightshift.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Which answers concern one object, and which all of them. */
class RefusalTest {
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          403 | InvalidObjectState       |                                               | archive
          403 | AccessDenied             |                                               | s3:GetObject
          403 | AccessDenied             | not authorized to perform: kms:Decrypt on it  | enable that key
          400 | KMS.NotFoundException    |                                               | enable that key
          400 | KMS.KMSInvalidStateException | is pending deletion                       | enable that key
          400 | InvalidRequest           | stored using a form of Server Side Encryption | without that key
          404 | NoSuchKey                |                                               | upload it again
          405 | MethodNotAllowed         |                                               | upload it again
          403 | SignatureDoesNotMatch    |                                               |
          403 | InvalidAccessKeyId       |                                               |
          403 | RequestTimeTooSkewed     |                                               |
          400 | ExpiredToken             |                                               |
          400 | AuthorizationHeaderMalformed |                                           |
          404 | NoSuchBucket             |                                               |
          301 | PermanentRedirect        |                                               |
          503 | SlowDown                 |                                               |
          500 | InternalError            |                                               |
          """)
  void anAnswer(int status, String code, String message, String remedy) {
    var found =
        Refusal.of(
            new RuntimeCamelException(
                S3Exception.builder()
                    .statusCode(status)
                    .awsErrorDetails(
                        AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
                    .build()));
    if (remedy == null) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found.orElseThrow().remedy()).contains(remedy);
      assertThat(found.orElseThrow().reason()).contains("S3 answers " + status + " " + code);
    }
  }

  @Test
  void aServerThatIsAwayRefusesNothing() {
    assertThat(Refusal.of(SdkClientException.create("Unable to connect"))).isEmpty();
    assertThat(Refusal.of(new BrokenDownloadException("ended after 3 of 4 bytes"))).isEmpty();
  }
}
