package io.sextant.atlas.suggest;

import io.sextant.atlas.Technique;
import io.sextant.atlas.TechniqueId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What people confirmed, remembered beside what was learned: a technique gains by the likeness of
/// a text to the most alike one that was accepted for it. The learned model stays as it is, so that
/// one tag never takes away from another technique than it must. Immutable and thread-safe.
final class Memory {
  /// What a text gains that equals an accepted one; more than most texts score by themselves.
  private static final double WEIGHT = 1;

  private final Map<Integer, Float> rarity;
  private final List<Entry> entries = new ArrayList<>();

  /// An accepted text, and the place of its technique.
  private record Entry(TermVector vector, int place) {}

  /// Tags of techniques that are not among `techniques` are left out.
  Memory(List<AcceptedTag> tags, Model model, List<Technique> techniques) {
    rarity = tags.isEmpty() ? model.rarity() : new HashMap<>(model.rarity());
    Map<TechniqueId, Integer> places = new HashMap<>();
    for (int i = 0; i < techniques.size(); i++) {
      places.put(techniques.get(i).id(), i);
    }
    float unseen = model.rarity().values().stream().max(Float::compare).orElse(1f);
    for (AcceptedTag tag : tags) {
      Integer place = places.get(tag.technique());
      if (place != null) {
        Map<Integer, Float> weights = Terms.weights(Terms.of(tag.text()));
        weights.keySet().forEach(hash -> rarity.putIfAbsent(hash, unseen));
        entries.add(new Entry(TermVector.of(weights, rarity), place));
      }
    }
  }

  int size() {
    return entries.size();
  }

  void add(double[] scores, Map<Integer, Float> termWeights) {
    if (entries.isEmpty()) {
      return;
    }
    TermVector text = TermVector.of(termWeights, rarity);
    double[] best = new double[scores.length];
    for (Entry entry : entries) {
      best[entry.place()] = Math.max(best[entry.place()], entry.vector().dot(text));
    }
    for (int i = 0; i < scores.length; i++) {
      scores[i] += WEIGHT * best[i];
    }
  }
}
