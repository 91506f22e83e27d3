package radio.nightshift.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgramEndTest {
  @Test
  void theSameFailureHasTheSameWordsEachTime() {
    assertThat(ProgramEnd.lastLine("begun\n[hls @ 0x559e01ab] failed to rename\n\n"))
        .isEqualTo("[hls] failed to rename");
  }
}
