package io.sextant.inspect.attack;

import io.sextant.inspect.Span;
import io.sextant.inspect.model.FeatureStream;
import io.sextant.inspect.model.FeatureStream.Window;
import io.sextant.inspect.model.Glossary;
import io.sextant.inspect.model.LinearModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The stretches of a text that the second stage reads: whole sentences, each stretch overlapping
/// the next by about half; of a long text those that the linear models find most suspicious.
public final class Excerpts {
  /// Words and signs of the longest stretch of several sentences.
  public static final int WORDS = 64;

  private static final int STEP = WORDS / 2;

  /// Stretches of one text at most, which bounds what a long text costs.
  private static final int MOST = 8;

  /// A stretch of one reading.
  public record Excerpt(Reading.View view, Window window) {
    public String text() {
      int start = view.stream().startOf(window);
      return view.text().text().substring(start, Math.max(start, view.stream().endOf(window)));
    }

    /// The stretch read as English, if it is of another language.
    Optional<Glossary.Gloss> gloss() {
      return view.stream().otherLanguage(window) > 0
          ? Glossary.builtIn().read(text())
          : Optional.empty();
    }

    /// What an encoder of English learns of the stretch.
    public String english() {
      return gloss().map(Glossary.Gloss::text).orElseGet(this::text);
    }

    /// Where it stands in the given text.
    Span span() {
      return view.text().original(view.stream().startOf(window), view.stream().endOf(window));
    }

    boolean holds(Excerpt other) {
      return view.text().kinds().equals(other.view.text().kinds())
          && window.start() <= other.window.start()
          && window.end() >= other.window.end();
    }
  }

  private record Ranked(Excerpt excerpt, double odds) {}

  private Excerpts() {}

  /// The most suspicious first.
  static List<Excerpt> of(Stretches stretches, BaseModels models) {
    List<Ranked> ranked = new ArrayList<>(ranked(stretches.plain()));
    Reading.View best = stretches.summary().bestView();
    if (!best.text().kinds().isEmpty()) {
      ranked.addAll(ranked(Scored.of(best, models)));
    }
    return ranked.stream()
        .sorted(Comparator.comparingDouble(Ranked::odds).reversed())
        .limit(MOST)
        .map(Ranked::excerpt)
        .toList();
  }

  private static List<Ranked> ranked(Scored scored) {
    LinearModel.Scores attack = scored.attack();
    LinearModel.Scores concept = scored.concept();
    LinearModel.Scores instruction = scored.instruction();
    return cut(scored.view().stream()).stream()
        .filter(it -> !scored.view().isNoise(it))
        .map(it ->
            new Ranked(
                new Excerpt(scored.view(), it),
                attack.of(it) + concept.of(it) + instruction.of(it)))
        .toList();
  }

  /// All stretches of a reading, in text order.
  public static List<Window> cut(FeatureStream stream) {
    List<Window> sentences = stream.sentences();
    List<Window> stretches = new ArrayList<>();
    int from = -STEP;
    for (int first = 0; first < sentences.size(); first++) {
      int start = sentences.get(first).start();
      if (start - from >= STEP) {
        Window stretch = from(first, sentences);
        stretches.add(stretch);
        from = start;
        if (stretch.end() == stream.size()) {
          break;
        }
      }
    }
    return stretches;
  }

  private static Window from(int first, List<Window> sentences) {
    int start = sentences.get(first).start();
    int end = sentences.get(first).end();
    for (int next = first + 1; next < sentences.size(); next++) {
      if (sentences.get(next).end() - start > WORDS) {
        break;
      }
      end = sentences.get(next).end();
    }
    return new Window(start, end);
  }
}
