package io.sextant.atlas.awareness;

import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Technique;
import io.sextant.atlas.awareness.QuizQuestion.Kind;
import io.sextant.atlas.detection.DetectionCatalogue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The questions that can be made of a release. Immutable and thread-safe.
public final class Quiz {
  private final ReleaseIndex index;
  private final OptionWriter options;
  private final List<QuizQuestion.Id> ids;

  public Quiz(ReleaseIndex index, DetectionCatalogue detections) {
    this.index = index;
    options = new OptionWriter(index, detections);
    ids = allIds();
  }

  public ReleaseIndex index() {
    return index;
  }

  /// Every question there is: of the techniques that most case studies use first, and of each
  /// technique the plain kinds before the others.
  public List<QuizQuestion.Id> ids() {
    return ids;
  }

  /// `count` questions, of those that `wanted` lets through, in an order of chance.
  public List<QuizQuestion> draw(int count, long seed, Predicate<Technique> wanted) {
    List<QuizQuestion.Id> fitting =
        ids.stream()
            .filter(id -> index.technique(id.technique()).filter(wanted).isPresent())
            .toList();
    return new Draw(seed)
        .shuffled("quiz", fitting).stream()
            .limit(count)
            .flatMap(id -> question(id, seed).stream())
            .toList();
  }

  /// The question; `seed` chooses the wrong options and the order. Empty when this release has no
  /// such question.
  public Optional<QuizQuestion> question(QuizQuestion.Id id, long seed) {
    return index.technique(id.technique()).flatMap(technique -> options.write(id, technique, seed));
  }

  private List<QuizQuestion.Id> allIds() {
    List<Technique> techniques = new ArrayList<>(index.release().techniques());
    techniques.sort(
        Comparator.comparing((Technique technique) -> -index.caseStudies(technique.id()).size()));
    List<QuizQuestion.Id> all = new ArrayList<>();
    for (Technique technique : techniques) {
      for (Kind kind : Kind.values()) {
        QuizQuestion.Id id = new QuizQuestion.Id(kind, technique.id());
        if (options.canAsk(kind, technique)) {
          all.add(id);
        }
      }
    }
    return List.copyOf(all);
  }
}
