package io.sextant.inspect.attack;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// Weighs a [Summary] for one group of channels, and knows which of its values are rare.
///
/// @param weights of the summary's numbers, then the bias
/// @param thresholds for each length class, the values that 1 %, 0.5 % and 0.1 % of benign texts
///   reach
@SuppressWarnings(
    "ArrayRecordComponent") // heads are never compared; arrays keep scoring free of boxing
public record Head(double[] weights, double[][] thresholds) {
  /// Texts of fewer words than this are of the first length class.
  private static final int SHORT = 30;

  private static final int LONG = 200;

  /// How many classes of length have thresholds of their own.
  public static final int LENGTHS = 3;

  public double value(double[] summary) {
    double sum = weights[Summary.SIZE];
    for (int i = 0; i < Summary.SIZE; i++) {
      sum += weights[i] * summary[i];
    }
    return sum;
  }

  /// The length class of a text.
  public static int length(double[] summary) {
    double tokens = Math.expm1(summary[11]);
    return tokens < SHORT ? 0 : tokens < LONG ? 1 : 2;
  }

  /// The value as a score in which 0.5, 0.6 and 0.8 mean 1 %, 0.5 % and 0.1 % of benign texts.
  public double score(double[] summary) {
    double value = value(summary);
    double[] at = thresholds[length(summary)];
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
    return new Head(weights, thresholds);
  }
}
