package radio.nightshift.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.support.Patience;

class EventDescriptionTest {
  /** A description, the programme that it names, and whether it is recorded. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      nullValues = "-",
      textBlock =
          """
          PID:jazz TYPE:RECORDED                              | jazz      | true
          PID:jazz\\nTYPE:RECORDED                            | jazz      | true
          PID:jazz<br>TYPE:RECORDED                           | jazz      | true
          PID:jazz<BR/>TYPE:RECORDED                          | jazz      | true
          <p>PID:jazz</p><p>TYPE:RECORDED</p>                 | jazz      | true
          <span>PID:jazz</span><span>TYPE:RECORDED</span>     | jazz      | true
          <b>TYPE:RECORDED</b><i>PID:jazz</i>                 | jazz      | true
          <ul><li>PID:jazz<li>TYPE:RECORDED</ul>              | jazz      | true
          <table><tr><td>PID:jazz</td><td>TYPE:RECORDED</td></tr></table> | jazz | true
          PID:<b>jazz</b> TYPE:<b>RECORDED</b>                | jazz      | true
          <b>PID:</b> jazz<br><b>TYPE:</b> RECORDED           | jazz      | true
          <b>PID</b>: jazz<br><b>TYPE</b>: RECORDED           | jazz      | true
          <b>PID:jazz</b>TYPE:RECORDED                        | jazz      | true
          PID:my<b>-show</b><br>TYPE:REC<i>ORDED</i>          | my-show   | true
          PID:my<wbr>_show TYPE:RECORDED                      | my_show   | true
          PID:<a href="http://x.org/PID:y">jazz</a> TYPE:RECORDED | jazz  | true
          <a href="PID:y">link</a> PID:jazz TYPE:RECORDED     | jazz      | true
          pid: My_Show-2 type: recorded                       | my_show-2 | true
          Pid : jazz, Type : Recorded                         | jazz      | true
          PID:&nbsp;jazz&nbsp;TYPE:&nbsp;RECORDED             | jazz      | true
          PID&#58;jazz TYPE&colon;RECORDED                    | jazz      | true
          PID:&#x6a;azz TYPE:RECORDED                         | jazz      | true
          &lt;b&gt;PID:jazz&lt;/b&gt; TYPE:RECORDED           | jazz      | true
          PID\uFF1Ajazz TYPE\uFF1ARECORDED                    | jazz      | true
          PID:\u00A0jazz\u00A0TYPE:RECORDED                   | jazz      | true
          PID:\u200Bjazz\u200BTYPE:RECORDED                   | jazz      | true
          PID:ja\u00ADzz TYPE:RECORDED                        | jazz      | true
          PID:my\u2011show TYPE:RECORDED                      | my-show   | true
          (PID:jazz; TYPE:RECORDED)                           | jazz      | true
          PID:jazz. TYPE:RECORDED.                            | jazz      | true
          PID:jazz<!-- PID:other -->TYPE:RECORDED             | jazz      | true
          <style>PID:css</style>PID:jazz TYPE:RECORDED        | jazz      | true
          PID:one PID:two TYPE:RECORDED                       | one       | true
          2 < 3 PID:jazz TYPE:RECORDED                        | jazz      | true
          RAPID:x TYPE:RECORDED                               | -         | true
          STU-PID:x TYPE:RECORDED                             | -         | true
          PID: TYPE:RECORDED                                  | -         | true
          PID:\\nTYPE:RECORDED                                | -         | true
          PID:jazz TYPE:RECORDED-LIVE                         | jazz      | false
          PID:jazz TYPE:LIVE                                  | jazz      | false
          PID:jazz PRETYPE:RECORDED                           | jazz      | false
          PID:jazz TYPE RECORDED                              | jazz      | false
          PID jazz TYPE:RECORDED                              | -         | true
          ""                                                  | -         | false
          """)
  void aDescriptionNamesItsProgrammeAndType(String description, String pid, boolean recorded) {
    EventDescription says = EventDescription.of(description.replace("\\n", "\n"));
    assertThat(says.pid().orElse(null)).isEqualTo(pid);
    assertThat(says.isRecorded()).isEqualTo(recorded);
  }

  @Test
  void severalProgrammesAreAllNamed() {
    assertThat(EventDescription.of("PID:a pid:A PID:b").pids()).containsExactly("a", "b");
  }

  @Test
  void onlyTheBeginningOfAHugeDescriptionIsLookedAt() {
    String huge = "PID:jazz TYPE:RECORDED" + "x".repeat(10 << 20) + " PID:other";
    assertThat(EventDescription.of(huge).pids()).containsExactly("jazz");
    assertThat(EventDescription.of("x".repeat(70_000) + " PID:jazz").pids()).isEmpty();
  }

  @Test
  void whatAStrangerWritesTakesNoTime() {
    for (String one :
        new String[] {
          "<b>", "<!--", "<", "<a ", "&", "&#", "PID:", "\u200B", "<style>", "TYPE ", " "
        }) {
      String many = one.repeat(70_000 / one.length());
      Assertions.assertTimeout(
          Patience.HANGS, () -> EventDescription.of(many), "a description full of " + one);
    }
  }
}
