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
/// @param unreadable mean cost of a letter
public record Reading(
    View plain, List<View> decoded, Set<String> disguises, double noise, double unreadable) {
  /// A reading and its features.
  public record View(TextView text, FeatureStream stream) {}

  private static final int MOST_NOISE_CHARACTERS = 1 << 16;

  static Reading of(String text, Views views, Lexicon lexicon) {
    Views.Reading reading = views.read(text);
    List<View> decoded = new ArrayList<>();
    for (TextView view : reading.decoded()) {
      decoded.add(new View(view, new FeatureStream(view.text(), lexicon)));
    }
    View plain = new View(reading.plain(), new FeatureStream(reading.plain().text(), lexicon));
    String readable = plain.text().text();
    String start = readable.substring(0, Math.min(readable.length(), MOST_NOISE_CHARACTERS));
    double cost = views.readability().cost(start);
    return new Reading(
        plain, decoded, reading.disguises(), noise(start, views.readability(), cost), cost);
  }

  private static double noise(String text, Readability readability, double mean) {
    double most = 0;
    for (int at = 0; at + 80 <= text.length(); at += 40) {
      String window = text.substring(at, at + 80);
      long letters = window.chars().filter(c -> c < 0x250 && Character.isLetter(c)).count();
      if (letters > 45) {
        most = Math.max(most, readability.cost(window) - mean);
      }
    }
    return most;
  }
}
