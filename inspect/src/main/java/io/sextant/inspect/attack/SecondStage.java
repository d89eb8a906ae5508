package io.sextant.inspect.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.inspect.Channel;
import io.sextant.inspect.attack.Excerpts.Excerpt;
import io.sextant.inspect.model.Glossary.Gloss;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// Asks an encoder about stretches of a text, and weighs what it says with what the first stage
/// found.
///
/// Any number of threads may share one.
///
/// @param weighing of both stages
public record SecondStage(Encoder encoder, Weighing weighing) implements AutoCloseable {
  /// What an encoder said of a stretch.
  ///
  /// @param gloss what it read, if that is not the stretch as it stands
  record Heard(Excerpt excerpt, Optional<Gloss> gloss, Encoder.Opinion opinion) {
    static Heard of(Excerpt excerpt, Encoder encoder, Channel channel) {
      Optional<Gloss> gloss = excerpt.gloss();
      String text = gloss.map(Gloss::text).orElseGet(excerpt::text);
      return new Heard(excerpt, gloss, encoder.read(text, channel));
    }

    double odds() {
      return opinion.odds();
    }
  }

  /// How the two stages are weighed, and which sums are rare. They are the same for all channels:
  /// the first stage is measured from the threshold of the channel, and log-odds are log-odds.
  ///
  /// @param model the [AttackModel#fingerprint] of the first stage that it was set with
  /// @param second what the encoder's log-odds count, where those of the first stage count 1
  /// @param relief how much less is asked of a request in another language than English, beyond the
  ///   relief of the first stage; below 0 if more is asked
  /// @param thresholds the sums that 1 %, 0.5 % and 0.1 % of harmless texts reach
  @SuppressWarnings("ArrayRecordComponent") // never compared; as in [Head]
  public record Weighing(String model, double second, double relief, double[] thresholds) {
    private static final int NUMBERS = 5;

    /// The first stage may say so much and no more against a text.
    private static final double LOWEST = -12;

    /// The share of the encoder's word that does not count of a request that is surely in another
    /// language: word by word it is read with less certainty.
    private static final double UNSURE = 0.5;

    /// @param margin of the first stage above its own threshold
    /// @param foreign as of [SecondStage#foreign]
    public static double sum(double margin, double odds, double foreign, double second) {
      return Math.max(LOWEST, margin) + second * (1 - UNSURE * foreign) * odds;
    }

    /// @param foreign as of [SecondStage#foreign]
    double score(double margin, double odds, double foreign) {
      return Head.score(sum(margin, odds, foreign, second) + relief * foreign, thresholds);
    }

    /// Tells this weighing from others.
    public String fingerprint() {
      return Integer.toHexString(written().hashCode());
    }

    /// Reads one line, as [#written] gives it.
    public static Weighing read(InputStream stream) throws IOException {
      String[] words = new String(stream.readAllBytes(), UTF_8).strip().split(" ");
      if (words.length != 1 + NUMBERS) {
        throw new IOException("no weighing of two stages");
      }
      double[] numbers = new double[NUMBERS];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = number(words[i + 1]);
      }
      return new Weighing(
          words[0], numbers[0], numbers[1], Arrays.copyOfRange(numbers, 2, NUMBERS));
    }

    private static double number(String word) throws IOException {
      try {
        return Double.parseDouble(word);
      } catch (NumberFormatException e) {
        throw new IOException("no number in a weighing of two stages: " + word, e);
      }
    }

    public String written() {
      return String.format(
          Locale.ROOT,
          "%s %.2f %.4f %.4f %.4f %.4f%n",
          model,
          second,
          relief,
          thresholds[0],
          thresholds[1],
          thresholds[2]);
    }
  }

  @Override
  public void close() {
    encoder.close();
  }

  void checkFits(AttackModel model) {
    if (!weighing.model.equals(model.fingerprint())) {
      throw new IllegalArgumentException(
          "the second stage was weighed with the attack model "
              + weighing.model
              + ", not with "
              + model.fingerprint());
    }
  }

  /// How surely a text is a request in another language than English, from 0 to 1. Documents and
  /// results of tools in any language are weighed alike: words around an order could make one
  /// foreign.
  public static double foreign(double otherLanguage, Channel channel) {
    return channel.isData() ? 0 : otherLanguage;
  }

  /// What the encoder says of the most suspicious stretches, the likeliest attack first; nothing if
  /// there is none to read, or the channel is none of its own.
  List<Heard> ask(Stretches stretches, BaseModels models, Channel channel) {
    return Encoder.reads(channel)
        ? ask(encoder, Excerpts.of(stretches, models), channel)
        : List.of();
  }

  /// The log-odds that an encoder gives a text, for training.
  public static OptionalDouble odds(
      Encoder encoder, Stretches stretches, BaseModels models, Channel channel) {
    return ask(encoder, Excerpts.of(stretches, models), channel).stream()
        .mapToDouble(Heard::odds)
        .findFirst();
  }

  private static List<Heard> ask(Encoder encoder, List<Excerpt> excerpts, Channel channel) {
    return excerpts.stream()
        .map(it -> Heard.of(it, encoder, channel))
        .sorted(Comparator.comparingDouble(Heard::odds).reversed())
        .toList();
  }
}
