package io.sextant.inspect.view;

import io.sextant.inspect.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One reading of a text, and where each of its characters stands in the text as it was given.
public final class TextView {
  private final List<String> kinds;
  private final String text;
  private final int[] from;
  private final int[] to;

  private TextView(List<String> kinds, String text, int[] from, int[] to) {
    this.kinds = kinds;
    this.text = text;
    this.from = from;
    this.to = to;
  }

  /// How the reading came about, outermost first; empty for the text as it stands.
  public List<String> kinds() {
    return kinds;
  }

  public String text() {
    return text;
  }

  /// The stretch of the given text that the characters `start … end` of this reading come from.
  public Span original(int start, int end) {
    if (text.isEmpty()) {
      return new Span(0, 0);
    }
    int first = Math.clamp(start, 0, text.length() - 1);
    int last = Math.clamp(end - 1L, first, text.length() - 1);
    int low = from[first];
    int high = to[first];
    for (int i = first; i <= last; i++) {
      low = Math.min(low, from[i]);
      high = Math.max(high, to[i]);
    }
    return new Span(low, high);
  }

  int from(int index) {
    return from[index];
  }

  int to(int index) {
    return to[index];
  }

  /// Writes a reading, character by character.
  static final class Builder {
    private final StringBuilder text;
    private int[] from;
    private int[] to;

    Builder(int capacity) {
      text = new StringBuilder(capacity);
      from = new int[Math.max(16, capacity)];
      to = new int[Math.max(16, capacity)];
    }

    Builder add(char character, int start, int end) {
      int at = text.length();
      if (at == from.length) {
        from = Arrays.copyOf(from, at * 2);
        to = Arrays.copyOf(to, at * 2);
      }
      text.append(character);
      from[at] = start;
      to[at] = end;
      return this;
    }

    /// The character as `source` has it.
    Builder copy(TextView source, int index) {
      return add(source.text.charAt(index), source.from[index], source.to[index]);
    }

    /// All of `replacement` in place of the characters `start … end` of `source`.
    Builder replace(TextView source, int start, int end, String replacement) {
      Span span = source.original(start, end);
      for (int i = 0; i < replacement.length(); i++) {
        add(replacement.charAt(i), span.start(), span.end());
      }
      return this;
    }

    int length() {
      return text.length();
    }

    TextView build(List<String> kinds) {
      return new TextView(List.copyOf(kinds), text.toString(), from, to);
    }

    /// The reading of `source` by one more step.
    TextView build(TextView source, String kind) {
      List<String> kinds = new ArrayList<>(source.kinds);
      kinds.add(kind);
      return build(kinds);
    }
  }
}
