package radio.nightshift.alerts;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import radio.nightshift.condition.Change;
import radio.nightshift.condition.Condition;
import radio.nightshift.condition.Report;
import radio.nightshift.condition.Severity;

/** All receivers. */
public final class Tellers implements Consumer<Change> {
  static final String ROOM = "alerts";

  private final Map<String, Teller> tellers = new LinkedHashMap<>();

  Tellers(List<Teller> all) {
    all.forEach(teller -> tellers.put(teller.name(), teller));
  }

  /** The receivers' names, in the order in which they are shown. */
  public Collection<String> names() {
    return tellers.keySet();
  }

  /** A notice by which somebody tries whether a receiver can be told. */
  public Notice trial(String receiver, Instant now) {
    Condition condition =
        new Condition(ROOM, "test", "This is a test: notices arrive here", "", Severity.INFO, now);
    return new Notice(
        tellers.get(receiver).station(), Notice.Kind.TEST, condition, condition.text(), now, 0);
  }

  /** What has kept a notice from a receiver, in words without a full stop that name no secret. */
  public String words(String receiver, Exception failure) {
    return new Failure(receiver).inWords(failure).getMessage();
  }

  @Override
  public void accept(Change change) {
    tellers.values().forEach(teller -> teller.note(change));
  }

  /** Has Discord told how things are; the others are told of conditions alone. */
  public void report(@Body Report report) {
    Teller discord = tellers.get("discord");
    if (discord != null) {
      discord.report(report);
    }
  }

  /** Notes that a receiver has not taken its notice. */
  public void failed(
      @ExchangeProperty("receiver") String receiver,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    tellers.get(receiver).failed(new Failure(receiver).inWords(failure));
  }

  void save() {
    tellers.values().forEach(Teller::save);
  }

  /** The room's part of the station's status. */
  Map<String, Object> part() {
    return Map.of("receivers", tellers.values().stream().map(Teller::part).toList());
  }
}
