package io.sextant.sigma;

import static io.sextant.sigma.IssueLog.quote;

import io.sextant.sigma.ValueTest.Placement;
import io.sextant.sigma.ValueTest.RegexFlag;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Turns the values of one item into tests, by the item's modifiers.
final class TestReader {
  /// Longest value, in characters.
  private static final int MAX_VALUE = 20_000;

  /// `?` and dashes of `windash` in one pattern: each may be tried at every place of a text.
  private static final int MAX_CHOICES = 100;

  private static final Set<Modifier> COMPARISONS =
      EnumSet.of(Modifier.LT, Modifier.LTE, Modifier.GT, Modifier.GTE);
  private static final Set<Modifier> CALENDAR = EnumSet.range(Modifier.MINUTE, Modifier.YEAR);
  private static final Set<Modifier> FLAGS =
      EnumSet.of(Modifier.IGNORECASE, Modifier.MULTILINE, Modifier.DOTALL);

  private final IssueLog log;
  private final Placeholders placeholders;
  private final String field;
  private final List<Modifier> modifiers;
  private final Set<Modifier> kinds;
  private final Place place;

  /// @param kinds the modifiers without those that link several values
  TestReader(
      IssueLog log,
      Placeholders placeholders,
      String field,
      List<Modifier> modifiers,
      Set<Modifier> kinds,
      Place place) {
    this.log = log;
    this.placeholders = placeholders;
    this.field = field;
    this.modifiers = modifiers;
    this.kinds = kinds;
    this.place = place;
  }

  /// Whether the modifiers may stand together; reports when not.
  boolean combinationAllowed() {
    if (kinds.isEmpty()) {
      return true;
    }
    Set<Modifier> allowed = EnumSet.allOf(Modifier.class);
    if (kinds.contains(Modifier.RE)) {
      allowed =
          EnumSet.of(
              Modifier.RE,
              Modifier.CASED,
              Modifier.EXPAND,
              Modifier.CONTAINS,
              Modifier.STARTSWITH,
              Modifier.ENDSWITH);
      allowed.addAll(FLAGS);
    } else if (kinds.contains(Modifier.EXISTS)) {
      allowed = EnumSet.of(Modifier.EXISTS);
    } else if (kinds.contains(Modifier.CIDR)) {
      allowed = EnumSet.of(Modifier.CIDR, Modifier.EXPAND);
    } else if (kinds.contains(Modifier.FIELDREF)) {
      allowed =
          EnumSet.of(
              Modifier.FIELDREF,
              Modifier.CASED,
              Modifier.CONTAINS,
              Modifier.STARTSWITH,
              Modifier.ENDSWITH);
    } else if (kinds.stream().anyMatch(CALENDAR::contains)
        || kinds.stream().anyMatch(COMPARISONS::contains)) {
      allowed = EnumSet.copyOf(CALENDAR);
      allowed.addAll(COMPARISONS);
    } else {
      allowed.removeAll(FLAGS);
    }
    return onlyOneOf(CALENDAR)
        && onlyOneOf(COMPARISONS)
        && onlyOneOf(EnumSet.of(Modifier.CONTAINS, Modifier.STARTSWITH, Modifier.ENDSWITH))
        && within(allowed)
        && fieldGiven();
  }

  private boolean onlyOneOf(Set<Modifier> alternatives) {
    if (kinds.size() <= 1) {
      return true;
    }
    List<Modifier> both = kinds.stream().filter(alternatives::contains).toList();
    return both.size() <= 1 || refuse(both.get(0), both.get(1));
  }

  private boolean within(Set<Modifier> allowed) {
    if (allowed.containsAll(kinds)) {
      return true;
    }
    Modifier stranger = kinds.stream().filter(m -> !allowed.contains(m)).findFirst().orElseThrow();
    Modifier other = kinds.stream().filter(m -> m != stranger).findFirst().orElse(stranger);
    return (FLAGS.contains(stranger) && other == stranger)
        ? refuseAlone(stranger)
        : refuse(other, stranger);
  }

  private boolean refuse(Modifier a, Modifier b) {
    log.error(
        IssueCode.MODIFIER_COMBINATION,
        place,
        "the modifiers '" + a.label() + "' and '" + b.label() + "' cannot stand together",
        "Keep one of them.");
    return false;
  }

  private boolean refuseAlone(Modifier modifier) {
    log.error(
        IssueCode.MODIFIER_COMBINATION,
        place,
        "the modifier '" + modifier.label() + "' is a flag of 're' and needs it",
        "Write re|" + modifier.label() + ".");
    return false;
  }

