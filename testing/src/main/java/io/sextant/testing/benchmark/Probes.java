package io.sextant.testing.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/// The queries that published black-box attacks send, in order. Nothing but a model of our own in
/// the same process is asked.
final class Probes {
  private Probes() {}

  /// Counts and keeps what is asked; stops the attack when enough was.
  private static final class Oracle {
    private final ToIntFunction<double[]> model;
    private final List<double[]> asked = new ArrayList<>();
    private final int most;

    Oracle(ToIntFunction<double[]> model, int most) {
      this.model = model;
      this.most = most;
    }

    boolean spent() {
      return asked.size() >= most;
    }

    int label(double[] input) {
      if (!spent()) {
        asked.add(input);
      }
      return model.applyAsInt(input);
    }
  }

  /// HopSkipJump with the L2 norm (Chen, Jordan, Wainwright 2020), from an input of another class.
  static List<double[]> hopSkipJump(
      ToIntFunction<double[]> model, double[] input, double[] other, int queries, Random random) {
    Oracle oracle = new Oracle(model, queries);
    int label = oracle.label(input);
    Predicate<double[]> crossed = candidate -> oracle.label(candidate) != label;
    double[] at = bisect(input, other, crossed, oracle);
    for (int round = 1; !oracle.spent(); round++) {
      int probes = (int) (60 * Math.sqrt(round));
      double distance = norm(minus(at, input));
      double reach = distance / Math.sqrt(input.length);
      double[] direction = new double[input.length];
      for (int i = 0; i < probes && !oracle.spent(); i++) {
        double[] noise = unit(gaussian(input.length, random));
        boolean over = crossed.test(clip(plus(at, noise, reach)));
        direction = plus(direction, noise, over ? 1 : -1);
      }
      double step = distance / Math.sqrt(round);
      double[] next = clip(plus(at, unit(direction), step));
      while (!oracle.spent() && !crossed.test(next)) {
        step /= 2;
        next = clip(plus(at, unit(direction), step));
      }
      at = bisect(input, next, crossed, oracle);
    }
    return oracle.asked;
  }

