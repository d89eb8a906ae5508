package io.sextant.inspect.attack;

import io.sextant.inspect.model.FeatureStream;
import io.sextant.inspect.model.FeatureStream.Window;
import io.sextant.inspect.model.LinearModel;
import java.util.List;

/// What the base models say of a text, over all its readings and windows, in a few numbers.
public final class Summary {
  /// How many numbers describe a text.
  public static final int SIZE = 27;

  private final double[] numbers = new double[SIZE];
  private Reading.View bestView;
  private Window bestWindow;

  private Summary(Reading.View view) {
    bestView = view;
    bestWindow = view.stream().whole();
  }

  /// Best values over the windows of one reading.
  private static final class Peaks {
    double attack = -9;
    double concept = -9;
    double instruction = -9;
    double joint = -9;
    double second = -9;
    double asked = -9;
    double meanInstruction;
    double first = -9;
    double last = -9;
    Window window = new Window(0, 0);
  }

  static Summary of(Reading reading, BaseModels models) {
    Reading.View plain = reading.plain();
    Summary summary = new Summary(plain);
    double[] n = summary.numbers;
    Peaks peaks = peaks(plain.stream(), models);
    summary.bestWindow = peaks.window;
    whole(plain.stream(), models, n);
    n[3] = peaks.attack;
    n[4] = peaks.concept;
    n[5] = peaks.instruction;
    n[6] = peaks.joint;
    n[7] = peaks.second;
    n[8] = peaks.asked;
    n[9] = peaks.meanInstruction;
    n[10] = peaks.instruction - peaks.meanInstruction;
    n[11] = Math.log1p(plain.stream().size());
    n[12] = Math.log1p(plain.stream().sentences().size());
    n[13] = peaks.first;
    n[14] = peaks.last;
    n[24] = Math.max(0, peaks.joint) * Math.max(0, peaks.instruction);
    summary.decoded(reading.decoded(), models, peaks);
    n[19] = reading.disguises().contains("tags") ? 1 : 0;
    n[20] = reading.noise();
    n[21] = reading.unreadable();
    n[22] = foreign(plain.text().text());
    n[23] = n[6] > 0 ? 1 : 0;
    return summary;
  }

  private static void whole(FeatureStream stream, BaseModels models, double[] numbers) {
    numbers[0] = models.attack().scores(stream).of(stream.whole());
    numbers[1] = models.concept().scores(stream).of(stream.whole());
    numbers[2] = models.instruction().scores(stream).of(stream.whole());
    numbers[25] = models.whole().scores(stream).of(stream.whole());
    numbers[26] = numbers[25];
  }

  private void decoded(List<Reading.View> decoded, BaseModels models, Peaks plain) {
    double best = plain.joint;
    numbers[15] = 0;
    numbers[16] = plain.joint;
    numbers[17] = plain.attack;
    numbers[18] = plain.concept;
    for (Reading.View view : decoded) {
      Peaks peaks = peaks(view.stream(), models);
      numbers[16] = Math.max(numbers[16], peaks.joint);
      numbers[17] = Math.max(numbers[17], peaks.attack);
      numbers[18] = Math.max(numbers[18], peaks.concept);
      double whole = models.whole().scores(view.stream()).of(view.stream().whole());
      numbers[26] = Math.max(numbers[26], whole);
      if (peaks.joint > best) {
        best = peaks.joint;
        bestView = view;
        bestWindow = peaks.window;
      }
    }
    numbers[15] = best - plain.joint;
  }

  private static Peaks peaks(FeatureStream stream, BaseModels models) {
    LinearModel.Scores attack = models.attack().scores(stream);
    LinearModel.Scores concept = models.concept().scores(stream);
    LinearModel.Scores instruction = models.instruction().scores(stream);
    Peaks peaks = new Peaks();
    for (Window window : stream.windows()) {
      double a = attack.of(window);
      double c = concept.of(window);
      double i = instruction.of(window);
      peaks.attack = Math.max(peaks.attack, a);
      peaks.concept = Math.max(peaks.concept, c);
      peaks.instruction = Math.max(peaks.instruction, i);
      peaks.asked = Math.max(peaks.asked, a + c + i);
      if (a + c > peaks.joint) {
        peaks.joint = a + c;
        peaks.window = window;
      }
    }
    List<Window> sentences = stream.sentences();
    for (Window sentence : sentences) {
      double joint = attack.of(sentence) + concept.of(sentence);
      peaks.meanInstruction += instruction.of(sentence) / sentences.size();
      if (sentence.start() >= peaks.window.end() || sentence.end() <= peaks.window.start()) {
        peaks.second = Math.max(peaks.second, joint);
      }
    }
    if (!sentences.isEmpty()) {
      peaks.first = attack.of(sentences.getFirst()) + concept.of(sentences.getFirst());
      peaks.last = attack.of(sentences.getLast()) + concept.of(sentences.getLast());
    }
    return peaks;
  }

  private static double foreign(String text) {
    int end = Math.min(text.length(), 4096);
    int letters = 0;
    int foreign = 0;
    for (int i = 0; i < end; i++) {
      if (Character.isLetter(text.charAt(i))) {
        letters++;
        foreign += text.charAt(i) >= 0x250 ? 1 : 0;
      }
    }
    return letters == 0 ? 0 : (double) foreign / letters;
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
