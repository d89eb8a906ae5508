package io.sextant.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A text pattern of a rule: plain text between wildcards.
///
/// A backslash before `*`, `?` or `\` makes that character plain; any other backslash is plain
/// itself. Sigma specification 2.1.0, "Escaping".
public record SigmaString(List<Part> parts) {
  /// The whole of an empty text.
  public static final SigmaString EMPTY = new SigmaString(List.of());

  private static final String DASHES = "-/\u2013\u2014\u2015";

  /// A piece of a pattern.
  public sealed interface Part {}

  /// These characters.
  public record Plain(String text) implements Part {}

  /// One of these characters, each a single UTF-16 unit.
  public record OneOf(String characters) implements Part {}

  /// The wildcards.
  public enum Wildcard implements Part {
    /// `*`: any run of characters, also none.
    ANY,
    /// `?`: exactly one character.
    ONE
  }

  public SigmaString {
    parts = List.copyOf(parts);
  }

  /// Reads the text of a rule.
  public static SigmaString parse(String text) {
    List<Part> parts = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() && isSpecial(text.charAt(i + 1))) {
        plain.append(text.charAt(++i));
      } else if (c == '*' || c == '?') {
        flush(plain, parts);
        Wildcard wildcard = c == '*' ? Wildcard.ANY : Wildcard.ONE;
        if (wildcard == Wildcard.ONE || parts.isEmpty() || parts.getLast() != Wildcard.ANY) {
          parts.add(wildcard);
        }
      } else {
        plain.append(c);
      }
    }
    flush(plain, parts);
    return new SigmaString(parts);
  }

  /// Text without wildcards.
  public static SigmaString plain(String text) {
    return text.isEmpty() ? EMPTY : new SigmaString(List.of(new Plain(text)));
  }

  private static boolean isSpecial(char c) {
    return c == '*' || c == '?' || c == '\\';
  }

  private static void flush(StringBuilder plain, List<Part> parts) {
    if (!plain.isEmpty()) {
      parts.add(new Plain(plain.toString()));
      plain.setLength(0);
    }
  }

  public boolean hasWildcards() {
    return parts.stream().anyMatch(part -> part instanceof Wildcard);
  }

  /// How long it is, in UTF-16 units; a wildcard counts as one.
  int length() {
    int length = 0;
    for (Part part : parts) {
      length += part instanceof Plain(String text) ? text.length() : 1;
    }
    return length;
  }

  /// Whether it is one run of plain text, or empty.
  public boolean isPlain() {
    return parts.isEmpty() || (parts.size() == 1 && parts.getFirst() instanceof Plain);
  }

  /// With any text allowed before.
  public SigmaString openStart() {
    if (!parts.isEmpty() && parts.getFirst() == Wildcard.ANY) {
      return this;
    }
    List<Part> opened = new ArrayList<>(parts);
    opened.addFirst(Wildcard.ANY);
    return new SigmaString(opened);
  }

  /// With any text allowed after.
  public SigmaString openEnd() {
    if (!parts.isEmpty() && parts.getLast() == Wildcard.ANY) {
      return this;
    }
    List<Part> opened = new ArrayList<>(parts);
    opened.addLast(Wildcard.ANY);
    return new SigmaString(opened);
  }

  /// With every plain piece changed.
  SigmaString mapPlain(UnaryOperator<String> change) {
    return new SigmaString(
        parts.stream()
            .map(part -> part instanceof Plain(String text) ? new Plain(change.apply(text)) : part)
            .toList());
  }

  /// With every dash or `/` that begins a parameter (no word character before, one after) standing
  /// for any of the five dashes that Windows programs accept.
  SigmaString anyDash() {
    List<Part> dashed = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Plain(String text)) {
        addDashed(text, dashed);
      } else {
        dashed.add(part);
      }
    }
    return new SigmaString(dashed);
  }

  private static void addDashed(String text, List<Part> to) {
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      boolean dash = DASHES.indexOf(text.charAt(i)) >= 0;
      if (dash && !isWord(text, i - 1) && isWord(text, i + 1)) {
        if (i > from) {
          to.add(new Plain(text.substring(from, i)));
        }
        to.add(new OneOf(DASHES));
        from = i + 1;
      }
    }
    if (from < text.length()) {
      to.add(new Plain(text.substring(from)));
    }
  }

  private static boolean isWord(String text, int index) {
    return index >= 0
        && index < text.length()
        && (Character.isLetterOrDigit(text.charAt(index)) || text.charAt(index) == '_');
  }

  /// Every text without alternatives that it stands for, or an empty list when there are more than
  /// `limit`. Must have no wildcards.
  List<String> spelledOut(int limit) {
    List<String> texts = List.of("");
    for (Part part : parts) {
      List<String> longer = new ArrayList<>();
      for (String text : texts) {
        switch (part) {
          case Plain(String more) -> longer.add(text + more);
          case OneOf(String characters) ->
              characters.chars().forEach(c -> longer.add(text + (char) c));
          case Wildcard _ -> throw new IllegalStateException("a wildcard cannot be spelled out");
        }
      }
      if (longer.size() > limit) {
        return List.of();
      }
      texts = longer;
    }
    return texts;
  }

  /// The pattern as a rule would write it.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Plain(String plain) -> text.append(plain);
        case OneOf(String characters) -> text.append(characters.charAt(0));
        case Wildcard wildcard -> text.append(wildcard == Wildcard.ANY ? '*' : '?');
      }
    }
    return text.toString();
  }
}
