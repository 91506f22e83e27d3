package radio.nightshift.watchdog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.support.Integration;
import radio.nightshift.watchdog.IcecastStats.Source;

@Integration
class IcecastStatsTest {
  private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
  private static final String SOURCE =
      "<source mount=\"/live\"><title>%s</title><source_ip>10.0.0.1</source_ip></source>";

  @TempDir Path folder;

  private static IcecastStats read(String xml) throws CheckFailedException {
    return IcecastStats.read(xml.getBytes(UTF_8));
  }

  private static String stats(String title) {
    return HEAD + "<icestats><sources>1</sources>" + SOURCE.formatted(title) + "</icestats>";
  }

  @Test
  void icecast24IsRead() throws Exception {
    assertThat(read(stats("A &amp; B")).sources()).containsExactly(new Source("/live", "10.0.0.1"));
  }

  @Test
  void icecastKhIsRead() throws Exception {
    String xml =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <icestats><server_id>Icecast 2.4.0-kh22</server_id><sources>2</sources>
        <source mount="/a"><audio_codecid>2</audio_codecid><connected>77</connected>
        <incoming_bitrate>128000</incoming_bitrate><source_ip>192.0.2.7</source_ip>
        <listener id="3"><ip>198.51.100.9</ip><source_ip>6.6.6.6</source_ip></listener></source>
        <source mount="/relay"><connected>5</connected></source></icestats>
        """;
    assertThat(read(xml).sources())
        .containsExactly(new Source("/a", "192.0.2.7"), new Source("/relay", ""));
  }

  @Test
  void icecast25IsRead() throws Exception {
    String xml =
        """
        <?xml version="1.0"?>
        <icestats xmlns="http://xiph.org/specs/legacyresponse-0.0.1">
        <reporting><source mount="/not-one"/></reporting>
        <source mount="/live"><flags><flag>x</flag></flags>
        <playlist><track><title>T</title></track></playlist>
        <content-type>audio/mpeg</content-type><source_ip>::ffff:10.0.0.1</source_ip></source>
        <modules><module name="m"/></modules></icestats>
        """;
    assertThat(read(xml).sources()).containsExactly(new Source("/live", "::ffff:10.0.0.1"));
  }

  @Test
  void aTitleInAnotherEncodingDoesNoHarm() throws Exception {
    for (Charset written : new Charset[] {ISO_8859_1, Charset.forName("windows-1251")}) {
      byte[] xml = stats("Bj\u00f6rk \u0416 \u0001 \uffff").getBytes(written);
      assertThat(IcecastStats.read(xml).sources()).as("" + written).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "OK",
        "<icestats>",
        "<icestats><source mount='/live'><title>",
        "<icestats></source></icestats>",
        "<icestats>&nbsp;</icestats>",
        "<icestats/><icestats/>",
        "<icestats><source mount='/live'><source_ip><b/></source_ip></source></icestats>",
      })
  void whatIsNoXmlIsRefused(String text) {
    assertThatThrownBy(() -> read(text))
        .as(text)
        .isInstanceOf(CheckFailedException.class)
        .hasMessageContaining("no whole XML; set watchdog.icecast.url");
  }

  @Test
  void otherXmlAndHtmlAreRefused() {
    assertThatThrownBy(() -> read("<html><body><source mount='/live'/></body></html>"))
        .isInstanceOf(CheckFailedException.class)
        .hasMessageContaining("something else than its statistics");
    assertThatThrownBy(() -> read("<!DOCTYPE html><html><br></html>"))
        .isInstanceOf(CheckFailedException.class);
    assertThatThrownBy(() -> IcecastStats.read(stats("T").getBytes(UTF_16)))
        .isInstanceOf(CheckFailedException.class);
  }

  @Test
  void noEntityIsResolvedAndNothingIsFetched() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "/live");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(1);
      String web = "http://127.0.0.1:%d/x".formatted(server.getLocalPort());
      for (String place : new String[] {secret.toUri().toString(), web}) {
        refuse("<!DOCTYPE icestats [<!ENTITY x SYSTEM \"%s\">]>".formatted(place));
        refuse("<!DOCTYPE icestats SYSTEM \"%s\">".formatted(place));
        refuse("<!DOCTYPE icestats [<!ENTITY %% x SYSTEM \"%s\"> %%x;]>".formatted(place));
      }
      assertThatThrownBy(server::accept)
          .as("nobody called")
          .isInstanceOf(java.net.SocketTimeoutException.class);
    }
  }

  @Test
  void aBillionLaughsCostNothing() {
    StringBuilder laughs = new StringBuilder("<!DOCTYPE icestats [<!ENTITY x \"ha\">");
    for (int i = 0; i < 30; i++) {
      String before = i == 0 ? "x" : "x" + (i - 1);
      laughs.append("<!ENTITY x%d \"&%s;&%s;&%s;\">".formatted(i, before, before, before));
    }
    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> refuse(laughs.append("]>").toString()));
  }

  @Test
  void aMegabyteOfNestedElementsIsRefused() {
    String deep = "<icestats>" + "<a>".repeat(300_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> assertThatThrownBy(() -> read(deep)).isInstanceOf(CheckFailedException.class));
  }

  private void refuse(String doctype) {
    String xml =
        HEAD + doctype + "<icestats><source mount=\"/live\"><title>&x;</title></source></icestats>";
    assertThatThrownBy(() -> read(xml)).as(doctype).isInstanceOf(CheckFailedException.class);
  }
}
