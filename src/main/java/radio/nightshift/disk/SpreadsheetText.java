package radio.nightshift.disk;

/** Text of strangers in CSV files, which must not become a formula in the spreadsheet. */
public final class SpreadsheetText {
  private static final String FORMULA = "=+@-";

  private SpreadsheetText() {}

  /**
   * The text as it is written: after an apostrophe, if a spreadsheet would take it for a formula.
   */
  public static String written(String text) {
    return isFormula(text) ? "'" + text : text;
  }

  /** The text that was {@link #written}. */
  public static String read(String written) {
    return written.startsWith("'") && isFormula(written.substring(1))
        ? written.substring(1)
        : written;
  }

  private static boolean isFormula(String text) {
    return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
  }
}
