package io.sextant.sigma;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The first `[…]` of a field's name: the array, what is asked of its members, and the name inside
/// a member.
///
/// @param word what stands between the brackets
/// @param rest the name inside a member; empty when the member itself is meant
record MemberSelector(String array, String word, String rest) {
  /// Longest position, in digits.
  private static final int MAX_DIGITS = 9;

  private static final Pattern POSITION = Pattern.compile("-?[0-9]{1," + MAX_DIGITS + "}");

  /// A bracket at the end of a segment that is not escaped by a backslash.
  private static final Pattern FIRST =
      Pattern.compile("(?<!\\\\)\\[([^\\[\\]]*)](?=[.\\[]|$)", Pattern.DOTALL);

  /// Empty when the name selects no members.
  static Optional<MemberSelector> of(String field) {
    Matcher bracket = FIRST.matcher(field);
    if (!bracket.find()) {
      return Optional.empty();
    }
    String rest = field.substring(bracket.end());
    return Optional.of(
        new MemberSelector(
            unescaped(field.substring(0, bracket.start())),
            bracket.group(1),
            rest.startsWith(".")
                ? rest.substring(1)
                : rest.startsWith("[") ? FieldNames.ITSELF + rest : rest));
  }

  /// Which members are meant; empty when the word is not known.
  Optional<ValueTest.Which> which() {
    if (POSITION.matcher(word).matches()) {
      return Optional.of(new ValueTest.Which.At(Integer.parseInt(word)));
    }
    return MemberQuantifier.named(word).map(ValueTest.Which.Some::new);
  }

  /// A name with escaped brackets made plain.
  static String unescaped(String name) {
    return name.replace("\\[", "[").replace("\\]", "]");
  }
}
