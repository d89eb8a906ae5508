package io.sextant.inspect.view;

import java.util.Arrays;

/// How much a run of letters reads like language: a model of letter triples over the Latin alphabet
/// without marks.
public final class Readability {
  /// Letters a … z and everything else as one.
  static final int SYMBOLS = 27;

  private static final int SCALE = 16;
  private final byte[] cost;

  private Readability(byte[] cost) {
    this.cost = cost;
  }

  /// The model whose costs are `bytes`, as [#bytes] gave them.
  public static Readability of(byte[] bytes) {
    if (bytes.length != SYMBOLS * SYMBOLS * SYMBOLS) {
      throw new IllegalArgumentException("a letter model of " + bytes.length + " bytes");
    }
    return new Readability(bytes.clone());
  }

  /// The model of the letters in `texts`.
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
    return new Readability(cost);
  }

  public byte[] bytes() {
    return cost.clone();
  }

  /// Mean cost of a letter in nats; ordinary text has about 2, noise about 4.
  public double cost(CharSequence text) {
    long sum = 0;
    int letters = 0;
    int a = 0;
    int b = 0;
    for (int i = 0; i < text.length(); i++) {
      int c = symbol(text.charAt(i));
      if (c != 0 || b != 0) {
        sum += cost[(a * SYMBOLS + b) * SYMBOLS + c];
        letters++;
        a = b;
        b = c;
      }
    }
    return letters == 0 ? 0 : (double) sum / SCALE / letters;
  }

  private static int symbol(char character) {
    char folded = Characters.withoutMarks(character);
    if (folded >= 'a' && folded <= 'z') {
      return folded - 'a' + 1;
    }
    return folded >= 'A' && folded <= 'Z' ? folded - 'A' + 1 : 0;
  }
}
