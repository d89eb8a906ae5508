package io.sextant.inspect.attack;

import io.sextant.inspect.model.FeatureStream;
import io.sextant.inspect.model.Lexicon;
import io.sextant.inspect.view.Costs;
import io.sextant.inspect.view.Readability;
import io.sextant.inspect.view.TextView;
import io.sextant.inspect.view.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A text with all its readings, cut and ready to be scored.
///
/// @param plain the text as a person sees it
/// @param decoded its other readings
/// @param noise how much the least readable sentence differs from the text, in nats a letter
public record Reading(View plain, List<View> decoded, Set<String> disguises, double noise) {
  /// A reading and its features.
  public record View(TextView text, FeatureStream stream, Noise noise) {
    /// Whether a stretch is letters in no order.
    boolean isNoise(FeatureStream.Window window) {
      int start = stream.startOf(window);
      return noise.isAt(start, Math.max(start, stream.endOf(window)));
    }
  }

  private static final int MOST_NOISE_CHARACTERS = 1 << 16;

  static Reading of(String text, Views views, Lexicon lexicon) {
    Views.Reading reading = views.read(text);
    List<View> decoded = new ArrayList<>();
    for (TextView view : reading.decoded()) {
      decoded.add(view(view, views, lexicon));
    }
    View plain = view(reading.plain(), views, lexicon);
    return new Reading(plain, decoded, reading.disguises(), noise(plain));
  }

  private static View view(TextView view, Views views, Lexicon lexicon) {
    return new View(
        view, new FeatureStream(view.text(), lexicon), new Noise(view.text(), views.readability()));
  }

  /// How surely the text is of another language than English, from 0 to 1. A disguise is none.
  double otherLanguage() {
    double least = otherLanguage(plain);
    for (View view : decoded) {
      least = Math.min(least, otherLanguage(view));
    }
    return least;
  }

  private static double otherLanguage(View view) {
    return view.stream().otherLanguage(view.stream().whole());
  }

  private static double noise(View plain) {
    String text = plain.text().text();
    Costs costs = plain.noise().costs();
    int length = Math.min(text.length(), MOST_NOISE_CHARACTERS);
    double mean = costs.of(0, length);
    double most = 0;
    for (int at = 0; at + 80 <= length; at += 40) {
      double noise = costs.of(at, at + 80) - mean;
      if (noise > most && Readability.letters(text, at, at + 80) > 45) {
        most = noise;
      }
    }
    return most;
  }
}
