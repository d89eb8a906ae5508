package io.sextant.testing.benchmark;

import java.util.Random;

/// A small network to attack: one hidden layer, trained by stochastic gradient descent.
final class Victim {
  private final double[][] first;
  private final double[][] second;

  private Victim(double[][] first, double[][] second) {
    this.first = first;
    this.second = second;
  }

  static Victim train(double[][] inputs, int[] labels, int hidden, int epochs, long seed) {
    Random random = new Random(seed);
    int classes = java.util.Arrays.stream(labels).max().orElse(0) + 1;
    double[][] first = weights(hidden, inputs[0].length + 1, random);
    double[][] second = weights(classes, hidden + 1, random);
    Victim victim = new Victim(first, second);
    for (int epoch = 0; epoch < epochs; epoch++) {
      double rate = 0.02 / (1 + epoch);
      for (int step = 0; step < inputs.length; step++) {
        int at = random.nextInt(inputs.length);
        victim.learn(inputs[at], labels[at], rate);
      }
    }
    return victim;
  }

  private static double[][] weights(int rows, int columns, Random random) {
    double[][] weights = new double[rows][columns];
    for (double[] row : weights) {
      for (int i = 0; i < columns; i++) {
        row[i] = random.nextGaussian() / Math.sqrt(columns);
      }
    }
    return weights;
  }

  private double[] hidden(double[] input) {
    double[] hidden = new double[first.length];
    for (int i = 0; i < hidden.length; i++) {
      hidden[i] = Math.max(0, dot(first[i], input));
    }
    return hidden;
  }

  private static double dot(double[] weights, double[] input) {
    double sum = weights[input.length];
    for (int i = 0; i < input.length; i++) {
      sum += weights[i] * input[i];
    }
    return sum;
  }

  /// Chances of the classes.
  double[] chances(double[] input) {
    double[] hidden = hidden(input);
    double[] chances = new double[second.length];
    double sum = 0;
    for (int i = 0; i < chances.length; i++) {
      chances[i] = Math.exp(Math.clamp(dot(second[i], hidden), -50, 50));
      sum += chances[i];
    }
    for (int i = 0; i < chances.length; i++) {
      chances[i] /= sum;
    }
    return chances;
  }

  int label(double[] input) {
    double[] chances = chances(input);
    int best = 0;
    for (int i = 1; i < chances.length; i++) {
      best = chances[i] > chances[best] ? i : best;
    }
    return best;
  }

  double accuracy(double[][] inputs, int[] labels) {
    int right = 0;
    for (int i = 0; i < inputs.length; i++) {
      right += label(inputs[i]) == labels[i] ? 1 : 0;
    }
    return (double) right / inputs.length;
  }

  /// How the chance of a class changes with the input, by its sign.
  double[] gradient(double[] input, int label) {
    double[] hidden = hidden(input);
    double[] chances = chances(input);
    double[] gradient = new double[input.length];
    for (int h = 0; h < hidden.length; h++) {
      double back = 0;
      for (int c = 0; hidden[h] > 0 && c < chances.length; c++) {
        back += ((c == label ? 1 : 0) - chances[c]) * second[c][h];
      }
      for (int i = 0; back != 0 && i < input.length; i++) {
        gradient[i] += back * first[h][i];
      }
    }
    return gradient;
  }

  private void learn(double[] input, int label, double rate) {
    double[] hidden = hidden(input);
    double[] chances = chances(input);
    double[] back = new double[hidden.length];
    for (int c = 0; c < chances.length; c++) {
      double error = (c == label ? 1 : 0) - chances[c];
      for (int h = 0; h < hidden.length; h++) {
        back[h] += error * second[c][h];
        second[c][h] += rate * error * hidden[h];
      }
      second[c][hidden.length] += rate * error;
    }
    for (int h = 0; h < hidden.length; h++) {
      if (hidden[h] > 0) {
        for (int i = 0; i < input.length; i++) {
          first[h][i] += rate * back[h] * input[i];
        }
        first[h][input.length] += rate * back[h];
      }
    }
  }
}
