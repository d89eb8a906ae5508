package io.sextant.inspect.view;

/// What the letters of one text cost, up to each of its characters: the mean cost of any stretch is
/// then found without reading it again. Ten bytes a character; immutable.
public final class Costs {
  private final Readability model;
  private final String text;

  /// Sums before each character, of the text read from its start.
  private final int[] cost;

  private final int[] letters;

  /// The last two symbols before each character.
  private final short[] before;

  Costs(Readability model, String text) {
    this.model = model;
    this.text = text;
    cost = new int[text.length() + 1];
    letters = new int[text.length() + 1];
    before = new short[text.length() + 1];
    int sum = 0;
    int counted = 0;
    int a = 0;
    int b = 0;
    for (int i = 0; i < text.length(); i++) {
      int c = Readability.symbol(text.charAt(i));
      if (c != 0 || b != 0) {
        sum += model.cost(a, b, c);
        counted++;
        a = b;
        b = c;
      }
      cost[i + 1] = sum;
      letters[i + 1] = counted;
      before[i + 1] = both(a, b);
    }
  }

  private static short both(int a, int b) {
    return (short) (a * Readability.SYMBOLS + b);
  }

  /// What [Readability#cost(CharSequence)] says of a stretch of the text. What stands before it has
  /// no say: its first letters are read until the rest reads as it does in the whole.
  public double of(int from, int to) {
    int sum = 0;
    int counted = 0;
    int a = 0;
    int b = 0;
    int at = from;
    while (at < to && before[at] != both(a, b)) {
      int c = Readability.symbol(text.charAt(at));
      if (c != 0 || b != 0) {
        sum += model.cost(a, b, c);
        counted++;
        a = b;
        b = c;
      }
      at++;
    }
    if (at < to) {
      sum += cost[to] - cost[at];
      counted += letters[to] - letters[at];
    }
    return Readability.mean(sum, counted);
  }
}
