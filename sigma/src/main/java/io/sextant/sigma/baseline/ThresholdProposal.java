package io.sextant.sigma.baseline;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeMap;

/// The smallest count in a sliding window that would have alerted rarely enough on a recording.
///
/// Alerts are counted as an `event_count` correlation with `gte` fires: once each time the count
/// within the window reaches the threshold.
///
/// @param threshold the count
/// @param alerts how often it would have fired
/// @param percentile of the counts seen when a match came, how many are below the threshold, 0..100
public record ThresholdProposal(long threshold, long alerts, double percentile) {

  /// Works the proposal out.
  ///
  /// @param groups for each group, the times of its matches in nanoseconds, in any order
  /// @param allowed alerts that the whole recording may give
  public static ThresholdProposal of(Collection<long[]> groups, Duration window, double allowed) {
    TreeMap<Long, Long> reached = new TreeMap<>();
    for (long[] times : groups) {
      long[] sorted = times.clone();
      Arrays.sort(sorted);
      int first = 0;
      for (int i = 0; i < sorted.length; i++) {
        while (sorted[i] - sorted[first] > window.toNanos()) {
          first++;
        }
        reached.merge((long) i - first + 1, 1L, Long::sum);
      }
    }
    long threshold = 1;
    while (reached.getOrDefault(threshold, 0L) > allowed) {
      threshold++;
    }
    long all = reached.values().stream().mapToLong(Long::longValue).sum();
    long below = reached.headMap(threshold).values().stream().mapToLong(Long::longValue).sum();
    return new ThresholdProposal(
        threshold, reached.getOrDefault(threshold, 0L), all == 0 ? 100 : 100.0 * below / all);
  }
}