  private boolean fieldGiven() {
    boolean needsField = kinds.contains(Modifier.EXISTS) || kinds.contains(Modifier.FIELDREF);
    if (needsField && field.isEmpty()) {
      log.error(
          IssueCode.MODIFIER_COMBINATION, place, "'exists' and 'fieldref' need a field name", "");
      return false;
    }
    return true;
  }

  /// The tests of one value; none when it has errors.
  List<ValueTest> read(YamlTree.Scalar scalar) {
    if (!isShort(scalar)) {
      return List.of();
    }
    if (kinds.contains(Modifier.EXISTS)) {
      return exists(scalar);
    }
    if (kinds.contains(Modifier.RE)) {
      return regex(scalar);
    }
    if (kinds.contains(Modifier.CIDR)) {
      return network(scalar);
    }
    if (kinds.contains(Modifier.FIELDREF)) {
      return reference(scalar);
    }
    if (kinds.stream().anyMatch(m -> COMPARISONS.contains(m) || CALENDAR.contains(m))) {
      return comparison(scalar);
    }
    return kinds.isEmpty() ? plain(scalar) : text(scalar);
  }

  /// Whether the value is short enough to be looked for in time linear in the event; reports when
  /// not.
  private boolean isShort(YamlTree.Scalar scalar) {
    boolean isShort = scalar.text().length() <= MAX_VALUE;
    if (!isShort) {
      tooLong(scalar, "the value has " + scalar.text().length() + " characters", MAX_VALUE);
    }
    return isShort;
  }

  private void tooLong(YamlTree.Scalar scalar, String what, int most) {
    log.error(
        IssueCode.OVER_LIMIT,
        scalar.place(),
        what + "; at most " + most + " are allowed",
        "Look for the piece that matters.");
  }

  private List<ValueTest> wrongType(YamlTree.Scalar scalar, String expected) {
    log.error(
        IssueCode.VALUE_TYPE,
        scalar.place(),
        "expected " + expected + ", found " + scalar.kind() + " " + quote(scalar.text()),
        "");
    return List.of();
  }

  private List<ValueTest> reference(YamlTree.Scalar scalar) {
    SigmaString name = SigmaString.parse(scalar.text());
    if (name.hasWildcards() || scalar.text().isBlank()) {
      return wrongType(scalar, "the name of a field, without wildcards");
    }
    return List.of(
        new ValueTest.SameAs(
            name.toString().replace(" ", ""), placement(), kinds.contains(Modifier.CASED)));
  }

  private List<ValueTest> exists(YamlTree.Scalar scalar) {
    Optional<Boolean> expected =
        switch (ScalarValue.of(scalar)) {
          case ScalarValue.Bool(boolean value) -> Optional.of(value);
          case ScalarValue.Text(String text) when "true".equalsIgnoreCase(text) ->
              Optional.of(true);
          case ScalarValue.Text(String text) when text.equalsIgnoreCase("false") ->
              Optional.of(false);
          case ScalarValue.Text _, ScalarValue.Numeric _, ScalarValue.Null _ -> Optional.empty();
        };
    return expected
        .map(value -> List.<ValueTest>of(new ValueTest.Exists(value)))
        .orElseGet(() -> wrongType(scalar, "true or false"));
  }

  private List<ValueTest> regex(YamlTree.Scalar scalar) {
    if (ScalarValue.of(scalar) instanceof ScalarValue.Null) {
      return wrongType(scalar, "a regular expression");
    }
    Set<RegexFlag> flags = EnumSet.noneOf(RegexFlag.class);
    if (kinds.contains(Modifier.IGNORECASE)) {
      flags.add(RegexFlag.IGNORE_CASE);
    }
    if (kinds.contains(Modifier.MULTILINE)) {
      flags.add(RegexFlag.MULTILINE);
    }
    if (kinds.contains(Modifier.DOTALL)) {
      flags.add(RegexFlag.DOT_ALL);
    }
    List<ValueTest> tests = new ArrayList<>();
    for (String written : expanded(scalar)) {
      String pattern =
          switch (placement()) {
            case START -> "^(?:" + written + ")";
            case END -> "(?:" + written + ")$";
            case INSIDE, EQUAL -> written;
          };
      if (RegexChecker.check(pattern, flags, scalar.place(), log)) {
        tests.add(new ValueTest.Regex(pattern, flags));
      }
    }
    return tests;
  }

  private Placement placement() {
    if (kinds.contains(Modifier.STARTSWITH)) {
      return Placement.START;
    }
    if (kinds.contains(Modifier.ENDSWITH)) {
      return Placement.END;
    }
    return kinds.contains(Modifier.CONTAINS) ? Placement.INSIDE : Placement.EQUAL;
  }

