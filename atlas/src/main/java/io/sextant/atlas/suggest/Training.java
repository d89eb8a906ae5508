package io.sextant.atlas.suggest;

import io.sextant.atlas.TechniqueId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Learns a [Model] from examples: ridge regression on likeness between texts, solved exactly, plus
/// the likeness to all texts of a technique together, plus how often it is observed. Exact and free
/// of chance: the same examples always give the same model.
final class Training {
  /// How far an example may be missed for the sake of the others.
  private static final double RIDGE = 0.5;

  /// Weight of the likeness to all of a technique's texts together.
  private static final double TOGETHER = 2;

  /// Weight of how often a technique is observed.
  private static final double FREQUENCY = 0.01;

  private final List<Example> examples;
  private final List<TechniqueId> techniques;
  private final Map<TechniqueId, Integer> places = new HashMap<>();

  private Training(List<Example> examples, List<TechniqueId> techniques) {
    this.examples = examples;
    this.techniques = techniques;
    for (int i = 0; i < techniques.size(); i++) {
      places.put(techniques.get(i), i);
    }
  }

  /// @param examples of techniques among `techniques`
  static Model learn(List<Example> examples, List<TechniqueId> techniques) {
    return new Training(examples, techniques).learn();
  }

  private Model learn() {
    List<Map<Integer, Float>> texts = new ArrayList<>();
    for (Example example : examples) {
      texts.add(Terms.weights(Terms.of(example.text())));
    }
    Map<Integer, Float> rarity = rarity(texts);
    List<TermVector> vectors = texts.stream().map(text -> TermVector.of(text, rarity)).toList();
    double[][] likeness = likeness(vectors);
    double[] extent = extent(likeness);
    double[][] shares = shares(likeness);
    Map<Integer, float[]> weights = new HashMap<>();
    for (int i = 0; i < vectors.size(); i++) {
      int own = place(i);
      shares[i][own] += TOGETHER / extent[own];
      spread(vectors.get(i), shares[i], weights);
    }
    int observed = (int) examples.stream().filter(Example::observed).count();
    return new Model(techniques, rarity, weights, prior(), observed);
  }

  private int place(int example) {
    Integer place = places.get(examples.get(example).technique());
    if (place == null) {
      throw new IllegalArgumentException("an example of none of the techniques");
    }
    return place;
  }

  private static Map<Integer, Float> rarity(List<Map<Integer, Float>> texts) {
    Map<Integer, Integer> holders = new HashMap<>();
    texts.forEach(text -> text.keySet().forEach(hash -> holders.merge(hash, 1, Integer::sum)));
    Map<Integer, Float> rarity = new HashMap<>();
    holders.forEach(
        (hash, count) -> rarity.put(hash, (float) Math.log(1 + (double) texts.size() / count)));
    return rarity;
  }

  private static double[][] likeness(List<TermVector> vectors) {
    int size = vectors.size();
    double[][] likeness = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double dot = vectors.get(i).dot(vectors.get(j));
        likeness[i][j] = dot;
        likeness[j][i] = dot;
      }
    }
    return likeness;
  }

  /// The length of the sum of each technique's texts.
  private double[] extent(double[][] likeness) {
    double[] squares = new double[techniques.size()];
    for (int i = 0; i < likeness.length; i++) {
      for (int j = 0; j < likeness.length; j++) {
        if (place(i) == place(j)) {
          squares[place(i)] += likeness[i][j];
        }
      }
    }
    for (int i = 0; i < squares.length; i++) {
      squares[i] = Math.sqrt(squares[i]);
    }
    return squares;
  }

  /// How much each example counts for each technique: solves `(likeness + RIDGE) shares = labels`.
  ///
  /// @param likeness is used up: it is the largest thing of all that learning needs
  private double[][] shares(double[][] likeness) {
    double[][] labels = new double[likeness.length][techniques.size()];
    for (int i = 0; i < likeness.length; i++) {
      likeness[i][i] += RIDGE;
      labels[i][place(i)] = 1;
    }
    Cholesky.solve(likeness, labels);
    return labels;
  }

  private void spread(TermVector text, double[] shares, Map<Integer, float[]> weights) {
    for (int i = 0; i < text.size(); i++) {
      float[] row = weights.computeIfAbsent(text.hash(i), _ -> new float[techniques.size()]);
      for (int technique = 0; technique < row.length; technique++) {
        row[technique] += (float) (text.value(i) * shares[technique]);
      }
    }
  }

  private List<Float> prior() {
    int[] counts = new int[techniques.size()];
    for (int i = 0; i < examples.size(); i++) {
      if (examples.get(i).observed()) {
        counts[place(i)]++;
      }
    }
    List<Float> prior = new ArrayList<>();
    for (int count : counts) {
      prior.add((float) (FREQUENCY * Math.log(1 + count)));
    }
    return prior;
  }
}
