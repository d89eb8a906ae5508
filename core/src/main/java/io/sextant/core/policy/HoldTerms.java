package io.sextant.core.policy;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// How a rule that asks for HOLD wants to be approved.
///
/// @param approvers how many different people must agree
/// @param mode whether the request waits or its sender comes back
/// @param decideWithin how long an approver has; after that the answer is no
/// @param useWithin how long an approval may be used, from when it is given
public record HoldTerms(int approvers, Mode mode, Duration decideWithin, Duration useWithin) {
  /// Longest time for which a request waits: clients and what stands between give up after minutes.
  public static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  /// Longest time for which a sender may come back.
  public static final Duration LONGEST = Duration.ofDays(7);

  public static final int MOST_APPROVERS = 2;

  /// One approver within two minutes, while the request waits.
  public static final HoldTerms DEFAULT =
      new HoldTerms(1, Mode.WAIT, Duration.ofMinutes(2), Duration.ofMinutes(10));

  /// What happens to the request meanwhile.
  public enum Mode {
    /// It waits, with its connection open.
    WAIT,
    /// Its sender gets a number, and repeats the request with it.
    LATER
  }

  /// The terms that satisfy all of these.
  public static HoldTerms strictest(Collection<HoldTerms> terms) {
    List<HoldTerms> all = terms.isEmpty() ? List.of(DEFAULT) : List.copyOf(terms);
    Mode mode = all.stream().anyMatch(it -> it.mode() == Mode.WAIT) ? Mode.WAIT : Mode.LATER;
    // Terms of the other mode measure another thing: how long somebody may come back.
    List<HoldTerms> alike = all.stream().filter(it -> it.mode() == mode).toList();
    return new HoldTerms(
        all.stream().mapToInt(HoldTerms::approvers).max().orElseThrow(),
        mode,
        alike.stream().map(HoldTerms::decideWithin).min(Comparator.naturalOrder()).orElseThrow(),
        alike.stream().map(HoldTerms::useWithin).min(Comparator.naturalOrder()).orElseThrow());
  }
}