  private List<ValueTest> network(YamlTree.Scalar scalar) {
    List<ValueTest> tests = new ArrayList<>();
    for (String text : expanded(scalar)) {
      Optional<IpNetwork> network = IpNetwork.parse(text.strip());
      network.ifPresent(n -> tests.add(new ValueTest.Network(n)));
      if (network.isEmpty()) {
        log.error(
            IssueCode.NETWORK,
            scalar.place(),
            quote(text) + " is no IPv4 or IPv6 network",
            "Write an address and a prefix length: 10.0.0.0/8 or fe80::/10.");
      }
    }
    return tests;
  }

  private List<ValueTest> comparison(YamlTree.Scalar scalar) {
    Optional<BigDecimal> number = Numbers.parse(scalar.text());
    if (ScalarValue.of(scalar) instanceof ScalarValue.Numeric(BigDecimal value)) {
      number = Optional.of(value);
    }
    if (number.isEmpty()) {
      return wrongType(scalar, "a number");
    }
    Comparison comparison =
        kinds.stream()
            .filter(COMPARISONS::contains)
            .findFirst()
            .map(m -> Comparison.valueOf(m.name()))
            .orElse(Comparison.EQ);
    Optional<Modifier> part = kinds.stream().filter(CALENDAR::contains).findFirst();
    if (part.isEmpty()) {
      return List.of(new ValueTest.Compare(comparison, number.get()));
    }
    CalendarPart calendar = CalendarPart.valueOf(part.get().name());
    boolean whole = number.get().stripTrailingZeros().scale() <= 0;
    if (!whole || number.get().precision() > 9 || !calendar.admits(number.get().longValue())) {
      return wrongType(scalar, "a " + calendar.range());
    }
    return List.of(new ValueTest.Calendar(calendar, comparison, number.get().longValue()));
  }

  private List<ValueTest> plain(YamlTree.Scalar scalar) {
    return switch (ScalarValue.of(scalar)) {
      case ScalarValue.Null _ when field.isEmpty() -> wrongType(scalar, "a keyword");
      case ScalarValue.Null _ -> List.of(new ValueTest.Null());
      case ScalarValue.Bool(boolean value) when !field.isEmpty() ->
          List.of(new ValueTest.Bool(value));
      case ScalarValue.Numeric(BigDecimal value) when !field.isEmpty() ->
          List.of(new ValueTest.Numeric(value));
      case ScalarValue.Text(String text) when !field.isEmpty() -> plainText(text, scalar);
      case ScalarValue.Text _, ScalarValue.Bool _, ScalarValue.Numeric _ -> text(scalar);
    };
  }

  private List<ValueTest> plainText(String text, YamlTree.Scalar scalar) {
    Optional<ValueTest.Compare> quoted = QuotedComparison.parse(text);
    if (quoted.isEmpty()) {
      SigmaString pattern = SigmaString.parse(text);
      return fits(pattern, scalar) ? List.of(new ValueTest.Text(pattern, false)) : List.of();
    }
    Comparison comparison = quoted.get().comparison();
    log.warning(
        IssueCode.QUOTED_COMPARISON,
        scalar.place(),
        quote(text) + " is taken as a comparison of numbers, not as a text",
        "Sigma writes "
            + field
            + (comparison == Comparison.EQ ? "" : "|" + comparison.label())
            + ": "
            + quoted.get().bound().toPlainString());
    return List.of(quoted.get());
  }

  private List<ValueTest> text(YamlTree.Scalar scalar) {
    if (ScalarValue.of(scalar) instanceof ScalarValue.Null) {
      return wrongType(scalar, "a text");
    }
    List<TextTransform> patterns = new ArrayList<>();
    for (String text : expanded(scalar)) {
      patterns.add(new TextTransform(SigmaString.parse(text), false));
    }
    for (Modifier modifier : modifiers) {
      patterns = applied(modifier, patterns, scalar);
    }
    boolean keyword = field.isEmpty() && kinds.stream().noneMatch(ItemReader::isPlacement);
    boolean cased = kinds.contains(Modifier.CASED);
    List<ValueTest> tests = new ArrayList<>(patterns.size());
    for (TextTransform transform : patterns) {
      SigmaString pattern = transform.pattern();
      if (!fits(pattern, scalar)) {
        return List.of();
      }
      tests.add(new ValueTest.Text(keyword ? pattern.openStart().openEnd() : pattern, cased));
    }
    return tests;
  }

