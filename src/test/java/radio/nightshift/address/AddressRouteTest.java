package radio.nightshift.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.support.FakeAws;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Station;

/** The machine's public address goes into the DNS at the start, or a line says why not. */
@Integration
class AddressRouteTest {
  private final FakeAws aws = FakeAws.start();

  @RegisterExtension
  final Station station =
      new Station()
          .beside(aws)
          .with("aws.endpoint", aws.endpoint())
          .with("aws.metadata", aws.endpoint())
          .with("dns.zone", "Z0123456789ABC")
          .with("dns.name", "station.example.org");

  @Test
  void theAddressIsInTheZoneAfterTheStart() throws Exception {
    station.start();
    station.log().await("203.0.113.7");
    assertThat(aws.changes()).hasSize(1);
    assertThat(aws.changes().get(0).getUrl()).contains("Z0123456789ABC");
    assertThat(aws.changes().get(0).getBodyAsString())
        .contains(
            "UPSERT",
            "<Name>station.example.org</Name>",
            "<Type>A</Type>",
            "<TTL>300</TTL>",
            "203.0.113.7");
    assertThat(station.log().with(FakeAws.TOKEN)).as("lines with the session token").isEmpty();
  }

  @Test
  void withoutAZoneNobodyIsAsked() throws Exception {
    station.start("dns.zone", "");
    station.log().await("The station is up");
    assertThat(aws.changes()).isEmpty();
  }

  @Test
  void anInstanceWithoutAddressIsSaidOnceAndRegisteredWhenItHasOne() throws Exception {
    aws.addressAnswers(null);
    station.start();
    station.log().await("has no public IPv4 address");
    station.log().await("The station is up");
    aws.addressAnswers("198.51.100.9");
    station.log().await("198.51.100.9");
    station
        .log()
        .await("The address of station.example.org in zone Z0123456789ABC is in the DNS, after");
    assertThat(station.log().with("has no public IPv4 address")).hasSize(1);
    assertThat(station.log().with("is in the DNS, after")).hasSize(1);
    assertThat(station.deadLetters()).isEmpty();
  }

  @Test
  void whatStillHoldsAfterARestartIsNotSaidAgain() throws Exception {
    aws.addressAnswers(null);
    station.start();
    station.log().await("has no public IPv4 address");
    station.close();
    station.start();
    aws.addressAnswers("198.51.100.9");
    station.log().await("is in the DNS, after");
    assertThat(station.log().warnings("has no public IPv4 address")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "1.2.3.4.5", "256.1.1.1", "1.2.3.4 x", "::1", ""})
  void whatIsNoAddressGoesNowhere(String answer) throws Exception {
    aws.addressAnswers(answer);
    station.start();
    station.log().await("no IPv4 address");
    assertThat(aws.changes()).isEmpty();
    assertThat(station.log().with("ERROR")).isEmpty();
    assertThat(station.log().with("no IPv4 address")).singleElement().asString().startsWith("WARN");
  }

  @Test
  void aMachineWithoutMetadataServiceIsSaidWithTheRemedy() throws Exception {
    station.start("aws.metadata", "http://127.0.0.1:1");
    station.log().await("leave dns.zone empty");
    station.log().await("The station is up");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AccessDenied", "NoSuchHostedZone", "InvalidChangeBatch"})
  void aRefusedChangeIsSaidWithTheRemedy(String code) throws Exception {
    aws.zoneRefuses(code.equals("AccessDenied") ? 403 : 400, code);
    station.start();
    station
        .log()
        .await(
            switch (code) {
              case "AccessDenied" ->
                  "route53:ChangeResourceRecordSets on arn:aws:route53:::hostedzone/Z0123456789ABC";
              case "NoSuchHostedZone" -> "set dns.zone";
              default -> "set dns.name";
            });
    aws.zoneAnswers();
    station.log().await("203.0.113.7");
  }

  @Test
  void anAnswerWithoutEndIsNotReadToItsEnd() {
    AddressRecord record = new AddressRecord("Z1", "a.example.org", 300, () -> null);
    byte[] much = "1".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    ByteArrayInputStream answer = new ByteArrayInputStream(much);
    assertThatThrownBy(() -> record.address(answer)).hasMessageContaining("more than was asked");
    assertThat(answer.available()).as("bytes left unread").isGreaterThan(1 << 19);
  }
}
