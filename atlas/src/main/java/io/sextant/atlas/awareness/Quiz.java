package io.sextant.atlas.awareness;

import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Technique;
import io.sextant.atlas.TechniqueId;
import io.sextant.atlas.awareness.QuizQuestion.Kind;
import io.sextant.atlas.detection.DetectionCatalogue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The questions that can be made of a release. Immutable and thread-safe.
public final class Quiz {
  /// How many techniques come between two questions about one.
  private static final int APART = 12;

  private final ReleaseIndex index;
  private final OptionWriter options;
  private final List<QuizQuestion.Id> ids;
  private final Set<QuizQuestion.Id> known;

  public Quiz(ReleaseIndex index, DetectionCatalogue detections) {
    this.index = index;
    options = new OptionWriter(index, detections);
    ids = allIds();
    known = Set.copyOf(ids);
  }

  public ReleaseIndex index() {
    return index;
  }

  /// Every question there is: of the techniques that most case studies use first, and the plain
  /// kinds first. Two questions about one technique stand apart: one would answer the other.
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

  /// Every question about a technique.
  public List<QuizQuestion> about(TechniqueId technique, long seed) {
    return ids.stream()
        .filter(id -> id.technique().equals(technique))
        .flatMap(id -> question(id, seed).stream())
        .toList();
  }

  /// The question; `seed` chooses the wrong options and the order. Empty when this release has no
  /// such question.
  public Optional<QuizQuestion> question(QuizQuestion.Id id, long seed) {
    return known.contains(id)
        ? index.technique(id.technique()).flatMap(technique -> options.write(id, technique, seed))
        : Optional.empty();
  }

  private List<QuizQuestion.Id> allIds() {
    List<Technique> techniques = new ArrayList<>(index.release().techniques());
    techniques.sort(
        Comparator.comparingInt(
            (Technique technique) -> -index.caseStudies(technique.id()).size()));
    record Ranked(QuizQuestion.Id id, int rank) {}
    List<Ranked> all = new ArrayList<>();
    List<Kind> kinds = List.of(Kind.values());
    for (int place = 0; place < techniques.size(); place++) {
      Technique technique = techniques.get(place);
      for (int kind = 0; kind < kinds.size(); kind++) {
        if (options.canAsk(kinds.get(kind), technique)) {
          all.add(
              new Ranked(
                  new QuizQuestion.Id(kinds.get(kind), technique.id()), place + APART * kind));
        }
      }
    }
    return all.stream().sorted(Comparator.comparingInt(Ranked::rank)).map(Ranked::id).toList();
  }
}
