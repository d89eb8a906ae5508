package io.sextant.inspect.attack;

import io.sextant.inspect.model.FeatureStream;
import io.sextant.inspect.model.FeatureStream.Window;
import io.sextant.inspect.model.LinearModel;
import java.util.List;

/// What the base models say of a text, over all its readings and windows, in a few numbers.
public final class Summary {
  /// How many numbers describe a text.
  public static final int SIZE = 18;

  /// The only number that speaks neither for an attack nor against: the logarithm of the length.
  private static final int LENGTH = 7;

  /// A decoded reading counts as worse than the plain one only from this log-odds on: every text
  /// reads more like an attack than its own disguise.
  private static final double SUSPICIOUS = 3.5;

  /// Words of a block of a long text.
  private static final int BLOCK = 1000;

  /// What an ordinary sentence has, for the few sentences of a short text.
  private static final double ORDINARY = -4;

  /// How many ordinary sentences are added to those of a text.
  private static final int EXPECTED = 3;

  /// The log-odds when there is nothing to score.
  private static final double NOTHING = -9;

  private final double[] numbers = new double[SIZE];
  private Reading.View bestView;
  private Window bestWindow;

  private Summary(Reading.View view) {
    bestView = view;
    bestWindow = view.stream().whole();
  }

  /// Best values over the windows of one reading.
  private static final class Peaks {
    double attack = NOTHING;
    double concept = NOTHING;
    double instruction = NOTHING;
    double joint = NOTHING;
    double asked = NOTHING;
    double contrast;
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

  static Summary of(Reading reading, BaseModels models) {
    Reading.View plain = reading.plain();
    Summary summary = new Summary(plain);
    double[] n = summary.numbers;
    Peaks peaks = peaks(plain, models);
    summary.bestWindow = peaks.window;
    whole(plain, models, n);
    n[2] = peaks.attack;
    n[3] = peaks.concept;
    n[4] = peaks.instruction;
    n[5] = peaks.joint;
    n[6] = peaks.asked;
    n[LENGTH] = Math.log1p(words(plain.stream().distinctSentences()));
    n[12] = reading.disguises().contains("tags") ? 1 : 0;
    n[13] = reading.noise();
    n[14] = Math.max(0, peaks.joint) * Math.max(0, peaks.instruction);
    n[17] = peaks.contrast;
    summary.decoded(reading.decoded(), models, peaks);
    return summary;
  }

  private static void whole(Reading.View view, BaseModels models, double[] numbers) {
    numbers[0] = highest(models.attack(), view);
    numbers[1] = highest(models.concept(), view);
    numbers[15] = highest(models.whole(), view);
    numbers[16] = numbers[15];
  }

  /// The score of the whole, each sentence counted once, or of the highest block of a long text:
  /// the log-odds of ever longer stretches grow without an end.
  private static double highest(LinearModel model, Reading.View view) {
    LinearModel.Scores scores = model.scores(view.stream());
    List<Window> sentences = view.stream().distinctSentences();
    if (words(sentences) <= BLOCK) {
      return scores.of(sentences);
    }
    int size = view.stream().size();
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

  private static int words(List<Window> sentences) {
    return sentences.stream().mapToInt(Window::size).sum();
  }

  private void decoded(List<Reading.View> decoded, BaseModels models, Peaks plain) {
    double best = plain.joint;
    numbers[9] = plain.joint;
    numbers[10] = plain.attack;
    numbers[11] = plain.concept;
    for (Reading.View view : decoded) {
      Peaks peaks = peaks(view, models);
      numbers[9] = Math.max(numbers[9], peaks.joint);
      numbers[10] = Math.max(numbers[10], peaks.attack);
      numbers[11] = Math.max(numbers[11], peaks.concept);
      numbers[16] = Math.max(numbers[16], highest(models.whole(), view));
      if (peaks.joint > best) {
        best = peaks.joint;
        bestView = view;
        bestWindow = peaks.window;
      }
    }
    numbers[8] = Math.max(0, best - SUSPICIOUS) - Math.max(0, plain.joint - SUSPICIOUS);
  }

  private static Peaks peaks(Reading.View view, BaseModels models) {
    FeatureStream stream = view.stream();
    LinearModel.Scores attack = models.attack().scores(stream);
    LinearModel.Scores concept = models.concept().scores(stream);
    LinearModel.Scores instruction = models.instruction().scores(stream);
    Peaks peaks = new Peaks();
    for (Window window : stream.windows()) {
      double a = attack.of(window);
      double c = concept.of(window);
      double i = instruction.of(window);
      if (peaks.isBelow(a, c, i) && !view.isNoise(window)) {
        peaks.raise(a, c, i, window);
      }
    }
    double mean = EXPECTED * ORDINARY;
    List<Window> sentences = stream.distinctSentences();
    for (Window sentence : sentences) {
      mean += attack.of(sentence) + concept.of(sentence);
    }
    mean /= sentences.size() + EXPECTED;
    peaks.contrast = peaks.joint - mean;
    return peaks;
  }

  /// Whether a number speaks for an attack the more the higher it is.
  public static boolean isEvidence(int number) {
    return number != LENGTH;
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
