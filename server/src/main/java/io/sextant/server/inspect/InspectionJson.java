package io.sextant.server.inspect;

import io.sextant.inspect.AttackKind;
import io.sextant.inspect.Span;
import io.sextant.inspect.Verdict;
import io.sextant.inspect.attack.Explanation;
import io.sextant.inspect.match.Finding;
import io.sextant.inspect.model.Glossary;
import java.util.List;
import java.util.Optional;

/// What was seen in a text, as the API writes it. Offsets count UTF-16 units.
record InspectionJson(
    String channel,
    double score,
    boolean flagged,
    String kind,
    List<Technique> techniques,
    List<String> disguises,
    List<Why> reasons,
    List<Reading> readings,
    List<Opinion> opinions,
    List<Matter> matters) {
  /// Longer readings are cut.
  private static final int LONGEST = 20_000;

  record Technique(String id, double confidence) {}

  record Place(int start, int end) {
    static Place of(Span span) {
      return new Place(span.start(), span.end());
    }
  }

  record Why(String sentence, Optional<Place> place) {}

  /// A way to read the text; `kinds` is empty for the text as a person sees it.
  record Reading(List<String> kinds, String text, List<Segment> segments) {
    static Reading of(Explanation.Seen seen) {
      String text = seen.text().substring(0, Math.min(seen.text().length(), LONGEST));
      return new Reading(
          seen.kinds(),
          text,
          seen.segments().stream()
              .filter(it -> it.end() <= text.length())
              .map(Segment::of)
              .toList());
    }
  }

  /// A sentence; `place` is where it stands in the given text.
  record Segment(
      int start, int end, Place place, double attack, double request, List<String> concepts) {
    static Segment of(Explanation.Segment it) {
      return new Segment(
          it.start(),
          it.end(),
          Place.of(it.original()),
          rounded(it.attack()),
          rounded(it.request()),
          it.concepts());
    }
  }

  /// What the second stage says of a stretch; with `gloss`, of what it read of that.
  record Opinion(String text, Optional<Gloss> gloss, Place place, double attack) {
    static Opinion of(Explanation.Opinion it) {
      return new Opinion(
          it.text(), it.gloss().map(Gloss::of), Place.of(it.original()), rounded(it.attack()));
    }
  }

  /// A stretch in another language, word by word as English.
  record Gloss(String language, String text) {
    static Gloss of(Glossary.Gloss it) {
      return new Gloss(it.language(), it.text());
    }
  }

  /// Personal data, or a secret.
  record Matter(String kind, Place place, double confidence, String why) {
    static Matter of(Finding it) {
      Place place = new Place((int) it.start(), (int) it.end());
      return new Matter(it.kind(), place, rounded(it.confidence()), it.why());
    }
  }

  static InspectionJson of(Explanation explanation, List<Finding> matters) {
    Verdict verdict = explanation.verdict();
    return new InspectionJson(
        verdict.channel().label(),
        rounded(verdict.score()),
        verdict.flagged(),
        verdict.kind().map(AttackKind::label).orElse("none"),
        verdict.techniques().stream()
            .map(it -> new Technique(it.id(), rounded(it.confidence())))
            .toList(),
        verdict.views(),
        verdict.reasons().stream()
            .map(it -> new Why(it.sentence(), it.span().map(Place::of)))
            .toList(),
        explanation.readings().stream().map(Reading::of).toList(),
        explanation.opinions().stream().map(Opinion::of).toList(),
        matters.stream().map(Matter::of).toList());
  }

  private static double rounded(double share) {
    return Math.round(share * 1000) / 1000.0;
  }
}
