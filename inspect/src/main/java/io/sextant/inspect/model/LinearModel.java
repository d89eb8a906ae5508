package io.sextant.inspect.model;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/// A linear model over hashed features: the log-odds of a stretch are the bias plus the sum of its
/// features' weights over the root of their number.
public final class LinearModel {
  /// Keeps short stretches from being judged by a handful of features.
  private static final int SMOOTHING = 4;

  /// For as many features as nearly every window has; a text has thousands of windows.
  private static final double[] SCALES =
      IntStream.range(0, 2_048).mapToDouble(LinearModel::rooted).toArray();

  private final FeatureStream.Kind kind;
  private final float[] weights;
  private final double bias;

  public LinearModel(FeatureStream.Kind kind, float[] weights, double bias) {
    if (Integer.bitCount(weights.length) != 1) {
      throw new IllegalArgumentException(weights.length + " weights: want a power of two");
    }
    this.kind = kind;
    this.weights = weights.clone();
    this.bias = bias;
  }

  /// The model whose log-odds are the mean of what others say.
  public static LinearModel mean(List<LinearModel> models) {
    LinearModel first = models.getFirst();
    float[] weights = new float[first.weights.length];
    double bias = 0;
    for (LinearModel model : models) {
      for (int i = 0; i < weights.length; i++) {
        weights[i] += model.weights[i] / models.size();
      }
      bias += model.bias / models.size();
    }
    return new LinearModel(first.kind, weights, bias);
  }

  public FeatureStream.Kind kind() {
    return kind;
  }

  static double scale(int features) {
    return features < SCALES.length ? SCALES[features] : rooted(features);
  }

  private static double rooted(int features) {
    return 1 / Math.sqrt(features + SMOOTHING);
  }

  /// The running sums of one reading: any window is then scored in constant time.
  public Scores scores(FeatureStream stream) {
    FeatureStream.Features features = stream.features(kind);
    float[] sums = new float[features.upTo.length];
    double sum = 0;
    int at = 0;
    for (int token = 0; token < sums.length; token++) {
      for (; at < features.upTo[token]; at++) {
        sum += weights[features.hash[at] & (weights.length - 1)];
      }
      sums[token] = (float) sum;
    }
    return new Scores(sums, features.upTo, bias);
  }

  /// Log-odds of the windows of one reading.
  public static final class Scores {
    private final float[] sums;
    private final int[] counts;
    private final double bias;

    private Scores(float[] sums, int[] counts, double bias) {
      this.sums = sums;
      this.counts = counts;
      this.bias = bias;
    }

    /// Of no stretch yet.
    public Sum sum() {
      return new Sum(this);
    }

    public double of(FeatureStream.Window window) {
      int features = counts[window.end()] - counts[window.start()];
      return bias + (sums[window.end()] - sums[window.start()]) * scale(features);
    }
  }

  /// The log-odds of several stretches together.
  public static final class Sum {
    private final Scores scores;
    private double sum;
    private int features;

    private Sum(Scores scores) {
      this.scores = scores;
    }

    public void add(FeatureStream.Window window) {
      sum += scores.sums[window.end()] - scores.sums[window.start()];
      features += scores.counts[window.end()] - scores.counts[window.start()];
    }

    public boolean isEmpty() {
      return features == 0;
    }

    public double odds() {
      return scores.bias + sum * scale(features);
    }
  }

  /// Weights as single bytes with one common scale.
  public void write(DataOutputStream out) throws IOException {
    float most = 1e-6f;
    for (float weight : weights) {
      most = Math.max(most, Math.abs(weight));
    }
    out.writeByte(kind == FeatureStream.Kind.GRAMS ? 0 : 1);
    out.writeInt(weights.length);
    out.writeDouble(bias);
    out.writeFloat(most);
    for (float weight : weights) {
      out.writeByte(Math.round(weight / most * 127));
    }
  }

  public static LinearModel read(DataInputStream in) throws IOException {
    FeatureStream.Kind kind =
        in.readByte() == 0 ? FeatureStream.Kind.GRAMS : FeatureStream.Kind.CONCEPTS;
    int size = in.readInt();
    if (size < 1 || size > 1 << 22) {
      throw new IOException("a model of " + size + " weights");
    }
    double bias = in.readDouble();
    float most = in.readFloat();
    float[] weights = new float[size];
    for (int i = 0; i < size; i++) {
      weights[i] = in.readByte() * most / 127;
    }
    return new LinearModel(kind, weights, bias);
  }
}
