package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.ssl.SSLContextBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.disk.Pace;
import radio.nightshift.support.Certificate;
import radio.nightshift.support.Integration;

@Integration
@Timeout(180)
class WebSourceTlsTest {
  @TempDir Path folder;

  @Test
  void fromHttpsNothingLeadsToHttpAndNoStrangerIsTrusted() throws Exception {
    char[] password = Certificate.PASSWORD.toCharArray();
    Path store = Certificate.in(folder);
    SSLContext own =
        SSLContextBuilder.create()
            .loadKeyMaterial(store, password, password)
            .loadTrustMaterial(store, password)
            .build();
    try (SourceServer plain = SourceServer.start();
        SourceServer tls = SourceServer.start(own.getServerSocketFactory())) {
      WebSource trusting =
          source(tls, new DefaultClientTlsStrategy(own, NoopHostnameVerifier.INSTANCE));
      assertThat(trusting.current().path()).hasContent("some sound");
      tls.manner(visit -> visit.status(302, "Location: " + plain.address("/clip.mp4")));
      assertThatThrownBy(trusting::current)
          .hasMessageContaining("is redirected from https to http");
      assertThat(plain.requests()).isEmpty();
      assertThatThrownBy(source(tls, null)::current)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("no secure connection (")
          .hasMessageContaining("have this machine's Java trust it");
    }
  }

  private WebSource source(SourceServer server, TlsSocketStrategy strategy) {
    SourceAddress.Web address =
        (SourceAddress.Web)
            SourceAddress.of(
                "loop.demo.source", "https://127.0.0.1:" + server.port() + "/clip.mp4");
    return new WebSource(
        address,
        new WebRequests(address, Optional.empty(), strategy),
        new SourceCopies(folder.resolve("source"), address, Clock.systemUTC()),
        new FetchLimits(1000, Pace.USUAL, () -> false));
  }
}
