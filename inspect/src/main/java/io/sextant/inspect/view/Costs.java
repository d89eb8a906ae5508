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
    Readability.Sum sum = model.new Sum();
    for (int i = 0; i < text.length(); i++) {
      sum.add(text.charAt(i));
      cost[i + 1] = (int) sum.cost;
      letters[i + 1] = sum.letters;
      before[i + 1] = sum.before();
    }
  }

  /// What [Readability#cost(CharSequence)] says of a stretch of the text. What stands before it has
  /// no say: its first letters are read until the rest reads as it does in the whole.
  public double of(int from, int to) {
    Readability.Sum sum = model.new Sum();
    int at = from;
    while (at < to && before[at] != sum.before()) {
      sum.add(text.charAt(at));
      at++;
    }
    if (at < to) {
      sum.cost += cost[to] - cost[at];
      sum.letters += letters[to] - letters[at];
    }
    return sum.mean();
  }
}
