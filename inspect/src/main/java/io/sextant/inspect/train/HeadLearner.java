package io.sextant.inspect.train;

import io.sextant.inspect.attack.Head;
import io.sextant.inspect.attack.Stretches;
import io.sextant.inspect.attack.Summary;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;

/// Fits the head of a group of channels on summaries that came from models which had not seen the
/// text's source. It weighs what speaks for an attack, and only upwards: else it learns what the
/// documents look like that attacks of the training data stand in.
final class HeadLearner {
  private static final double PENALTY = 0.01;
  private static final int STEPS = 400;

  /// How far, in logarithms of the length, texts still count for a length's thresholds.
  private static final double REACH = 0.7;

  /// How many thresholds there are: for 1 %, 0.5 % and 0.1 %.
  private static final double[] SHARES = {0.01, 0.005, 0.001};

  /// With fewer texts in other languages nothing is known of what 1 % of them reach.
  private static final double ENOUGH = 50;

  /// However little harmless texts in other languages reach: those of unknown ones may reach more.
  private static final double MOST_RELIEF = 2;

  /// No single text decides a threshold.
  private static final double FEWEST = 1.01;

  /// A summary, whether it is of an attack, and how much it counts.
  @SuppressWarnings("ArrayRecordComponent") // rows are never compared
  record Row(double[] summary, boolean attack, double weight) {}

  /// What a head finds in a harmless text, and how much that counts.
  record Harmless(Stretches.Evidence evidence, double weight) {}

  private HeadLearner() {}

  /// The weights of a head, then the bias.
  ///
  /// @param requests whether evidence in other languages counts: documents that talk about prompts,
  ///   in any language, hold the words of attacks with reason
  static double[] weights(List<Row> rows, boolean requests) {
    double[] mean = new double[Summary.SIZE];
    double[] spread = new double[Summary.SIZE];
    for (int j = 0; j < Summary.SIZE; j++) {
      int column = j;
      mean[j] = rows.stream().mapToDouble(it -> it.summary[column]).average().orElse(0);
      double variance =
          rows.stream()
              .mapToDouble(it -> Math.pow(it.summary[column] - mean[column], 2))
              .average()
              .orElse(0);
      spread[j] = Math.sqrt(variance) + 1e-6;
      mean[j] = Summary.isOfOtherLanguages(j) ? 0 : mean[j];
    }
    double[] weights = new double[Summary.SIZE + 1];
    descend(rows, mean, spread, weights, j -> j == Summary.SIZE || isGeneral(j));
    if (requests) {
      // On top of the rest, so that what is weighed in English stays as it is.
      descend(rows, mean, spread, weights, Summary::isOfOtherLanguages);
    }
    double bias = weights[Summary.SIZE];
    for (int j = 0; j < Summary.SIZE; j++) {
      weights[j] = spread[j] < 1e-5 ? 0 : weights[j] / spread[j];
      bias -= weights[j] * mean[j];
    }
    weights[Summary.SIZE] = bias;
    return weights;
  }

  private static boolean isGeneral(int number) {
    return Summary.isEvidence(number) && !Summary.isOfOtherLanguages(number);
  }

