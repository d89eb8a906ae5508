package io.sextant.atlas.suggest;

import io.sextant.atlas.TechniqueId;
import java.util.List;
import java.util.Map;

/// What was learned: how rare each term is, and how much it speaks for each technique. Linear, so
/// that every score can be split into the words that made it. Immutable and thread-safe.
///
/// @param rarity of a term by its hash; a term not in it was never seen
/// @param weights by term, one for each technique in the order of `techniques`
/// @param prior what speaks for a technique before a word is read
/// @param learnedFrom how many texts of observed attacks were learned from
record Model(
    List<TechniqueId> techniques,
    Map<Integer, Float> rarity,
    Map<Integer, float[]> weights,
    List<Float> prior,
    int learnedFrom) {

  /// A text's terms with their shares of its length.
  TermVector vector(Map<Integer, Float> termWeights) {
    return TermVector.of(termWeights, rarity);
  }

  /// What speaks for each technique.
  double[] scores(TermVector text) {
    double[] scores = new double[techniques.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = prior.get(i);
    }
    for (int i = 0; i < text.size(); i++) {
      float[] weight = weights.get(text.hash(i));
      if (weight != null) {
        for (int technique = 0; technique < scores.length; technique++) {
          scores[technique] += text.value(i) * weight[technique];
        }
      }
    }
    return scores;
  }

  /// How much a term of the text speaks for one technique more than for the average one.
  double evidence(int hash, float value, int technique) {
    float[] weight = weights.get(hash);
    if (weight == null) {
      return 0;
    }
    double sum = 0;
    for (float each : weight) {
      sum += each;
    }
    return value * (weight[technique] - sum / weight.length);
  }
}
