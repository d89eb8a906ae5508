package io.sextant.sigma;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.sextant.sigma.ValueTest.RegexFlag;
import io.sextant.sigma.regex.RegexSyntax;
import java.util.Set;

/// Decides whether a regular expression of a rule can be run exactly, in time linear in the text.
final class RegexChecker {
  /// Longest expression, in characters.
  private static final int MAX_LENGTH = 20_000;

  /// Largest program, in instructions; matching costs at most this for each character.
  private static final int MAX_SIZE = 20_000;

  private RegexChecker() {}

  /// Reports what is wrong.
  ///
  /// @return whether it can be used
  static boolean check(String pattern, Set<RegexFlag> flags, Place place, IssueLog log) {
    if (pattern.length() > MAX_LENGTH) {
      tooLarge(
          place,
          "it has " + pattern.length() + " characters; at most " + MAX_LENGTH + " are allowed",
          log);
      return false;
    }
    try {
      long size = RegexSyntax.parse(prefix(flags) + pattern).size();
      if (size > MAX_SIZE) {
        tooLarge(
            place,
            "its repetitions make a program of "
                + size
                + " steps; at most "
                + MAX_SIZE
                + " are allowed",
            log);
        return false;
      }
      if (!log.budget().takesExpression(size)) {
        tooLarge(place, "with it, those of the file make programs of more than 1000000 steps", log);
        return false;
      }
      Pattern.compile(pattern, flags(flags));
      return true;
    } catch (RegexSyntax.NotExact e) {
      log.error(
          IssueCode.REGEX_NOT_EXACT,
          place,
          "the expression "
              + IssueLog.quote(pattern)
              + " uses "
              + e.getMessage()
              + " at character "
              + Math.max(1, e.index() + 1 - prefix(flags).length())
              + ", which cannot be evaluated exactly in linear time",
          "Sigma allows . ^ $ * + ? {n,m} [] | () only; split the rest into selections joined by 'and not'.");
    } catch (PatternSyntaxException e) {
      log.error(
          IssueCode.REGEX_SYNTAX,
          place,
          "the expression "
              + IssueLog.quote(pattern)
              + " is not valid: "
              + e.getDescription()
              + (e.getPattern().isEmpty() ? "" : " " + IssueLog.quote(e.getPattern())),
          "The dialect is RE2's; see docs/errors.md.");
    }
    return false;
  }

  private static void tooLarge(Place place, String why, IssueLog log) {
    log.error(
        IssueCode.REGEX_TOO_LARGE,
        place,
        "the expression is too large: " + why,
        "Use smaller repetition counts.");
  }

  /// The flags as an expression states them.
  static String prefix(Set<RegexFlag> flags) {
    StringBuilder letters = new StringBuilder();
    for (RegexFlag flag : flags) {
      letters.append(
          switch (flag) {
            case IGNORE_CASE -> 'i';
            case MULTILINE -> 'm';
            case DOT_ALL -> 's';
          });
    }
    return letters.isEmpty() ? "" : "(?" + letters + ")";
  }

  /// The flags as RE2/J takes them.
  static int flags(Set<RegexFlag> flags) {
    int bits = 0;
    for (RegexFlag flag : flags) {
      bits |=
          switch (flag) {
            case IGNORE_CASE -> Pattern.CASE_INSENSITIVE;
            case MULTILINE -> Pattern.MULTILINE;
            case DOT_ALL -> Pattern.DOTALL;
          };
    }
    return bits;
  }
}
