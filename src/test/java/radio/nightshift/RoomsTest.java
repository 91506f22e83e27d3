package radio.nightshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import radio.nightshift.Rooms.Entry;
import radio.nightshift.room.Mode;
import radio.nightshift.routing.RouteFiles;
import radio.nightshift.settings.SettingSources;
import radio.nightshift.support.Integration;
import radio.nightshift.support.LogLines;

/** Rooms do not need one another, nor any order; one that is off costs nothing. */
@Integration
class RoomsTest {
  private static final String ROUTES = "file:src/main/resources/routes/*.camel.yaml";

  @TempDir Path home;
  private final Properties settings = new Properties();

  private Main station(Rooms rooms) {
    settings.setProperty("station.home", home.toString());
    settings.putIfAbsent("playout.port", "1");
    settings.putIfAbsent("playout.password", "hackme");
    settings.putIfAbsent("playout.host", "127.0.0.1");
    Main main =
        new Station(
                Clock.systemUTC(),
                SettingSources.of(settings),
                Mode.RUN,
                null,
                rooms,
                RouteFiles::of)
            .main();
    main.configure().setRoutesIncludePattern(ROUTES);
    return main;
  }

  private void everythingOn() {
    settings.setProperty("dns.zone", "Z0123456789ABC");
    settings.setProperty("dns.name", "station.example.org");
    settings.setProperty("aws.metadata", "http://127.0.0.1:1");
    settings.setProperty("aws.endpoint", "http://127.0.0.1:1");
    settings.setProperty("alerts.discord", "http://127.0.0.1:1/key");
    settings.setProperty("alerts.mail.to", "somebody@example.org");
    settings.setProperty("alerts.mail.from", "station@example.org");
    settings.setProperty("alerts.mail.host", "127.0.0.1");
    settings.setProperty("alerts.command", "/bin/true");
    settings.setProperty("watchdog.checks", "icecast, cpu, segments, freshness, silence");
    settings.setProperty("watchdog.icecast.url", "http://127.0.0.1:1/admin/stats");
    settings.setProperty("watchdog.hls.folder", "/nothing/here");
    settings.setProperty("watchdog.silence.url", "http://127.0.0.1:1/live.mp3");
    settings.setProperty("loop.channels", "demo");
    settings.setProperty("loop.demo.source", "/nothing/here.mp4");
    settings.setProperty("loop.demo.destination", "udp://127.0.0.1:9,icecast");
    settings.setProperty("loop.demo.mount", "/demo.mp3");
  }

  private static Set<String> groups(CamelContext context) {
    return context.getRoutes().stream().map(Route::getGroup).collect(Collectors.toSet());
  }

  static Stream<List<Entry>> subsets() {
    List<Entry> all = Rooms.ALL.entries();
    List<List<Entry>> subsets = new ArrayList<>();
    all.forEach(entry -> subsets.add(List.of(entry)));
    Random random = new Random(9);
    for (int i = 0; i < 8; i++) {
      List<Entry> shuffled = new ArrayList<>(all);
      Collections.shuffle(shuffled, random);
      subsets.add(shuffled);
      subsets.add(shuffled.subList(0, 2 + random.nextInt(3)));
    }
    return subsets.stream();
  }

  @ParameterizedTest
  @MethodSource("subsets")
  void anyRoomsStartInAnyOrder(List<Entry> entries) {
    everythingOn();
    Rooms rooms = new Rooms(entries);
    Main main = station(rooms);
    try {
      main.start();
      assertThat(main.getCamelContext().isStarted()).as("the station is up").isTrue();
      assertThat(groups(main.getCamelContext()))
          .as("groups of routes")
          .isEqualTo(Set.copyOf(rooms.names()));
    } finally {
      main.stop();
    }
  }

  @Test
  void aRoomThatIsOffHasNoRouteBeanThreadOrTable() {
    settings.setProperty("control.enabled", "false");
    settings.setProperty("playout.enabled", "false");
    settings.setProperty("playout.password", "");
    settings.setProperty("prepare.loudness", "as wrong as can be");
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (LogLines log = LogLines.open()) {
      Main main = station(Rooms.ALL);
      try {
        main.start();
        CamelContext context = main.getCamelContext();
        assertThat(context.getRoutes()).as("routes").isEmpty();
        assertThat(context.getEndpoints()).as("endpoints").isEmpty();
        assertThat(context.getRegistry().findByType(Object.class))
            .as("beans of this product")
            .filteredOn(bean -> bean.getClass().getName().startsWith("radio.nightshift"))
            .extracting(bean -> bean.getClass().getSimpleName())
            .containsExactlyInAnyOrder("Timetable", "Conditions");
        assertThat(Thread.getAllStackTraces().keySet())
            .as("threads that work")
            .filteredOn(thread -> !before.contains(thread))
            .extracting(Thread::getName)
            .noneMatch(
                name ->
                    name.matches("(?i).*(seda|timer|scheduler|quartz|hikari|icecast|control).*"));
        assertThat(home.resolve("as-run")).as("the folder of its database").doesNotExist();
        assertThat(home.resolve("control")).as("the socket of its door").doesNotExist();
        assertThat(log.all())
            .as("lines about settings of rooms that are off")
            .noneMatch(line -> line.contains("prepare.loudness"));
      } finally {
        main.stop();
      }
    }
  }

  @Test
  void twoRoomsWithOneNameAreRefused() {
    Entry entry = Rooms.ALL.entries().get(0);
    assertThatThrownBy(() -> new Rooms(List.of(entry, entry)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'schedule'");
  }

  @Test
  void aUsersRouteThatNamesABeanOfARoomThatIsOffIsToldInOneLine() throws Exception {
    Path routes = Files.createDirectories(home.resolve("routes"));
    Files.writeString(
        routes.resolve("mine.camel.yaml"),
        """
        - route:
            id: mine-tick
            from:
              uri: timer:mine
              steps:
                - bean:
                    ref: inbox
                    method: receive
        """);
    settings.setProperty("playout.enabled", "false");
    Main main = station(Rooms.ALL);
    main.configure().setRoutesIncludePattern("file:" + routes + "/*.camel.yaml");
    assertThatThrownBy(main::start)
        .satisfies(
            failure ->
                assertThat(Nightshift.explanation(failure, Nightshift.commands()))
                    .contains("mine-tick", "'inbox'", "off")
                    .doesNotContain("\n"));
    main.stop();
  }
}
