package radio.nightshift.support;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Parameter Store, Route 53, a bucket's list and the instance metadata service (IMDSv2), as they
 * speak over HTTP, on loopback. Each can be told to refuse, fail or hang.
 */
public final class FakeAws implements AutoCloseable {
  public static final String KEY_ID = "AKIAFAKEFAKEFAKE0001";
  public static final String SECRET_KEY = "fake-aws-secret-key-0123456789";
  public static final String TOKEN = "imds-t0ken-AQAEAF==";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int HOURS = 3_600_000;

  private final WireMockServer server =
      new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
  private final Map<String, String> parameters = new TreeMap<>();

  private final String endpoint;

  private FakeAws() {
    server.start();
    endpoint = "http://127.0.0.1:" + server.port();
    parametersAnswer();
    addressAnswers("203.0.113.7");
    zoneAnswers();
    server.stubFor(
        get(urlPathMatching("/programmes/?")).willReturn(xml(200, "ListBucketResult", "")));
  }

  /** All of it, and keys for this JVM's clients. */
  public static FakeAws start() {
    useKeys();
    return new FakeAws();
  }

  /** Its address, also when it is closed. */
  public String endpoint() {
    return endpoint;
  }

  public FakeAws with(String parameter, String value) {
    parameters.put(parameter, value);
    parametersAnswer();
    return this;
  }

  public void without(String parameter) {
    parameters.remove(parameter);
    parametersAnswer();
  }

  /** Parameter Store answers each question with an error of this code. */
  public void storeRefuses(int status, String code) {
    store("", error(status, code));
  }

  /** Parameter Store answers nothing, for hours. */
  public void storeHangs() {
    store("", aResponse().withFixedDelay(HOURS));
  }

  /** Everything of AWS answers something that is no AWS. */
  public void storeAnswers(String garbage) {
    store("", aResponse().withStatus(200).withBody(garbage));
  }

  public void storeWritesAreRefused() {
    store("PutParameter", error(400, "AccessDeniedException"));
  }

  /** What Parameter Store was asked, by its operation's name. */
  public List<LoggedRequest> asked(String operation) {
    return server.findAll(
        postRequestedFor(anyUrl()).withHeader("X-Amz-Target", equalTo("AmazonSSM." + operation)));
  }

  public List<LoggedRequest> changes() {
    return server.findAll(postRequestedFor(urlMatching("/2013-04-01/hostedzone/.*")));
  }

  public void addressAnswers(String address) {
    server.stubFor(any(urlMatching("/latest/.*")).willReturn(aResponse().withStatus(401)));
    server.stubFor(
        put(urlEqualTo("/latest/api/token"))
            .withHeader("X-aws-ec2-metadata-token-ttl-seconds", matching("\\d+"))
            .withHeader("X-Forwarded-For", absent())
            .willReturn(aResponse().withBody(TOKEN)));
    server.stubFor(
        get(urlEqualTo("/latest/meta-data/public-ipv4"))
            .withHeader("X-aws-ec2-metadata-token", equalTo(TOKEN))
            .willReturn(
                address == null ? aResponse().withStatus(404) : aResponse().withBody(address)));
  }

  /** Changes are taken, but for impossible ones. */
  public void zoneAnswers() {
    MappingBuilder change = post(urlMatching("/2013-04-01/hostedzone/Z[A-Z0-9]+/rrset/?"));
    server.stubFor(
        change.willReturn(
            xml(
                200,
                "ChangeResourceRecordSetsResponse",
                "<ChangeInfo><Id>/change/C1</Id><Status>PENDING</Status><SubmittedAt>2026-06-10T13:00:00Z</SubmittedAt></ChangeInfo>")));
    server.stubFor(
        post(urlMatching("/2013-04-01/hostedzone/Z[A-Z0-9]+/rrset/?"))
            .withRequestBody(containing("not-an-address"))
            .willReturn(zoneError(400, "InvalidChangeBatch")));
  }

  public void zoneRefuses(int status, String code) {
    server.stubFor(
        post(urlMatching("/2013-04-01/hostedzone/.*")).willReturn(zoneError(status, code)));
  }

  public void bucketRefuses() {
    server.stubFor(
        get(urlPathMatching("/programmes/?"))
            .willReturn(
                aResponse()
                    .withStatus(403)
                    .withBody("<Error><Code>AccessDenied</Code><Message>no</Message></Error>")));
  }

  @Override
  public void close() {
    server.stop();
  }

  /** Not in system properties: those are to be read by JMX. */
  static void useKeys() {
    try {
      Path keys =
          Files.createTempFile(
              "aws-keys",
              null,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(
          keys,
          "[default]\naws_access_key_id=%s\naws_secret_access_key=%s\n"
              .formatted(KEY_ID, SECRET_KEY));
      keys.toFile().deleteOnExit();
      System.setProperty("aws.sharedCredentialsFile", keys.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Parameter Store answers what it has. */
  public void parametersAnswer() {
    store("", error(400, "ValidationException"));
    store("GetParameter", error(400, "ParameterNotFound"));
    store("GetParametersByPath", json(Map.of("Parameters", List.of())));
    store("PutParameter", json(Map.of("Version", 2)));
    Map<String, List<Map<String, String>>> folders = new TreeMap<>();
    parameters.forEach(
        (name, value) -> {
          Map<String, String> parameter =
              Map.of("Name", name, "Type", "SecureString", "Value", value);
          String folder = name.substring(0, name.lastIndexOf('/'));
          folders.computeIfAbsent(folder, key -> new java.util.ArrayList<>()).add(parameter);
          server.stubFor(
              target("GetParameter")
                  .withRequestBody(matchingJsonPath("$.Name", equalTo(name)))
                  .withRequestBody(matchingJsonPath("$.WithDecryption", equalTo("true")))
                  .willReturn(json(Map.of("Parameter", parameter))));
        });
    folders.forEach(
        (folder, all) ->
            server.stubFor(
                target("GetParametersByPath")
                    .withRequestBody(matchingJsonPath("$.Path", equalTo(folder)))
                    .withRequestBody(matchingJsonPath("$.WithDecryption", equalTo("true")))
                    .willReturn(json(Map.of("Parameters", all)))));
  }

  private void store(String operation, ResponseDefinitionBuilder answer) {
    server.stubFor(target(operation).willReturn(answer));
  }

  private static MappingBuilder target(String operation) {
    return post(urlEqualTo("/"))
        .withHeader(
            "X-Amz-Target",
            operation.isEmpty() ? containing("AmazonSSM.") : equalTo("AmazonSSM." + operation))
        .withHeader("Authorization", containing(KEY_ID));
  }

  private static ResponseDefinitionBuilder error(int status, String code) {
    return json(Map.of("__type", code, "message", "as the test wants it")).withStatus(status);
  }

  private static ResponseDefinitionBuilder json(Map<String, ?> body) {
    try {
      return aResponse()
          .withHeader("Content-Type", "application/x-amz-json-1.1")
          .withBody(JSON.writeValueAsString(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ResponseDefinitionBuilder xml(int status, String root, String body) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "text/xml")
        .withBody(
            "<?xml version=\"1.0\"?><%s xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\">%s</%s>"
                .formatted(root, body, root));
  }

  private static ResponseDefinitionBuilder zoneError(int status, String code) {
    return xml(
        status,
        "ErrorResponse",
        "<Error><Type>Sender</Type><Code>%s</Code><Message>as the test wants it</Message></Error><RequestId>1</RequestId>"
            .formatted(code));
  }
}