  private static double[] bisect(
      double[] inside, double[] outside, Predicate<double[]> crossed, Oracle oracle) {
    double low = 0;
    double high = 1;
    while (high - low > 0.01 && !oracle.spent()) {
      double middle = (low + high) / 2;
      if (crossed.test(plus(inside, minus(outside, inside), middle))) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return plus(inside, minus(outside, inside), high);
  }

  /// The boundary attack (Brendel, Rauber, Bethge 2018): a random walk along the boundary.
  static List<double[]> boundary(
      ToIntFunction<double[]> model, double[] input, double[] other, int queries, Random random) {
    Oracle oracle = new Oracle(model, queries);
    int label = oracle.label(input);
    double[] at = other;
    double sideways = 0.1;
    double towards = 0.1;
    while (!oracle.spent()) {
      double distance = norm(minus(at, input));
      double[] moved = plus(at, unit(gaussian(input.length, random)), sideways * distance);
      double[] back = minus(moved, input);
      double[] kept = plus(input, back, distance / Math.max(norm(back), 1e-9));
      double[] next = clip(plus(kept, minus(input, kept), towards));
      if (oracle.label(next) != label) {
        at = next;
        towards = Math.min(0.5, towards * 1.1);
      } else {
        towards *= 0.9;
        sideways = Math.max(0.01, sideways * 0.97);
      }
    }
    return oracle.asked;
  }

  /// Square attack with the L-infinity norm (Andriushchenko et al. 2020): changes squares of
  /// pixels.
  static List<double[]> square(
      Victim model, double[] input, int edge, double most, int queries, Random random) {
    List<double[]> asked = new ArrayList<>();
    int label = model.label(input);
    double[] best = clip(plus(input, signs(input.length, random), most));
    double lowest = model.chances(best)[label];
    asked.add(best);
    while (asked.size() < queries) {
      int side = Math.max(1, (int) Math.round(edge * Math.sqrt(0.1)));
      int top = random.nextInt(edge - side + 1);
      int left = random.nextInt(edge - side + 1);
      double change = random.nextBoolean() ? most : -most;
      double[] next = best.clone();
      for (int y = top; y < top + side; y++) {
        for (int x = left; x < left + side; x++) {
          int pixel = y * edge + x;
          next[pixel] = Math.clamp(input[pixel] + change, 0, 1);
        }
      }
      asked.add(next);
      double chance = model.chances(next)[label];
      if (chance < lowest) {
        lowest = chance;
        best = next;
      }
    }
    return asked;
  }

  /// Jacobian-based augmentation (Papernot et al. 2017): a copy of the model is trained on a few
  /// seeds, and each round adds every input moved the way the copy changes most.
  static List<double[]> jacobian(
      Victim model, double[][] seeds, int rounds, double step, long seed) {
    List<double[]> asked = new ArrayList<>(List.of(seeds));
    for (int round = 0; round < rounds; round++) {
      double[][] inputs = asked.toArray(double[][]::new);
      int[] labels = Arrays.stream(inputs).mapToInt(model::label).toArray();
      Victim copy = Victim.train(inputs, labels, 32, 10, seed + round);
      for (int i = 0; i < inputs.length; i++) {
        double[] gradient = copy.gradient(inputs[i], labels[i]);
        asked.add(clip(plus(inputs[i], sign(gradient), -step)));
      }
    }
    return asked;
  }

  /// Noisy copies of records: how steady the model stays around each tells members from others
  /// (Choquette-Choo et al. 2021).
  static List<double[]> membership(double[][] records, int copies, double noise, Random random) {
    List<double[]> asked = new ArrayList<>();
    for (double[] record : records) {
      asked.add(record);
      for (int i = 0; i < copies; i++) {
        asked.add(clip(plus(record, gaussian(record.length, random), noise)));
      }
    }
    return asked;
  }

  /// The same queries hidden under noise, shifted by up to two pixels and scaled in brightness.
  static List<double[]> blinded(
      List<double[]> queries, int edge, double noise, int shift, Random random) {
    return queries.stream()
        .map(query -> {
          double[] moved = shifted(query, edge, step(shift, random), step(shift, random));
          double scale = shift == 0 ? 1 : 0.8 + 0.4 * random.nextDouble();
          double[] scaled = Arrays.stream(moved).map(value -> value * scale).toArray();
          return clip(plus(scaled, gaussian(query.length, random), noise));
        })
        .toList();
  }

  private static int step(int most, Random random) {
    return random.nextInt(2 * most + 1) - most;
  }

  private static double[] shifted(double[] image, int edge, int down, int right) {
    double[] moved = new double[image.length];
    for (int y = 0; y < edge; y++) {
      for (int x = 0; x < edge; x++) {
        int fromY = y - down;
        int fromX = x - right;
        if (fromY >= 0 && fromY < edge && fromX >= 0 && fromX < edge) {
          moved[y * edge + x] = image[fromY * edge + fromX];
        }
      }
    }
    return moved;
  }

  private static double[] plus(double[] one, double[] other, double times) {
    double[] sum = new double[one.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = one[i] + times * other[i];
    }
    return sum;
  }

  private static double[] minus(double[] one, double[] other) {
    return plus(one, other, -1);
  }

  private static double norm(double[] vector) {
    return Math.sqrt(Arrays.stream(vector).map(value -> value * value).sum());
  }

  private static double[] unit(double[] vector) {
    double norm = Math.max(norm(vector), 1e-12);
    return Arrays.stream(vector).map(value -> value / norm).toArray();
  }

  private static double[] sign(double[] vector) {
    return Arrays.stream(vector).map(Math::signum).toArray();
  }

  private static double[] signs(int length, Random random) {
    return random.doubles(length).map(value -> value < 0.5 ? -1 : 1).toArray();
  }

  private static double[] gaussian(int length, Random random) {
    double[] vector = new double[length];
    for (int i = 0; i < length; i++) {
      vector[i] = random.nextGaussian();
    }
    return vector;
  }

  private static double[] clip(double[] vector) {
    return Arrays.stream(vector).map(value -> Math.clamp(value, 0, 1)).toArray();
  }
}
