package io.sextant.inspect.attack;

import io.sextant.inspect.model.FeatureStream;
import io.sextant.inspect.model.FeatureStream.Window;
import io.sextant.inspect.model.LinearModel;
import java.util.List;

/// What the base models say of a text, over all its readings and windows, in a few numbers.
public final class Summary {
  /// How many numbers describe a text.
  public static final int SIZE = 19;

  /// The only number that speaks neither for an attack nor against: the logarithm of the length.
  private static final int LENGTH = 7;

  /// The peak of concepts in stretches that are not English.
  private static final int ABROAD_PEAK = 18;

  /// A decoded reading counts as worse than the plain one only from this log-odds on: every text
  /// reads more like an attack than its own disguise.
  private static final double SUSPICIOUS = 3.5;

  /// Words of a block of a long text.
  static final int BLOCK = 1000;

  /// What an ordinary sentence has, for the few sentences of a short text.
  private static final double ORDINARY = -4;

  /// How many ordinary sentences are added to those of a text.
  private static final int EXPECTED = 3;

  /// The log-odds when there is nothing to score.
  static final double NOTHING = -9;

  private final double[] numbers = new double[SIZE];
  private final Peaks decoded = new Peaks();
  private double decodedWhole = NOTHING;
  private double mean;
  private Reading.View bestView;
  private Window bestWindow;

  private Summary(Reading.View view) {
    bestView = view;
    bestWindow = view.stream().whole();
  }

  /// Best values over the windows of one reading.
  static final class Peaks {
    double attack = NOTHING;
    double concept = NOTHING;
    double instruction = NOTHING;
    double joint = NOTHING;
    double asked = NOTHING;
    double foreign;
    Window window = new Window(0, 0);

    boolean isBelow(double a, double c, double i) {
      return a > attack || c > concept || i > instruction || a + c + i > asked || a + c > joint;
    }

    void raise(double a, double c, double i, Window at) {
      attack = Math.max(attack, a);
      concept = Math.max(concept, c);
      instruction = Math.max(instruction, i);
      asked = Math.max(asked, a + c + i);
      if (a + c > joint) {
        joint = a + c;
        window = at;
      }
    }
  }

  static Summary of(Reading reading, BaseModels models, Scored plain, Parts parts) {
    Summary summary = new Summary(plain.view());
    double[] n = summary.numbers;
    Peaks peaks = peaks(plain);
    summary.bestWindow = peaks.window;
    summary.mean = mean(plain, parts);
    n[LENGTH] = Math.log1p(parts.words());
    n[12] = reading.disguises().contains("tags") ? 1 : 0;
    n[13] = reading.noise();
    summary.decoded(reading.decoded(), models, peaks);
    double attack = parts.highest(plain.attack());
    double concept = parts.highest(plain.concept());
    summary.stretch(n, peaks, attack, concept, parts.highest(plain.whole()));
    return summary;
  }

  /// Puts the numbers of a stretch in the place of those of the text; what its other readings say
  /// remains.
  void stretch(double[] n, Peaks peaks, double attack, double concept, double whole) {
    n[0] = attack;
    n[1] = concept;
    n[2] = peaks.attack;
    n[3] = peaks.concept;
    n[4] = peaks.instruction;
    n[5] = peaks.joint;
    n[6] = peaks.asked;
    n[9] = Math.max(decoded.joint, peaks.joint);
    n[10] = Math.max(decoded.attack, peaks.attack);
    n[11] = Math.max(decoded.concept, peaks.concept);
    n[14] = Math.max(0, peaks.joint) * Math.max(0, peaks.instruction);
    n[15] = whole;
    n[16] = Math.max(decodedWhole, whole);
    n[17] = peaks.joint - mean;
    n[ABROAD_PEAK] = peaks.foreign;
  }

  /// What the sentences of a text have on average.
  private static double mean(Scored plain, Parts parts) {
    double sum = EXPECTED * ORDINARY;
    for (Window sentence : parts.sentences()) {
      sum += plain.attack().of(sentence) + plain.concept().of(sentence);
    }
    return sum / (parts.size() + EXPECTED);
  }

  /// The score of the whole, or of the highest block of a long text: the log-odds of ever longer
  /// stretches grow without an end.
  private static double highest(LinearModel.Scores scores, Reading.View view) {
    int size = view.stream().size();
    if (size <= BLOCK) {
      return scores.of(view.stream().whole());
    }
    double highest = NOTHING;
    for (int end = BLOCK; end < size + BLOCK / 2; end += BLOCK / 2) {
      Window block = new Window(Math.min(end, size) - BLOCK, Math.min(end, size));
      double odds = scores.of(block);
      if (odds > highest && !view.isNoise(block)) {
        highest = odds;
      }
    }
    return highest;
  }

  private void decoded(List<Reading.View> decoded, BaseModels models, Peaks plain) {
    double best = plain.joint;
    for (Reading.View view : decoded) {
      Scored scored = Scored.of(view, models);
      Peaks peaks = peaks(scored);
      this.decoded.joint = Math.max(this.decoded.joint, peaks.joint);
      this.decoded.attack = Math.max(this.decoded.attack, peaks.attack);
      this.decoded.concept = Math.max(this.decoded.concept, peaks.concept);
      decodedWhole = Math.max(decodedWhole, highest(scored.whole(), view));
      if (peaks.joint > best) {
        best = peaks.joint;
        bestView = view;
        bestWindow = peaks.window;
      }
    }
    numbers[8] = Math.max(0, best - SUSPICIOUS) - Math.max(0, plain.joint - SUSPICIOUS);
  }

  private static Peaks peaks(Scored scored) {
    Reading.View view = scored.view();
    FeatureStream stream = view.stream();
    Peaks peaks = new Peaks();
    for (Window window : stream.windows()) {
      double a = scored.attack().of(window);
      double c = scored.concept().of(window);
      double i = scored.instruction().of(window);
      if (peaks.isBelow(a, c, i) && !view.isNoise(window)) {
        peaks.raise(a, c, i, window);
      }
      double foreign = scored.foreign(window);
      if (foreign > peaks.foreign && !view.isNoise(window)) {
        peaks.foreign = foreign;
      }
    }
    return peaks;
  }

  /// Whether a number speaks for an attack the more the higher it is.
  public static boolean isEvidence(int number) {
    return number != LENGTH;
  }

  /// Whether a number is of stretches in other languages than English only, of which words and
  /// letter groups say little.
  public static boolean isOfOtherLanguages(int number) {
    return number == ABROAD_PEAK;
  }

  /// The logarithm of the number of words that a summary is of.
  static double length(double[] numbers) {
    return numbers[LENGTH];
  }

  public double[] numbers() {
    return numbers.clone();
  }

  /// The reading in which the most offending window stands.
  public Reading.View bestView() {
    return bestView;
  }

  public Window bestWindow() {
    return bestWindow;
  }
}
