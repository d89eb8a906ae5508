package io.sextant.inspect.attack;

import io.sextant.inspect.Channel;
import io.sextant.inspect.Verdict;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// What the scores of one's own harmless texts say about the thresholds, channel by channel: a
/// score of [Verdict#FLAGGED] then means 1 % of those texts, whatever they look like.
///
/// Scores keep their order. A threshold is moved only when there are texts enough to tell it (99,
/// 199 and 999), and never so low that a text without any sign of an attack is flagged.
public record Calibration(Map<Channel, Thresholds> channels) {
  /// Nothing was calibrated.
  public static final Calibration NONE = new Calibration(Map.of());

  private static final double[] SHARES = {0.01, 0.005, 0.001};
  private static final double[] SCORES = {Verdict.FLAGGED, Verdict.STRICT, Verdict.CERTAIN};

  /// No threshold is moved below this share of what the model takes for it.
  private static final double LOWEST = 0.6;

  private static final double HIGHEST = 0.999;

  /// Scores of the model that come to mean 1 %, 0.5 % and 0.1 %.
  ///
  /// @param texts how many harmless texts they come from
  public record Thresholds(int texts, double flagged, double strict, double certain) {
    /// Whether they lie between 0 and 1 and rise.
    public boolean isSound() {
      return texts >= 0 && flagged > 0 && flagged < strict && strict < certain && certain < 1;
    }
  }

  public Calibration {
    channels = Map.copyOf(channels);
    if (!channels.values().stream().allMatch(Thresholds::isSound)) {
      throw new IllegalArgumentException("thresholds of " + channels + ": want 0 < a < b < c < 1");
    }
  }

  /// The calibration by the scores of harmless texts, as the model gives them.
  public static Calibration of(Map<Channel, double[]> scores) {
    Map<Channel, Thresholds> channels = new EnumMap<>(Channel.class);
    scores.forEach((channel, values) -> channels.put(channel, thresholds(values)));
    return new Calibration(channels);
  }

  private static Thresholds thresholds(double[] scores) {
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    double[] at = new double[SHARES.length];
    for (int i = 0; i < at.length; i++) {
      // So many of n + 1 texts, a new one among them, may score higher (conformal prediction).
      int above = (int) Math.floor(SHARES[i] * (sorted.length + 1));
      double own = above == 0 ? SCORES[i] : Math.nextUp(sorted[sorted.length - above]);
      double least = i == 0 ? 0 : at[i - 1] + (HIGHEST - at[i - 1]) / 100;
      at[i] = Math.clamp(own, Math.max(least, SCORES[i] * LOWEST), HIGHEST - 0.001 * (2 - i));
    }
    return new Thresholds(sorted.length, at[0], at[1], at[2]);
  }

  /// What a score of the model means here.
  double meaning(Channel channel, double score) {
    return Optional.ofNullable(channels.get(channel)).map(it -> meaning(it, score)).orElse(score);
  }

  private static double meaning(Thresholds at, double score) {
    double[] from = {0, at.flagged, at.strict, at.certain, 1};
    double[] to = {0, SCORES[0], SCORES[1], SCORES[2], 1};
    int knot = 1;
    while (knot < from.length - 1 && score >= from[knot]) {
      knot++;
    }
    double share = (score - from[knot - 1]) / (from[knot] - from[knot - 1]);
    return to[knot - 1] + share * (to[knot] - to[knot - 1]);
  }
}
