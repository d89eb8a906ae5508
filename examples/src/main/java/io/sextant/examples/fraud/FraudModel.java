package io.sextant.examples.fraud;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A logistic regression over six features of a payment, fitted by stochastic gradient descent.
/// Immutable once trained.
public final class FraudModel {
  /// What the telemetry calls it.
  public static final String NAME = "card-fraud";

  /// The features, each scaled to about 0..1, in the order of the input.
  public static final List<String> FEATURES =
      List.of("amount", "hour", "distance_km", "attempts", "card_age_years", "foreign");

  private static final int PAYMENTS = 20_000;
  private static final int EPOCHS = 12;
  private static final double RATE = 0.08;
  private static final double LABEL_NOISE = 0.02;

  private final double[] weights;
  private final double bias;
  private final double accuracy;

  private FraudModel(double[] weights, double bias, double accuracy) {
    this.weights = weights;
    this.bias = bias;
    this.accuracy = accuracy;
  }

  /// Trains on payments drawn with `seed`; the same seed gives the same model.
  public static FraudModel trained(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    double[] weights = new double[FEATURES.size()];
    double bias = 0;
    for (int step = 0; step < PAYMENTS * EPOCHS; step++) {
      double[] payment = payment(random);
      double error = (fraudulent(payment, random) ? 1 : 0) - logistic(weights, bias, payment);
      for (int i = 0; i < weights.length; i++) {
        weights[i] += RATE * error * payment[i];
      }
      bias += RATE * error;
    }
    int right = 0;
    int held = PAYMENTS / 4;
    for (int i = 0; i < held; i++) {
      double[] payment = payment(random);
      right += fraudulent(payment, random) == logistic(weights, bias, payment) >= 0.5 ? 1 : 0;
    }
    return new FraudModel(weights, bias, (double) right / held);
  }

  /// The probability, 0 to 1, that a payment is fraudulent.
  public double score(Payment payment) {
    return logistic(
        weights, bias, payment.features().stream().mapToDouble(Double::doubleValue).toArray());
  }

  /// The share of held-out payments it judges rightly.
  public double accuracy() {
    return accuracy;
  }

  private static double[] payment(RandomGenerator random) {
    return new double[] {
      Math.min(1, random.nextExponential() / 4),
      random.nextDouble(),
      Math.min(1, random.nextExponential() / 5),
      random.nextInt(6) / 5.0,
      random.nextDouble(),
      random.nextInt(2)
    };
  }

  /// The rule that the payments are made by: large, distant, hurried payments with young foreign
  /// cards.
  private static boolean fraudulent(double[] p, RandomGenerator random) {
    boolean fraud = 2.2 * p[0] + 1.4 * p[2] + 1.8 * p[3] - 1.1 * p[4] + 0.7 * p[5] > 2.1;
    return random.nextDouble() < LABEL_NOISE ? !fraud : fraud;
  }

  private static double logistic(double[] weights, double bias, double[] payment) {
    double sum = bias;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * payment[i];
    }
    return 1 / (1 + Math.exp(-sum));
  }
}
