package radio.nightshift;

public final class Nightshift {
  private Nightshift() {}

  public static void main(String[] args) {}
}
