package io.sextant.inspect.attack;

import io.sextant.inspect.Span;
import io.sextant.inspect.Verdict;
import io.sextant.inspect.model.FeatureStream;
import io.sextant.inspect.model.FeatureStream.Window;
import io.sextant.inspect.model.Glossary.Gloss;
import io.sextant.inspect.model.Lexicon;
import io.sextant.inspect.model.LinearModel;
import io.sextant.inspect.view.TextView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A verdict with all that the inspector saw: every reading of the text, sentence by sentence.
///
/// @param readings the text as a person sees it first, then the others
/// @param opinions what the second stage says, the likeliest attack first; empty without one
public record Explanation(Verdict verdict, List<Seen> readings, List<Opinion> opinions) {
  private static final int MOST_SEGMENTS = 400;

  public Explanation {
    readings = List.copyOf(readings);
    opinions = List.copyOf(opinions);
  }

  /// What the second stage says of a stretch.
  ///
  /// @param text of the reading in which it stands
  /// @param gloss what was read of it, if it is of another language than English
  /// @param original where it stands in the given text
  /// @param attack how much it reads like an attack, 0 … 1; no chance of being one
  public record Opinion(String text, Optional<Gloss> gloss, Span original, double attack) {}

  /// One reading.
  ///
  /// @param kinds how it came about, outermost first; empty for the text as it stands
  /// @param segments the first sentences of it
  public record Seen(List<String> kinds, String text, List<Segment> segments) {
    public Seen {
      kinds = List.copyOf(kinds);
      segments = List.copyOf(segments);
    }
  }

  /// A sentence of a reading.
  ///
  /// @param start of it in the reading
  /// @param end of it in the reading
  /// @param original where it stands in the given text
  /// @param attack how much it reads like an attack, 0 … 1; no chance of being one
  /// @param request how much it reads like a request rather than a statement, 0 … 1
  /// @param concepts what it speaks of
  public record Segment(
      int start, int end, Span original, double attack, double request, List<String> concepts) {
    public Segment {
      concepts = List.copyOf(concepts);
    }
  }

  static Explanation of(
      Verdict verdict,
      Reading reading,
      List<SecondStage.Heard> heard,
      BaseModels models,
      Lexicon lexicon) {
    List<Seen> seen = new ArrayList<>();
    seen.add(seen(reading.plain(), models, lexicon));
    reading.decoded().forEach(it -> seen.add(seen(it, models, lexicon)));
    List<Opinion> opinions = heard.stream().map(Explanation::opinion).toList();
    return new Explanation(verdict, seen, opinions);
  }

  private static Opinion opinion(SecondStage.Heard heard) {
    Excerpts.Excerpt excerpt = heard.excerpt();
    return new Opinion(excerpt.text(), heard.gloss(), excerpt.span(), chance(heard.odds()));
  }

  private static Seen seen(Reading.View view, BaseModels models, Lexicon lexicon) {
    FeatureStream stream = view.stream();
    TextView text = view.text();
    LinearModel.Scores words = models.attack().scores(stream);
    LinearModel.Scores order = models.concept().scores(stream);
    LinearModel.Scores request = models.instruction().scores(stream);
    List<Segment> segments = new ArrayList<>();
    for (Window window : stream.sentences()) {
      if (segments.size() == MOST_SEGMENTS) {
        break;
      }
      int start = stream.startOf(window);
      int end = Math.max(start, stream.endOf(window));
      double odds = (words.of(window) + order.of(window)) / 2;
      segments.add(
          new Segment(
              start,
              end,
              text.original(start, end),
              view.isNoise(window) ? 0 : chance(odds),
              chance(request.of(window)),
              stream.concepts(window, lexicon)));
    }
    return new Seen(text.kinds(), text.text(), segments);
  }

  private static double chance(double odds) {
    return 1 / (1 + Math.exp(-odds));
  }
}