  private static void descend(
      List<Row> rows, double[] mean, double[] spread, double[] weights, IntPredicate free) {
    int size = Summary.SIZE;
    double[][] x = new double[rows.size()][size];
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < size; j++) {
        double z = (rows.get(i).summary[j] - mean[j]) / spread[j];
        x[i][j] = Math.clamp(z, -4, 4);
      }
    }
    double[] speed = new double[size + 1];
    double total = rows.stream().mapToDouble(Row::weight).sum();
    for (int step = 0; step < STEPS; step++) {
      double[] gradient = new double[size + 1];
      for (int i = 0; i < x.length; i++) {
        double odds = weights[size];
        for (int j = 0; j < size; j++) {
          odds += weights[j] * x[i][j];
        }
        Row row = rows.get(i);
        double error = (1 / (1 + Math.exp(-odds)) - (row.attack ? 1 : 0)) * row.weight / total;
        for (int j = 0; j < size; j++) {
          gradient[j] += error * x[i][j];
        }
        gradient[size] += error;
      }
      for (int j = 0; j <= size; j++) {
        double pull = j < size ? PENALTY * 0.1 * weights[j] : 0;
        speed[j] = 0.9 * speed[j] - 0.3 * (gradient[j] + pull);
        if (!free.test(j)) {
          continue;
        }
        weights[j] += speed[j];
        if (j < size && weights[j] < 0) {
          weights[j] = 0;
          speed[j] = 0;
        }
      }
    }
  }

  /// The thresholds at each length: texts count the less the further their length is, and each by
  /// its weight, so that no big and easy source decides.
  ///
  /// @param margin by how much more false alarms are allowed for than these texts raise
  /// @param requests whether less is asked of other languages: documents may hold anything in any
  static Head calibrated(double[] weights, List<Harmless> texts, double margin, boolean requests) {
    List<Harmless> benign =
        texts.stream()
            .sorted(Comparator.comparingDouble((Harmless it) -> it.evidence.value()).reversed())
            .toList();
    double[][] thresholds = new double[Head.LENGTHS][];
    for (int knot = 0; knot < Head.LENGTHS; knot++) {
      thresholds[knot] = quantiles(benign, Head.length(knot), margin);
      for (int i = 0; knot > 0 && i < SHARES.length; i++) {
        thresholds[knot][i] = Math.max(thresholds[knot][i], thresholds[knot - 1][i]);
      }
    }
    Head head = new Head(weights, thresholds, 0);
    return requests ? relieved(head, texts, margin) : head;
  }

  private static Head relieved(Head head, List<Harmless> texts, double margin) {
    List<Harmless> above =
        texts.stream()
            .map(it -> {
              Stretches.Evidence evidence = it.evidence;
              return new Harmless(
                  new Stretches.Evidence(head.margin(evidence), 0, evidence.foreign()), it.weight);
            })
            .toList();
    return new Head(head.weights(), head.thresholds(), Math.max(0, relief(above, margin)));
  }

  /// How much less 1 % of the texts in other languages reach than the threshold; below 0, more.
  ///
  /// @param texts how far each lies above the threshold
  static double relief(List<Harmless> texts, double margin) {
    List<Harmless> foreign =
        texts.stream()
            .map(it -> new Harmless(it.evidence, it.weight * it.evidence.foreign()))
            .filter(it -> it.weight > 0)
            .toList();
    double known = foreign.stream().mapToDouble(Harmless::weight).sum();
    return known < ENOUGH
        ? 0
        : Math.clamp(-quantiles(foreign, margin)[0], -MOST_RELIEF, MOST_RELIEF);
  }

  private static double near(Harmless row, double length) {
    double apart = (row.evidence.length() - length) / REACH;
    return row.weight * Math.exp(-apart * apart / 2);
  }

  /// What 1 %, 0.5 % and 0.1 % of texts reach, whatever their length.
  ///
  /// @param margin as of [#calibrated]
  static double[] quantiles(List<Harmless> texts, double margin) {
    List<Harmless> sorted =
        texts.stream()
            .sorted(Comparator.comparingDouble((Harmless it) -> it.evidence.value()).reversed())
            .toList();
    return quantiles(sorted, Harmless::weight, margin);
  }

  private static double[] quantiles(List<Harmless> sorted, double length, double margin) {
    return quantiles(sorted, it -> near(it, length), margin);
  }

  private static double[] quantiles(
      List<Harmless> sorted, ToDoubleFunction<Harmless> weight, double margin) {
    double total = sorted.stream().mapToDouble(weight).sum();
    double[] at = new double[SHARES.length];
    double passed = 0;
    int next = 0;
    for (Harmless row : sorted) {
      passed += weight.applyAsDouble(row);
      while (next < SHARES.length && passed > enough(SHARES.length - 1 - next, total / margin)) {
        at[SHARES.length - 1 - next++] = row.evidence.value() + 1e-9;
      }
    }
    at[1] = Math.max(at[1], at[0] + 0.05);
    at[2] = Math.max(at[2], at[1] + 0.05);
    return at;
  }

  private static double enough(int threshold, double total) {
    return Math.max(FEWEST, SHARES[threshold] * total);
  }
}
