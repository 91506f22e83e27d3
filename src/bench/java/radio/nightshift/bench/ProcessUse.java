package radio.nightshift.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a process uses of this machine, by /proc.
 *
 * @param nanoTime when it was read
 * @param ticks its processor time so far, in hundredths of a second
 * @param rss its resident memory in MiB
 * @param pss the same, with what it shares divided among those who share it
 */
record ProcessUse(long nanoTime, long ticks, double rss, double pss) {
  static ProcessUse of(long pid) throws IOException {
    Path proc = Path.of("/proc", Long.toString(pid));
    String stat = Files.readString(proc.resolve("stat"));
    // The name, in brackets, may hold anything; user and system time are fields 14 and 15.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    String memory = Files.readString(proc.resolve("smaps_rollup"));
    return new ProcessUse(System.nanoTime(), ticks, mib(memory, "Rss:"), mib(memory, "Pss:"));
  }

  /** What several use together. */
  static ProcessUse of(List<Long> pids) throws IOException {
    long ticks = 0;
    double rss = 0;
    double pss = 0;
    for (long pid : pids) {
      ProcessUse one = of(pid);
      ticks += one.ticks;
      rss += one.rss;
      pss += one.pss;
    }
    return new ProcessUse(System.nanoTime(), ticks, rss, pss);
  }

  /** The processor time in seconds of a process and of those that it has started and that ended. */
  static double seconds(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long ticks = 0;
    for (int i = 11; i <= 14; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return ticks / 100.0;
  }

  /** Whether it is there, and not only its entry that nobody has asked for yet. */
  static boolean isRunning(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException gone) {
      return false;
    }
  }

  /** The most resident memory that a process has had so far, in MiB. */
  static double peak(long pid) throws IOException {
    return mib(Files.readString(Path.of("/proc", Long.toString(pid), "status")), "VmHWM:");
  }

  private static double mib(String memory, String field) {
    return memory
        .lines()
        .filter(line -> line.startsWith(field))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  /** Percent of one core used between an earlier look and this one. */
  double percentSince(ProcessUse before) {
    return (ticks - before.ticks) * 1e9 / (nanoTime - before.nanoTime);
  }
}
