package radio.nightshift.alerts;

/** Shows a receiver in JMX. */
final class ReceiverPanel implements ReceiverMBean {
  private final Teller teller;

  ReceiverPanel(Teller teller) {
    this.teller = teller;
  }

  @Override
  public int getWaiting() {
    return (int) teller.part().get("waiting");
  }

  @Override
  public long getTold() {
    return (long) teller.part().get("told");
  }

  @Override
  public long getOvertaken() {
    return (long) teller.part().get("overtaken");
  }

  @Override
  public String getLastTold() {
    return (String) teller.part().get("lastTold");
  }

  @Override
  public String getFailure() {
    return (String) teller.part().get("failure");
  }
}
