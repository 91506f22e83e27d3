package radio.nightshift.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.support.FakeAws;
import radio.nightshift.support.Integration;
import radio.nightshift.support.LogLines;
import radio.nightshift.support.Station;

/** The machine's public address goes into the DNS at the start, or a line says why not. */
@Integration
class AddressRouteTest {
  @TempDir Path home;
  private FakeAws aws;
  private LogLines log;
  private Station station;

  @BeforeEach
  void startAws() {
    aws = FakeAws.start();
    log = LogLines.open();
    station =
        new Station(home)
            .with("aws.endpoint", aws.endpoint())
            .with("aws.metadata", aws.endpoint())
            .with("dns.zone", "Z0123456789ABC")
            .with("dns.name", "station.example.org");
  }

  @AfterEach
  void stop() {
    station.close();
    log.close();
    aws.close();
  }

  @Test
  void theAddressIsInTheZoneAfterTheStart() throws Exception {
    station.start();
    awaitLine("203.0.113.7");
    assertThat(aws.changes()).hasSize(1);
    assertThat(aws.changes().get(0).getUrl()).contains("Z0123456789ABC");
    assertThat(aws.changes().get(0).getBodyAsString())
        .contains(
            "UPSERT",
            "<Name>station.example.org</Name>",
            "<Type>A</Type>",
            "<TTL>300</TTL>",
            "203.0.113.7");
    assertThat(log.with(FakeAws.TOKEN)).as("lines with the session token").isEmpty();
  }

  @Test
  void withoutAZoneNobodyIsAsked() throws Exception {
    station.with("dns.zone", "").start();
    awaitLine("The station is up");
    assertThat(aws.changes()).isEmpty();
  }

  @Test
  void anInstanceWithoutAddressIsSaidOnceAndRegisteredWhenItHasOne() throws Exception {
    aws.addressAnswers(null);
    station.start();
    awaitLine("has no public IPv4 address");
    awaitLine("The station is up");
    aws.addressAnswers("198.51.100.9");
    awaitLine("198.51.100.9");
    awaitLine("The address of station.example.org in zone Z0123456789ABC is in the DNS, after");
    assertThat(log.with("has no public IPv4 address")).hasSize(1);
    assertThat(log.with("is in the DNS, after")).hasSize(1);
    assertThat(station.deadLetters()).isEmpty();
  }

  @Test
  void whatStillHoldsAfterARestartIsNotSaidAgain() throws Exception {
    aws.addressAnswers(null);
    station.start();
    awaitLine("has no public IPv4 address");
    station.close();
    station.start();
    aws.addressAnswers("198.51.100.9");
    awaitLine("is in the DNS, after");
    assertThat(log.warnings("is not in the DNS")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "1.2.3.4.5", "256.1.1.1", "1.2.3.4 x", "::1", ""})
  void whatIsNoAddressGoesNowhere(String answer) throws Exception {
    aws.addressAnswers(answer);
    station.start();
    awaitLine("no IPv4 address");
    assertThat(aws.changes()).isEmpty();
    assertThat(log.with("ERROR")).isEmpty();
    assertThat(log.with("no IPv4 address")).singleElement().asString().startsWith("WARN");
  }

  @Test
  void aMachineWithoutMetadataServiceIsSaidWithTheRemedy() throws Exception {
    station.with("aws.metadata", "http://127.0.0.1:1").start();
    awaitLine("leave dns.zone empty");
    awaitLine("The station is up");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AccessDenied", "NoSuchHostedZone", "InvalidChangeBatch"})
  void aRefusedChangeIsSaidWithTheRemedy(String code) throws Exception {
    aws.zoneRefuses(code.equals("AccessDenied") ? 403 : 400, code);
    station.start();
    awaitLine(
        switch (code) {
          case "AccessDenied" ->
              "route53:ChangeResourceRecordSets on arn:aws:route53:::hostedzone/Z0123456789ABC";
          case "NoSuchHostedZone" -> "set dns.zone";
          default -> "set dns.name";
        });
    aws.zoneAnswers();
    awaitLine("203.0.113.7");
  }

  @Test
  void anAnswerWithoutEndIsNotReadToItsEnd() {
    AddressRecord record = new AddressRecord("Z1", "a.example.org", 300, () -> null);
    byte[] much = "1".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    ByteArrayInputStream answer = new ByteArrayInputStream(much);
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> record.address(answer))
        .hasMessageContaining("more than was asked");
    assertThat(answer.available()).as("bytes left unread").isGreaterThan(1 << 19);
  }

  private void awaitLine(String words) {
    Awaitility.await("a line with '" + words + "'")
        .atMost(Duration.ofSeconds(20))
        .until(() -> !log.with(words).isEmpty());
  }
}
