package io.sextant.sigma.translate;

import io.sextant.sigma.SigmaString;
import io.sextant.sigma.SigmaString.Part;
import io.sextant.sigma.ValueTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Looks at patterns in the ways that query languages need.
final class Patterns {
  /// Alternatives up to which a pattern is written out.
  private static final int MAX_VARIANTS = 125;

  private static final String SPECIAL_IN_REGEX = "\\.[]{}()<>*+-=!?^$|#&~@/\"";

  private Patterns() {}

  /// A plain text with a place: what a simple pattern is.
  record Placed(String text, ValueTest.Placement placement) {}

  /// The pattern as a plain text at a place; empty when it has other wildcards or alternatives.
  static Optional<Placed> placed(SigmaString pattern) {
    List<Part> parts = pattern.parts();
    boolean openStart = parts.size() > 1 && parts.getFirst() == SigmaString.Wildcard.ANY;
    boolean openEnd = parts.size() > 1 && parts.getLast() == SigmaString.Wildcard.ANY;
    List<Part> inner = parts.subList(openStart ? 1 : 0, parts.size() - (openEnd ? 1 : 0));
    if (inner.size() > 1
        || (inner.size() == 1 && !(inner.getFirst() instanceof SigmaString.Plain))) {
      return Optional.empty();
    }
    String text = inner.isEmpty() ? "" : ((SigmaString.Plain) inner.getFirst()).text();
    ValueTest.Placement placement =
        openStart && openEnd
            ? ValueTest.Placement.INSIDE
            : openStart
                ? ValueTest.Placement.END
                : openEnd ? ValueTest.Placement.START : ValueTest.Placement.EQUAL;
    return Optional.of(new Placed(text, placement));
  }

  /// Whether it is `*`: any value.
  static boolean isAny(SigmaString pattern) {
    return pattern.parts().equals(List.of(SigmaString.Wildcard.ANY));
  }

  static boolean has(SigmaString pattern, SigmaString.Wildcard wildcard) {
    return pattern.parts().contains(wildcard);
  }

  /// The same pattern without alternatives, once for each.
  static List<SigmaString> variants(SigmaString pattern) {
    List<List<Part>> variants = List.of(List.of());
    for (Part part : pattern.parts()) {
      List<List<Part>> longer = new ArrayList<>();
      for (List<Part> before : variants) {
        for (Part choice : choices(part)) {
          List<Part> more = new ArrayList<>(before);
          more.add(choice);
          longer.add(more);
        }
      }
      if (longer.size() > MAX_VARIANTS) {
        throw new Unsupported("'windash' with more than " + MAX_VARIANTS + " variants");
      }
      variants = longer;
    }
    return variants.stream().map(Patterns::merged).toList();
  }

  private static List<Part> choices(Part part) {
    return part instanceof SigmaString.OneOf(String characters)
        ? characters
            .chars()
            .<Part>mapToObj(c -> new SigmaString.Plain(Character.toString(c)))
            .toList()
        : List.of(part);
  }

  private static SigmaString merged(List<Part> parts) {
    List<Part> merged = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof SigmaString.Plain(String text)
          && !merged.isEmpty()
          && merged.getLast() instanceof SigmaString.Plain(String before)) {
        merged.set(merged.size() - 1, new SigmaString.Plain(before + text));
      } else {
        merged.add(part);
      }
    }
    return new SigmaString(merged);
  }

  /// The pattern with its wildcards written as given and its plain text escaped.
  static String written(SigmaString pattern, String any, String one, UnaryOperator<String> escape) {
    StringBuilder text = new StringBuilder();
    for (Part part : pattern.parts()) {
      switch (part) {
        case SigmaString.Plain(String plain) -> text.append(escape.apply(plain));
        case SigmaString.OneOf(String characters) ->
            text.append('[').append(characters).append(']');
        case SigmaString.Wildcard wildcard ->
            text.append(wildcard == SigmaString.Wildcard.ANY ? any : one);
      }
    }
    return text.toString();
  }

  /// Every one of these characters behind a backslash.
  static String escaped(String text, String special) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (special.indexOf(text.charAt(i)) >= 0) {
        escaped.append('\\');
      }
      escaped.append(text.charAt(i));
    }
    return escaped.toString();
  }

  /// A regular expression, in the common syntax, that matches exactly what the pattern does.
  static String regex(SigmaString pattern) {
    return written(pattern, ".*", ".", text -> escaped(text, "\\.[]{}()*+?^$|"))
        .replace("[-/", "[\\-/");
  }

  /// Flags as the beginning of an expression.
  static String flags(Set<ValueTest.RegexFlag> flags) {
    StringBuilder letters = new StringBuilder();
    if (flags.contains(ValueTest.RegexFlag.IGNORE_CASE)) {
      letters.append('i');
    }
    if (flags.contains(ValueTest.RegexFlag.MULTILINE)) {
      letters.append('m');
    }
    if (flags.contains(ValueTest.RegexFlag.DOT_ALL)) {
      letters.append('s');
    }
    return letters.isEmpty() ? "" : "(?" + letters + ")";
  }

  /// Text for an expression of Lucene, where more characters are special.
  static String luceneEscaped(String text) {
    return escaped(text, SPECIAL_IN_REGEX);
  }

  static boolean isAscii(SigmaString pattern) {
    return pattern.parts().stream()
        .allMatch(part ->
            !(part instanceof SigmaString.Plain(String text))
                || text.chars().allMatch(c -> c < 128 || !Character.isLetter(c)));
  }
}
