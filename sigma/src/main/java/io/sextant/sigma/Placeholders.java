package io.sextant.sigma;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Values for the `%name%` of rules that use the modifier `expand`. A value is written as in a
/// rule: its wildcards count, and within a regular expression it is a piece of the expression.
public record Placeholders(Map<String, List<String>> values) {
  /// None: every rule that needs one is refused.
  public static final Placeholders NONE = new Placeholders(Map.of());

  /// Texts that one pattern may expand to.
  private static final int MAX_EXPANSIONS = 10_000;

  /// Characters that are put together for one pattern.
  private static final long MAX_CHARACTERS = 4 << 20;

  /// A piece of a text: plain, or the name of a placeholder.
  private record Piece(String text, boolean isName) {}

  public Placeholders {
    Map<String, List<String>> copy = new HashMap<>();
    values.forEach((name, list) -> copy.put(name, List.copyOf(list)));
    values = Map.copyOf(copy);
  }

  /// The first name in the text that has no values.
  Optional<String> missing(String text) {
    return pieces(text).stream()
        .filter(piece -> piece.isName() && of(piece).isEmpty())
        .map(Piece::text)
        .findFirst();
  }

  /// The text with every placeholder replaced by each of its values; none may be missing. Empty
  /// when these are too many texts, or too long ones.
  List<String> expand(String text) {
    List<String> texts = List.of("");
    long characters = 0;
    boolean full = false;
    for (Piece piece : pieces(text)) {
      List<String> longer = new ArrayList<>();
      for (String before : texts) {
        for (String more : piece.isName() ? of(piece) : List.of(piece.text())) {
          if (longer.size() < MAX_EXPANSIONS && characters < MAX_CHARACTERS) {
            characters += before.length() + more.length();
            longer.add(before + more);
          } else {
            full = true;
          }
        }
      }
      texts = longer;
    }
    return full ? List.of() : texts;
  }

  private List<String> of(Piece name) {
    return values.getOrDefault(name.text(), List.of());
  }

  /// Takes a text apart; `\%` is a plain percent sign, `\\` stays as it is.
  private static List<Piece> pieces(String text) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean pair = c == '\\' && at + 1 < text.length();
      if (pair && text.charAt(at + 1) == '%') {
        plain.append('%');
        at += 2;
      } else if (pair) {
        plain.append(c).append(text.charAt(at + 1));
        at += 2;
      } else {
        int end = c == '%' ? text.indexOf('%', at + 1) : -1;
        if (end > at + 1 && text.substring(at, end).indexOf('\\') < 0) {
          pieces.add(new Piece(plain.toString(), false));
          plain.setLength(0);
          pieces.add(new Piece(text.substring(at + 1, end), true));
          at = end + 1;
        } else {
          plain.append(c);
          at++;
        }
      }
    }
    pieces.add(new Piece(plain.toString(), false));
    return pieces;
  }
}
