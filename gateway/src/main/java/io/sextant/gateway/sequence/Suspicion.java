package io.sextant.gateway.sequence;

/// What the queries of a caller so far look like, this one included. Scores run from 0 to 1; at 0.5
/// the evidence is such as ordinary traffic brings about once in some ten thousand queries.
///
/// @param probing many queries hardly differ from earlier ones: the search for an adversarial
///   example or for a way past a guard (AML.T0043.001, AML.T0042)
/// @param extraction synthetic or strange queries all over the input space: a copy of the model is
///   being trained (AML.T0024.002)
/// @param membership tight groups of copies around many records: was this record trained on?
///   (AML.T0024.000)
/// @param harvesting far more work asked for than others ask for (AML.T0034)
/// @param requests inputs sent in the last five minutes
/// @param perMinute the same, as a rate over the time in which they came
/// @param similarity how alike they are, 0 to 1
/// @param distinct inputs within a day that were not sent before
public record Suspicion(
    double probing,
    double extraction,
    double membership,
    double harvesting,
    long requests,
    double perMinute,
    double similarity,
    long distinct) {
  /// Nothing is known.
  public static final Suspicion NONE = new Suspicion(0, 0, 0, 0, 0, 0, 0, 0);

  /// From this score on a caller is suspect.
  public static final double ALARM = 0.5;

  /// The strongest of the scores.
  public double strongest() {
    return Math.max(Math.max(probing, extraction), Math.max(membership, harvesting));
  }
}
