package io.sextant.inspect.view;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/// How much a run of letters reads like language: a model of letter triples over the Latin alphabet
/// without marks, and its common words.
public final class Readability {
  /// Letters a … z and everything else as one.
  private static final int SYMBOLS = 27;

  private static final int SCALE = 16;
  private final byte[] cost;
  private final Vocabulary vocabulary;

  private Readability(byte[] cost, Vocabulary vocabulary) {
    this.cost = cost;
    this.vocabulary = vocabulary;
  }

  /// The model of the letters and words in `texts`.
  public static Readability learn(Iterable<String> texts) {
    double[] counts = new double[SYMBOLS * SYMBOLS * SYMBOLS];
    for (String text : texts) {
      int a = 0;
      int b = 0;
      for (int i = 0; i < text.length(); i++) {
        int c = symbol(text.charAt(i));
        if (c != 0 || b != 0) {
          counts[(a * SYMBOLS + b) * SYMBOLS + c]++;
          a = b;
          b = c;
        }
      }
    }
    byte[] cost = new byte[counts.length];
    for (int pair = 0; pair < SYMBOLS * SYMBOLS; pair++) {
      int at = pair * SYMBOLS;
      double total = Arrays.stream(counts, at, at + SYMBOLS).sum();
      for (int c = 0; c < SYMBOLS; c++) {
        double share = (counts[at + c] + 0.2) / (total + 0.2 * SYMBOLS);
        cost[at + c] = (byte) Math.min(127, Math.round(-Math.log(share) * SCALE));
      }
    }
    return new Readability(cost, Vocabulary.learn(texts));
  }

  public void write(DataOutputStream out) throws IOException {
    out.write(cost);
    vocabulary.write(out);
  }

  /// The model that was written.
  public static Readability read(DataInputStream in) throws IOException {
    byte[] cost = new byte[SYMBOLS * SYMBOLS * SYMBOLS];
    in.readFully(cost);
    return new Readability(cost, Vocabulary.read(in));
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  /// Mean cost of a letter in nats; ordinary text has about 2, noise about 4.
  public double cost(CharSequence text) {
    Sum sum = new Sum();
    for (int i = 0; i < text.length(); i++) {
      sum.add(text.charAt(i));
    }
    return sum.mean();
  }

  /// The same for all stretches of a text.
  public Costs costs(String text) {
    return new Costs(this, text);
  }

  /// What the letters of a text cost that are read one after the other.
  final class Sum {
    long cost;
    int letters;
    private int a;
    private int b;

    void add(char character) {
      int c = symbol(character);
      if (c != 0 || b != 0) {
        cost += Readability.this.cost[(a * SYMBOLS + b) * SYMBOLS + c];
        letters++;
        a = b;
        b = c;
      }
    }

    /// The last two symbols, on which the next one's cost depends.
    short before() {
      return (short) (a * SYMBOLS + b);
    }

    double mean() {
      return letters == 0 ? 0 : (double) cost / SCALE / letters;
    }
  }

  /// How many Latin letters a stretch of a text has, with marks or without.
  public static int letters(CharSequence text, int from, int to) {
    int letters = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      letters += c < 0x250 && Character.isLetter(c) ? 1 : 0;
    }
    return letters;
  }

  /// The letter a … z that a character stands for, from 1; 0 for all others.
  private static int symbol(char character) {
    char letter = Characters.letter(character);
    return letter == 0 ? 0 : letter - 'a' + 1;
  }
}
