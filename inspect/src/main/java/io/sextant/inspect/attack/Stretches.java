package io.sextant.inspect.attack;

import io.sextant.inspect.model.FeatureStream;
import io.sextant.inspect.model.FeatureStream.Window;
import io.sextant.inspect.model.LinearModel;

/// The scores of all windows of a text, in which a head finds the stretch that reads most like an
/// attack. Every run of sentences is judged as if it stood alone, so that what is written before,
/// after or forty times over does not hide an attack.
public final class Stretches {
  private static final int WIDEST = FeatureStream.WIDEST;

  /// Words of a stretch.
  private static final int LONGEST = 1000;

  /// Sentences of a stretch.
  private static final int MOST = 64;

  /// How much of the difference between the stretch and all of the text speaks for the stretch:
  /// among harmless things a word of attacks is more often harmless.
  private static final double EXCUSED = 0.5;

  /// And how much at most, however much there is around it.
  private static final double MOST_EXCUSED = 1;

  private final Summary summary;
  private final Parts parts;
  private final Scored scored;
  private final double otherLanguage;

  /// What the models say of the windows that begin with each sentence, the narrowest first: they
  /// are asked for again in every stretch.
  private final double[] attack;

  private final double[] concept;
  private final double[] instruction;
  private final double[] foreign;

  /// What a head finds in a text.
  ///
  /// @param length the logarithm of its number of words, what is said again not counted
  /// @param foreign how surely it is of another language than English, from 0 to 1
  public record Evidence(double value, double length, double foreign) {}

  private Stretches(Reading reading, BaseModels models) {
    parts = Parts.of(reading.plain());
    scored = Scored.of(reading.plain(), models);
    summary = Summary.of(reading, models, scored, parts);
    otherLanguage = reading.otherLanguage();
    attack = new double[WIDEST * parts.size()];
    concept = attack.clone();
    instruction = attack.clone();
    foreign = attack.clone();
    for (int i = 0; i < parts.size(); i++) {
      for (int wide = 0; wide < WIDEST && i + wide < parts.size(); wide++) {
        if (isWindow(i, i + wide)) {
          score(WIDEST * i + wide, window(i, i + wide));
        } else {
          leave(WIDEST * i + wide);
        }
      }
    }
  }

  private void leave(int place) {
    attack[place] = Double.NEGATIVE_INFINITY;
    concept[place] = Double.NEGATIVE_INFINITY;
    instruction[place] = Double.NEGATIVE_INFINITY;
  }

  private void score(int place, Window window) {
    attack[place] = scored.attack().of(window);
    concept[place] = scored.concept().of(window);
    instruction[place] = scored.instruction().of(window);
    foreign[place] = scored.foreign(window);
  }

  static Stretches of(Reading reading, BaseModels models) {
    return new Stretches(reading, models);
  }

  /// What the models say of the text as a whole.
  public Summary summary() {
    return summary;
  }

  /// What the models say of the text as a person sees it.
  Scored plain() {
    return scored;
  }

  private Window window(int first, int last) {
    return new Window(parts.get(first).start(), parts.get(last).end());
  }

  private boolean isWindow(int first, int last) {
    boolean noise = parts.noisy()[first] && parts.noisy()[last];
    return !noise && (first == last || window(first, last).size() <= FeatureStream.LONGEST_WINDOW);
  }

  /// The strongest evidence that a head finds.
  public Evidence judge(Head head) {
    double[] numbers = summary.numbers();
    double all = head.value(numbers);
    double highest = Double.NEGATIVE_INFINITY;
    for (int first = 0; first < parts.size(); first++) {
      if (!parts.noisy()[first]) {
        highest = Math.max(highest, from(first, head, numbers));
      }
    }
    highest = Double.isInfinite(highest) ? all : highest;
    double excuse = Math.clamp(EXCUSED * (highest - all), 0, MOST_EXCUSED);
    return new Evidence(highest - excuse, Summary.length(numbers), otherLanguage);
  }

  /// The highest value of a stretch that begins with a sentence. Their numbers of sentences grow by
  /// half at a time.
  private double from(int first, Head head, double[] text) {
    double[] numbers = text.clone();
    Summary.Peaks peaks = new Summary.Peaks();
    LinearModel.Sum attacks = scored.attack().sum();
    LinearModel.Sum concepts = scored.concept().sum();
    LinearModel.Sum wholes = scored.whole().sum();
    double highest = Double.NEGATIVE_INFINITY;
    int words = 0;
    int next = 1;
    for (int last = first; last < Math.min(parts.size(), first + MOST); last++) {
      Window sentence = parts.get(last);
      words += sentence.size();
      if (last > first && words > LONGEST) {
        break;
      }
      if (parts.noisy()[last]) {
        continue;
      }
      raise(peaks, first, last);
      attacks.add(sentence);
      concepts.add(sentence);
      wholes.add(sentence);
      int length = last - first + 1;
      if (length >= next || length == parts.size()) {
        next += (next + 1) / 2;
        summary.stretch(numbers, peaks, attacks.odds(), concepts.odds(), wholes.odds());
        highest = Math.max(highest, head.value(numbers));
      }
    }
    return highest;
  }

  /// Raises the peaks by the windows that end with the last sentence.
  private void raise(Summary.Peaks peaks, int first, int last) {
    for (int at = last; at >= Math.max(first, last - WIDEST + 1); at--) {
      int place = WIDEST * at + last - at;
      if (peaks.isBelow(attack[place], concept[place], instruction[place])) {
        peaks.raise(attack[place], concept[place], instruction[place], window(at, last));
      }
      peaks.foreign = Math.max(peaks.foreign, foreign[place]);
    }
  }
}