  private boolean fits(SigmaString pattern, YamlTree.Scalar scalar) {
    int choices = 0;
    for (SigmaString.Part part : pattern.parts()) {
      if (part == SigmaString.Wildcard.ONE || part instanceof SigmaString.OneOf) {
        choices++;
      }
    }
    if (choices > MAX_CHOICES) {
      tooLong(scalar, "the value has " + choices + " question marks or dashes", MAX_CHOICES);
      return false;
    }
    boolean fits = log.budget().takesText(pattern.length());
    if (!fits) {
      log.error(
          IssueCode.OVER_LIMIT,
          scalar.place(),
          "the modifiers make too much text out of the values of this file",
          "Use fewer values, dashes or placeholders, or several files.");
    }
    return fits;
  }

  private List<TextTransform> applied(
      Modifier modifier, List<TextTransform> patterns, YamlTree.Scalar scalar) {
    return switch (modifier) {
      case CONTAINS -> map(patterns, SigmaStringChange.OPEN_BOTH);
      case STARTSWITH -> map(patterns, SigmaStringChange.OPEN_END);
      case ENDSWITH -> map(patterns, SigmaStringChange.OPEN_START);
      case WINDASH -> map(patterns, SigmaStringChange.ANY_DASH);
      case UTF16LE -> utf16(patterns, Modifier.UTF16LE);
      case UTF16BE -> utf16(patterns, Modifier.UTF16BE);
      case UTF16 -> utf16(patterns, Modifier.UTF16);
      case BASE64, BASE64OFFSET -> base64(modifier, patterns, scalar);
      case ALL,
          EXISTS,
          CASED,
          NEQ,
          RE,
          IGNORECASE,
          MULTILINE,
          DOTALL,
          LT,
          LTE,
          GT,
          GTE,
          MINUTE,
          HOUR,
          DAY,
          WEEK,
          MONTH,
          YEAR,
          CIDR,
          EXPAND,
          FIELDREF ->
          patterns;
    };
  }

  private enum SigmaStringChange {
    OPEN_BOTH,
    OPEN_START,
    OPEN_END,
    ANY_DASH;

    SigmaString apply(SigmaString pattern) {
      return switch (this) {
        case OPEN_BOTH -> pattern.openStart().openEnd();
        case OPEN_START -> pattern.openStart();
        case OPEN_END -> pattern.openEnd();
        case ANY_DASH -> pattern.anyDash();
      };
    }
  }

  private static List<TextTransform> map(List<TextTransform> patterns, SigmaStringChange change) {
    List<TextTransform> changed = new ArrayList<>(patterns.size());
    for (TextTransform pattern : patterns) {
      changed.add(new TextTransform(change.apply(pattern.pattern()), pattern.bytes()));
    }
    return changed;
  }

  private static List<TextTransform> utf16(List<TextTransform> patterns, Modifier modifier) {
    boolean bigEndian = modifier == Modifier.UTF16BE;
    return patterns.stream()
        .map(p ->
            p.utf16(
                bigEndian ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE,
                modifier == Modifier.UTF16))
        .toList();
  }

  private List<TextTransform> base64(
      Modifier modifier, List<TextTransform> patterns, YamlTree.Scalar scalar) {
    List<TextTransform> encoded = new ArrayList<>();
    for (TextTransform pattern : patterns) {
      if (pattern.pattern().hasWildcards()) {
        log.error(
            IssueCode.ENCODED_WILDCARD,
            scalar.place(),
            "a wildcard cannot be encoded by '" + modifier.label() + "'",
            "Escape it, and put contains, startswith or endswith after the encoding.");
        return List.of();
      }
      encoded.addAll(modifier == Modifier.BASE64 ? pattern.base64() : pattern.base64Offset());
    }
    if (encoded.isEmpty()) {
      log.error(
          IssueCode.MODIFIER_COMBINATION,
          scalar.place(),
          "too many dashes: more than 625 texts, or long ones, would have to be encoded",
          "Remove 'windash', or shorten the text.");
    }
    return encoded;
  }

  private List<String> expanded(YamlTree.Scalar scalar) {
    String text = scalar.text();
    if (ScalarValue.of(scalar) instanceof ScalarValue.Bool) {
      text = text.toLowerCase(Locale.ROOT);
    }
    if (!kinds.contains(Modifier.EXPAND)) {
      return List.of(text);
    }
    Optional<String> missing = placeholders.missing(text);
    if (missing.isPresent()) {
      log.error(
          IssueCode.PLACEHOLDER,
          scalar.place(),
          "the placeholder %"
              + missing.get()
              + "% has no values here, so the rule cannot be evaluated",
          "Give values for it, or write them into the rule.");
      return List.of();
    }
    List<String> texts = placeholders.expand(text);
    if (texts.isEmpty()) {
      log.error(
          IssueCode.OVER_LIMIT,
          scalar.place(),
          "the placeholders stand for too many texts",
          "Give fewer values.");
    }
    return texts;
  }
}
