package io.sextant.inspect.train;

import io.sextant.inspect.attack.Head;
import io.sextant.inspect.attack.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Fits the head of a group of channels on summaries that came from models which had not seen the
/// text's source.
final class HeadLearner {
  private static final double PENALTY = 0.01;
  private static final int STEPS = 400;
  private static final int FEWEST_OF_LENGTH = 250;

  /// Sources never seen raise about two and a half times as many false alarms as sources left out
  /// in turn: the thresholds for 1 %, 0.5 % and 0.1 % allow for it.
  private static final double[] SHARES = {0.004, 0.002, 0.0004};

  /// A summary, whether it is of an attack, and how much it counts.
  @SuppressWarnings("ArrayRecordComponent") // rows are never compared
  record Row(double[] summary, boolean attack, double weight) {}

  private HeadLearner() {}

  static Head fit(List<Row> rows) {
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
    }
    double[] weights = descend(rows, mean, spread);
    double bias = weights[Summary.SIZE];
    for (int j = 0; j < Summary.SIZE; j++) {
      weights[j] = spread[j] < 1e-5 ? 0 : weights[j] / spread[j];
      bias -= weights[j] * mean[j];
    }
    weights[Summary.SIZE] = bias;
    return calibrated(weights, rows);
  }

  private static double[] descend(List<Row> rows, double[] mean, double[] spread) {
    int size = Summary.SIZE;
    double[][] x = new double[rows.size()][size];
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < size; j++) {
        double z = (rows.get(i).summary[j] - mean[j]) / spread[j];
        x[i][j] = Math.clamp(z, -4, 4);
      }
    }
    double[] weights = new double[size + 1];
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
        weights[j] += speed[j];
      }
    }
    return weights;
  }

  /// The thresholds for each length class, where there are enough benign texts of the class. Each
  /// text counts by its weight, so that no big and easy source decides.
  static Head calibrated(double[] weights, List<Row> rows) {
    Head bare = new Head(weights, new double[Head.LENGTHS][3]);
    List<List<Row>> benign = new ArrayList<>();
    for (int length = 0; length <= Head.LENGTHS; length++) {
      benign.add(new ArrayList<>());
    }
    for (Row row : rows) {
      if (!row.attack) {
        benign.get(Head.length(row.summary)).add(row);
        benign.get(Head.LENGTHS).add(row);
      }
    }
    double[] pooled = quantiles(bare, benign.get(Head.LENGTHS));
    double[][] thresholds = new double[Head.LENGTHS][];
    for (int length = 0; length < Head.LENGTHS; length++) {
      boolean enough = benign.get(length).size() >= FEWEST_OF_LENGTH;
      thresholds[length] = enough ? quantiles(bare, benign.get(length)) : pooled;
    }
    return new Head(weights, thresholds);
  }

  private static double[] quantiles(Head head, List<Row> rows) {
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparingDouble((Row it) -> head.value(it.summary)).reversed());
    double total = rows.stream().mapToDouble(Row::weight).sum();
    double[] at = new double[SHARES.length];
    double passed = 0;
    int next = 0;
    for (Row row : sorted) {
      passed += row.weight;
      while (next < SHARES.length && passed > SHARES[SHARES.length - 1 - next] * total) {
        at[SHARES.length - 1 - next++] = head.value(row.summary) + 1e-9;
      }
    }
    at[1] = Math.max(at[1], at[0] + 0.05);
    at[2] = Math.max(at[2], at[1] + 0.05);
    return at;
  }
}
