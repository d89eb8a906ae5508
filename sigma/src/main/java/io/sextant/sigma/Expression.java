package io.sextant.sigma;

import com.google.re2j.Pattern;
import java.util.List;

/// A regular expression. When its matches are of bounded length, only the surroundings of its
/// mandatory texts are looked at.
final class Expression implements ValueMatcher {
  /// Characters kept around a possible match, so that anchors and word boundaries see their
  /// neighbours.
  private static final int MARGIN = 2;

  /// Texts up to this many times as long as a possible match are searched as a whole.
  private static final int MIN_GAIN = 3;

  private final Pattern pattern;
  private final List<List<String>> mandatory;
  private final String[] anchors;
  private final int longest;
  private final int shortest;

  private Expression(Pattern pattern, RegexTree tree) {
    this.pattern = pattern;
    this.mandatory = tree.mandatory();
    this.longest = tree.longest();
    this.shortest = tree.shortest();
    this.anchors =
        mandatory.isEmpty()
            ? new String[0]
            : mandatory.getFirst().stream().map(CaseFold::fold).toArray(String[]::new);
  }

  static Expression of(ValueTest.Regex regex) {
    return new Expression(
        Pattern.compile(regex.pattern(), RegexChecker.flags(regex.flags())),
        RegexSyntax.parse(regex.pattern()));
  }

  @Override
  public List<List<String>> mandatory() {
    return mandatory;
  }

  @Override
  public boolean matches(FieldValue value) {
    if (value.isNull() || value.length() < shortest) {
      return false;
    }
    if (anchors.length == 0) {
      return find(value.text());
    }
    boolean whole =
        longest == RegexTree.UNBOUNDED || value.text().length() < (long) MIN_GAIN * longest;
    return whole
        ? occurs(value.folded()) && find(value.text())
        : nearby(value.text(), value.folded()) && find(value.text());
  }

  private boolean find(String text) {
    return pattern.matcher(text).find();
  }

  private boolean occurs(String folded) {
    for (String anchor : anchors) {
      if (folded.contains(anchor)) {
        return true;
      }
    }
    return false;
  }

  /// Whether it is found near a mandatory text, taken by itself. What is found there may hang on
  /// where the piece was cut, so that a find must be made sure of; what is not found there is not
  /// found in the whole.
  private boolean nearby(String text, String folded) {
    for (String anchor : anchors) {
      int reach = longest - anchor.length() + MARGIN;
      int at = folded.indexOf(anchor);
      while (at >= 0) {
        int from = Math.max(0, at - reach);
        int to = Math.min(text.length(), at + anchor.length() + reach);
        int next = folded.indexOf(anchor, at + 1);
        while (next >= 0 && next - reach <= to) {
          to = Math.min(text.length(), next + anchor.length() + reach);
          next = folded.indexOf(anchor, next + 1);
        }
        if (find(text.substring(from, to))) {
          return true;
        }
        at = next;
      }
    }
    return false;
  }
}
