package io.sextant.sigma.explain;

import io.sextant.sigma.SigmaString;
import io.sextant.sigma.ValueTest;
import java.util.List;

/// Puts single questions into words.
final class TestWords {
  private TestWords() {}

  static String of(ValueTest test) {
    return switch (test) {
      case ValueTest.Text text -> text(text) + (text.cased() ? " (case counts)" : "");
      case ValueTest.Regex regex -> "matches " + regex.describe() + flags(regex);
      case ValueTest.Numeric _ -> "is the number " + test.describe();
      case ValueTest.Bool _ -> "is " + test.describe();
      case ValueTest.Null _ -> "is missing or null";
      case ValueTest.Exists(boolean expected) -> expected ? "is there" : "is not there";
      case ValueTest.Compare _ -> "is a number " + test.describe();
      case ValueTest.Calendar _ -> "is a time with " + test.describe();
      case ValueTest.Network _ -> "is an address of " + test.describe();
      case ValueTest.SameAs _ -> "is " + test.describe();
      case ValueTest.Members _ -> "has " + test.describe();
    };
  }

  private static String flags(ValueTest.Regex regex) {
    return regex.flags().contains(ValueTest.RegexFlag.IGNORE_CASE) ? " without case" : "";
  }

  private static String text(ValueTest.Text test) {
    List<SigmaString.Part> parts = test.pattern().parts();
    boolean start = parts.size() > 1 && parts.getFirst() == SigmaString.Wildcard.ANY;
    boolean end = parts.size() > 1 && parts.getLast() == SigmaString.Wildcard.ANY;
    SigmaString inner = new SigmaString(parts.subList(start ? 1 : 0, parts.size() - (end ? 1 : 0)));
    if (parts.isEmpty()) {
      return "is empty";
    }
    if (parts.equals(List.of(SigmaString.Wildcard.ANY))) {
      return "has any value";
    }
    if (!inner.isPlain()) {
      return "is like '" + test.pattern() + "'";
    }
    String how = start && end ? "contains" : start ? "ends with" : end ? "starts with" : "is";
    return how + " '" + inner + "'";
  }
}
