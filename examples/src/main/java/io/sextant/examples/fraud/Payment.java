package io.sextant.examples.fraud;

import java.util.List;
import java.util.stream.IntStream;

/// The features of one payment in the order of [FraudModel#FEATURES], each scaled to about 0..1.
public record Payment(List<Double> features) {
  public Payment {
    features = List.copyOf(features);
    if (features.size() != FraudModel.FEATURES.size()) {
      throw new IllegalArgumentException(
          "expected "
              + FraudModel.FEATURES.size()
              + " numbers "
              + FraudModel.FEATURES
              + ", got "
              + features.size());
    }
  }

  /// A payment with these features.
  public static Payment of(double... features) {
    return new Payment(java.util.Arrays.stream(features).boxed().toList());
  }

  /// The same with one feature changed.
  public Payment with(int feature, double value) {
    return new Payment(
        IntStream.range(0, features.size())
            .mapToObj(i -> i == feature ? Double.valueOf(value) : features.get(i))
            .toList());
  }
}
