package io.sextant.inspect.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Logistic regression over hashed features by adaptive gradient steps, with a quadratic penalty.
/// The same examples in the same order give the same model.
public final class LinearTrainer {
  private final FeatureStream.Kind kind;
  private final int buckets;
  private final double penalty;
  private final int epochs;
  private final List<Example> examples = new ArrayList<>();

  private record Example(
      FeatureStream stream, FeatureStream.Window window, double label, double weight) {}

  public LinearTrainer(FeatureStream.Kind kind, int buckets, double penalty, int epochs) {
    this.kind = kind;
    this.buckets = buckets;
    this.penalty = penalty;
    this.epochs = epochs;
  }

  public void add(FeatureStream stream, FeatureStream.Window window, boolean yes, double weight) {
    if (window.end() > window.start()) {
      examples.add(new Example(stream, window, yes ? 1 : 0, weight));
    }
  }

  public LinearModel train(long seed) {
    float[] weights = new float[buckets];
    float[] squares = new float[buckets];
    double bias = 0;
    Random random = new Random(seed);
    List<Example> order = new ArrayList<>(examples);
    for (int epoch = 0; epoch < epochs; epoch++) {
      Collections.shuffle(order, random);
      double rate = 0.5 / (1 + epoch);
      for (Example example : order) {
        bias -= rate * 0.02 * step(example, weights, squares, bias, rate);
      }
    }
    return new LinearModel(kind, weights, bias);
  }

  /// Moves the weights by one example.
  ///
  /// @return the gradient at the output
  private double step(Example example, float[] weights, float[] squares, double bias, double rate) {
    FeatureStream.Features features = example.stream.features(kind);
    int from = features.upTo[example.window.start()];
    int to = features.upTo[example.window.end()];
    int mask = buckets - 1;
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += weights[features.hash[i] & mask];
    }
    double scale = LinearModel.scale(to - from);
    double odds = bias + sum * scale;
    double gradient = (1 / (1 + Math.exp(-odds)) - example.label) * example.weight;
    for (int i = from; i < to; i++) {
      int at = features.hash[i] & mask;
      double g = gradient * scale + penalty * weights[at];
      squares[at] += (float) (g * g);
      weights[at] -= (float) (rate * g / (Math.sqrt(squares[at]) + 1e-3));
    }
    return gradient;
  }
}
