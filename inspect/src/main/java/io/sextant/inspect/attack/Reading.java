package io.sextant.inspect.attack;

import io.sextant.inspect.model.FeatureStream;
import io.sextant.inspect.model.Lexicon;
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
  public record View(TextView text, FeatureStream stream, Readability letters) {
    /// Whether a stretch is letters in no order, as of encoded bytes: words and letter groups that
    /// happen to stand in it say nothing, and in long texts some always do.
    boolean isNoise(FeatureStream.Window window) {
      int start = stream.startOf(window);
      int end = Math.max(start, stream.endOf(window));
      return letters.cost(text.text(), start, end) > NOISE || isHex(text.text(), start, end);
    }

    private static boolean isHex(String text, int from, int to) {
      int digits = 0;
      int low = 0;
      int other = 0;
      for (int i = from; i < to; i++) {
        char c = text.charAt(i);
        boolean hex = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        digits += c >= '0' && c <= '9' ? 1 : 0;
        low += hex ? 1 : 0;
        other += !hex && Character.isLetter(c) ? 1 : 0;
      }
      boolean numbers = other == 0 && digits > 0;
      return numbers || (digits * 2 > low && low > 4 && other * 20 < low);
    }
  }

  /// Nats a letter; ordinary words take about 2, random letters over 4.
  private static final double NOISE = 3.6;

  private static final int MOST_NOISE_CHARACTERS = 1 << 16;

  static Reading of(String text, Views views, Lexicon lexicon) {
    Views.Reading reading = views.read(text);
    List<View> decoded = new ArrayList<>();
    for (TextView view : reading.decoded()) {
      decoded.add(view(view, views, lexicon));
    }
    View plain = view(reading.plain(), views, lexicon);
    String readable = plain.text().text();
    String start = readable.substring(0, Math.min(readable.length(), MOST_NOISE_CHARACTERS));
    double cost = views.readability().cost(start);
    return new Reading(
        plain, decoded, reading.disguises(), noise(start, views.readability(), cost));
  }

  private static View view(TextView view, Views views, Lexicon lexicon) {
    return new View(view, new FeatureStream(view.text(), lexicon), views.readability());
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

  private static double noise(String text, Readability readability, double mean) {
    double most = 0;
    for (int at = 0; at + 80 <= text.length(); at += 40) {
      String window = text.substring(at, at + 80);
      if (Readability.letters(window) > 45) {
        most = Math.max(most, readability.cost(window) - mean);
      }
    }
    return most;
  }
}
