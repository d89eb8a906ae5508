package io.sextant.server.telemetry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Counts per second of the last two minutes. One thread at a time may use it.
final class RatePerSecond {
  /// Seconds remembered.
  static final int SECONDS = 120;

  /// Seconds a rate is the mean of.
  static final int MEAN = 10;

  private final int[] counts = new int[SECONDS];
  private final long[] seconds = new long[SECONDS];

  void add(Instant now, int count) {
    long second = now.getEpochSecond();
    int slot = Math.floorMod(second, SECONDS);
    if (seconds[slot] != second) {
      seconds[slot] = second;
      counts[slot] = 0;
    }
    counts[slot] += count;
  }

  /// The mean of the last ten whole seconds.
  double perSecond(Instant now) {
    long current = now.getEpochSecond();
    long sum = 0;
    for (long second = current - MEAN; second < current; second++) {
      sum += at(second);
    }
    return (double) sum / MEAN;
  }

  /// One count a whole second, the newest last.
  List<Integer> history(Instant now) {
    List<Integer> history = new ArrayList<>(SECONDS - 1);
    long current = now.getEpochSecond();
    for (long second = current - SECONDS + 1; second < current; second++) {
      history.add(at(second));
    }
    return history;
  }

  private int at(long second) {
    int slot = Math.floorMod(second, SECONDS);
    return seconds[slot] == second ? counts[slot] : 0;
  }
}
