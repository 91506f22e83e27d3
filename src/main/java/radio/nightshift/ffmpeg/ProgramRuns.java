package radio.nightshift.ffmpeg;

/** Runs of programs by their names, such as the body of a message may offer several of. */
public interface ProgramRuns {

  /**
   * The run of that name.
   *
   * @return null if it is not needed: then nothing is run
   * @throws IllegalArgumentException if there is none of that name
   */
  ProgramRun run(String name);
}
