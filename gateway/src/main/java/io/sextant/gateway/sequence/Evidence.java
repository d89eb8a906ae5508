package io.sextant.gateway.sequence;

/// Evidence that adds up: a cumulative sum (Page 1954) over how surprising each query is. Ordinary
/// queries wear it off, so that rare coincidences are forgotten; a steady share of surprising ones
/// makes it grow, however much else is mixed in. For one thread at a time.
final class Evidence {
  /// What one query wears off. A query of chance `p` brings `-ln p`, which is 1 on average when
  /// nothing is going on.
  static final double WEAR = 2.5;

  /// The evidence at which the score is 0.5. Sums of exponential variables less the wear reach it
  /// about once in 40,000 queries (exponent 0.89, by Lundberg's equation).
  static final double ALARM = 12;

  private static final double MOST = 20 * ALARM;

  private double sum;

  /// How much one query of this chance adds, or takes.
  static double surprise(double chance) {
    return Math.min(-Math.log(chance), 14) - WEAR;
  }

  void add(double surprise) {
    sum = Math.clamp(sum + surprise, 0, MOST);
  }

  double score() {
    return score(sum, ALARM);
  }

  /// 0.5 at the alarm, nearing 1 beyond.
  static double score(double sum, double alarm) {
    return 1 - Math.pow(2, -sum / alarm);
  }
}
