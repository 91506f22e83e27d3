package radio.nightshift;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines for the journal: their severity is what systemd reads it from, and each event is one. */
class JournalLogTest {
  private final LoggerContext context = new LoggerContext();

  @BeforeEach
  void configure() throws Exception {
    context.putProperty("nightshift.log.form", "journal");
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(getClass().getResource("/logback.xml"));
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @ParameterizedTest
  @CsvSource({"ERROR, 3", "WARN, 4", "INFO, 6", "DEBUG, 7", "TRACE, 7"})
  void aLineBeginsWithItsSeverityAndHasNoTime(String level, int severity) {
    String line = "<%d>The mount ERROR is <6> on the air%n".formatted(severity);
    for (String appender : new String[] {"stdout", "stdout-brief"}) {
      assertThat(line(appender, level, "The mount ERROR is <6> on the air", null))
          .as(appender)
          .isEqualTo(line);
    }
  }

  @Test
  void anEventOfSeveralLinesIsOneAndSoIsItsFailure() {
    assertThat(line("stdout", "WARN", "one\r\ntwo\nthree", new IllegalStateException("four\nfive")))
        .startsWith("<4>one two three java.lang.IllegalStateException: four five at ")
        .satisfies(line -> assertThat(line.strip().lines()).hasSize(1));
    assertThat(line("stdout-brief", "INFO", "one\ntwo", new IllegalStateException("four")))
        .isEqualTo("<6>one two%n".formatted());
  }

  private String line(String appender, String level, String words, Throwable failure) {
    Logger logger = context.getLogger("radio.nightshift.Test");
    LoggingEvent event =
        new LoggingEvent("", logger, Level.valueOf(level), words, failure, new Object[0]);
    Logger holder =
        appender.equals("stdout")
            ? context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
            : context.getLogger("org.apache.camel");
    OutputStreamAppender<ILoggingEvent> found =
        (OutputStreamAppender<ILoggingEvent>) holder.getAppender(appender);
    return new String(found.getEncoder().encode(event), StandardCharsets.UTF_8);
  }
}
