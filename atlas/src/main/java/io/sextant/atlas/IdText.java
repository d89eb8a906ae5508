package io.sextant.atlas;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Recognises ids in what people and other tools write: `t0051`, `ATLAS:T0051`, `AML/T0024/000`,
/// `atlas.aml.t0051`, `https://atlas.mitre.org/techniques/AML.T0051`.
final class IdText {
  /// Longest text that is looked at as an id; a longer one is a name or prose.
  static final int MAX_LENGTH = 120;

  private static final Pattern EXACT =
      Pattern.compile("AML(?:\\.[A-Z0-9]+)?\\.(?:(TA|M|CS)\\d{4}|(T)\\d{4}(?:\\.\\d{3})?)");
  private static final Pattern ADDRESS = Pattern.compile("(?i)https?://[^/]+/(?:[a-z-]+/)?(.+?)/?");
  private static final Pattern PREFIX =
      Pattern.compile("(?:(?:MITRE|ATLAS|AML)[ .:/_-]+)*", Pattern.CASE_INSENSITIVE);
  private static final Pattern BODY =
      Pattern.compile(
          "(?:([A-Z][A-Z0-9]{1,15})\\.)?(TA|T|M|CS)[ ._-]?(\\d{1,6})(?:[ ./:_-](\\d{1,6}))?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SEGMENT = Pattern.compile("AML\\.[A-Z0-9]+\\.[A-Z]+\\d.*");
  private static final int DIGITS = 4;
  private static final int SUB_DIGITS = 3;

  private IdText() {}

  static Optional<AtlasId> exact(String text) {
    Matcher matcher = EXACT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String letters = matcher.group(1);
    if (letters == null) {
      return Optional.of(new TechniqueId(text));
    }
    return Optional.of(
        switch (letters) {
          case "TA" -> new TacticId(text);
          case "M" -> new MitigationId(text);
          default -> new CaseStudyId(text);
        });
  }

  /// Whether a well-formed id has a segment between `AML.` and its letters.
  static boolean hasSegment(String id) {
    return SEGMENT.matcher(id).matches();
  }

  /// What a text is when read as an id.
  sealed interface Reading {}

  /// A well-formed id, however it was written.
  record Id(AtlasId id) implements Reading {}

  /// Meant as an id, but not of its form: too few digits, a tactic with a sub number, …
  ///
  /// @param repaired the well-formed id it may stand for
  record Broken(String reason, Optional<AtlasId> repaired) implements Reading {}

  /// Not an id at all: a name or free text.
  record NotAnId() implements Reading {}

  static Reading read(String typed) {
    String text = typed.strip();
    if (text.length() > MAX_LENGTH) {
      return new NotAnId();
    }
    Matcher address = ADDRESS.matcher(text);
    if (address.matches()) {
      text = address.group(1);
    }
    Matcher prefix = PREFIX.matcher(text);
    boolean prefixed = prefix.lookingAt() && prefix.end() > 0;
    String rest = text.substring(prefixed ? prefix.end() : 0);
    Matcher body = BODY.matcher(rest);
    if (!body.matches()) {
      boolean meantAsId =
          prefixed && rest.indexOf(' ') < 0 && rest.chars().anyMatch(c -> c >= '0' && c <= '9');
      return meantAsId
          ? new Broken("an id is T, TA, M or CS and four digits after 'AML.'", Optional.empty())
          : new NotAnId();
    }
    return assemble(body);
  }

  private static Reading assemble(Matcher body) {
    String letters = body.group(2).toUpperCase(Locale.ROOT);
    String number = body.group(3);
    String sub = body.group(4) == null ? "" : body.group(4);
    String custom = body.group(1) == null ? "" : body.group(1).toUpperCase(Locale.ROOT) + ".";
    String repaired =
        "AML."
            + custom
            + letters
            + digits(number, DIGITS)
            + (sub.isEmpty() || !letters.equals("T") ? "" : "." + digits(sub, SUB_DIGITS));
    Optional<AtlasId> id = exact(repaired);
    if (!sub.isEmpty() && !letters.equals("T")) {
      return new Broken("only a technique has sub-techniques", id);
    }
    if (number.length() != DIGITS) {
      return new Broken(
          "four digits are expected after " + letters + ", not " + number.length(), id);
    }
    if (!sub.isEmpty() && sub.length() != SUB_DIGITS) {
      return new Broken("a sub-technique has three digits, not " + sub.length(), id);
    }
    return id.<Reading>map(Id::new).orElseGet(NotAnId::new);
  }

  /// Pads with zeros on the left, or takes superfluous zeros away.
  private static String digits(String number, int length) {
    String significant = number.replaceFirst("^0+", "");
    return significant.length() > length
        ? number
        : "0".repeat(length - significant.length()) + significant;
  }
}
