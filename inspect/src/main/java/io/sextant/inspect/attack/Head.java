package io.sextant.inspect.attack;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/// Weighs a [Summary] for one group of channels, and knows which of its values are rare.
///
/// The more windows a text has, the higher the highest of them: thresholds are given at some
/// lengths, and lie on straight lines over the logarithm of the length between them. They rise no
/// further for longer texts, else enough of anything around an attack would hide it, until texts
/// are longer than any that the thresholds were set on.
///
/// @param weights of the summary's numbers, then the bias
/// @param thresholds at each length, the values that 1 %, 0.5 % and 0.1 % of benign texts reach
/// @param relief how much less is asked of a text in another language than English: models that
///   know few of its words say less of harmless texts and of attacks alike
@SuppressWarnings(
    "ArrayRecordComponent") // heads are never compared; arrays keep scoring free of boxing
public record Head(double[] weights, double[][] thresholds, double relief) {
  private static final double[] WORDS = {12, 40, 120, 400};

  /// Words of the longest texts that the thresholds were set on.
  private static final double LONGEST = 6000;

  private static final double[] LOGARITHMS = Arrays.stream(WORDS).map(Math::log1p).toArray();

  private static final double LOGARITHM_OF_LONGEST = Math.log1p(LONGEST);

  /// At how many lengths thresholds are given.
  public static final int LENGTHS = WORDS.length;

  public double value(double[] summary) {
    double sum = weights[Summary.SIZE];
    for (int i = 0; i < Summary.SIZE; i++) {
      sum += weights[i] * summary[i];
    }
    return sum;
  }

  /// The logarithm of one of the lengths at which thresholds are given.
  public static double length(int knot) {
    return LOGARITHMS[knot];
  }

  private double[] at(double length) {
    int knot = 1;
    while (knot < LENGTHS - 1 && length > length(knot)) {
      knot++;
    }
    double share = (length - length(knot - 1)) / (length(knot) - length(knot - 1));
    share = Math.clamp(share, 0, 1);
    double[] at = new double[3];
    for (int i = 0; i < at.length; i++) {
      double low = thresholds[knot - 1][i];
      double rise = thresholds[knot][i] - low;
      at[i] = low + share * rise + beyond(i, length);
    }
    return at;
  }

  /// How much higher the threshold of a text is that is longer than any: as it rises from the
  /// shortest to the longest for which there is one.
  private double beyond(int threshold, double length) {
    int last = LENGTHS - 1;
    double rise = thresholds[last][threshold] - thresholds[0][threshold];
    double slope = Math.max(0, rise / (length(last) - length(0)));
    return slope * Math.max(0, length - LOGARITHM_OF_LONGEST);
  }

  /// Evidence as a score in which 0.5, 0.6 and 0.8 mean 1 %, 0.5 % and 0.1 % of benign texts.
  public double score(Stretches.Evidence evidence) {
    return score(relieved(evidence), at(evidence.length()));
  }

  /// How far evidence lies above what 1 % of benign texts of its length reach.
  public double margin(Stretches.Evidence evidence) {
    return relieved(evidence) - at(evidence.length())[0];
  }

  private double relieved(Stretches.Evidence evidence) {
    return evidence.value() + relief * evidence.foreign();
  }

  /// A value as a score.
  ///
  /// @param at what 1 %, 0.5 % and 0.1 % of benign texts reach
  static double score(double value, double[] at) {
    if (value < at[0]) {
      return 0.5 * Math.exp((value - at[0]) / 2);
    }
    if (value < at[1]) {
      return 0.5 + 0.1 * (value - at[0]) / (at[1] - at[0]);
    }
    if (value < at[2]) {
      return 0.6 + 0.2 * (value - at[1]) / (at[2] - at[1]);
    }
    return 1 - 0.2 * Math.exp((at[2] - value) / 2);
  }

  void write(DataOutputStream out) throws IOException {
    for (double weight : weights) {
      out.writeDouble(weight);
    }
    for (double[] row : thresholds) {
      for (double value : row) {
        out.writeDouble(value);
      }
    }
    out.writeDouble(relief);
  }

  static Head read(DataInputStream in) throws IOException {
    double[] weights = new double[Summary.SIZE + 1];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = in.readDouble();
    }
    double[][] thresholds = new double[LENGTHS][3];
    for (double[] row : thresholds) {
      for (int i = 0; i < row.length; i++) {
        row[i] = in.readDouble();
      }
    }
    return new Head(weights, thresholds, in.readDouble());
  }
}
