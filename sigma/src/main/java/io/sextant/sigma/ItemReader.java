package io.sextant.sigma;

import static io.sextant.sigma.IssueLog.quote;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads one `field|modifiers: values` of a selection.
final class ItemReader {
  private static final Set<Modifier> PLACEMENTS =
      EnumSet.of(Modifier.CONTAINS, Modifier.STARTSWITH, Modifier.ENDSWITH);
  private static final Set<Modifier> LINKING = EnumSet.of(Modifier.ALL, Modifier.NEQ);

  /// More than there are to be combined.
  private static final int MAX_MODIFIERS = 20;

  private final IssueLog log;
  private final ReaderOptions options;

  ItemReader(IssueLog log, ReaderOptions options) {
    this.log = log;
    this.options = options;
  }

  /// Reads an item of a map; empty when it has errors, which were reported.
  Optional<DetectionItem> read(YamlTree.Entry entry) {
    String[] parts = entry.key().split("\\|", -1);
    if (options.arrays()) {
      Optional<MemberSelector> selector = MemberSelector.of(parts[0]);
      if (selector.isPresent()) {
        return new MembersReader(log, options).read(selector.get(), entry);
      }
      parts[0] = MemberSelector.unescaped(parts[0]);
    }
    Optional<List<Modifier>> modifiers = modifiers(parts, entry.keyPlace());
    Optional<List<YamlTree.Scalar>> values = values(entry);
    if (modifiers.isEmpty() || values.isEmpty()) {
      return Optional.empty();
    }
    return item(parts[0], modifiers.get(), values.get(), entry.keyPlace());
  }

  /// Reads plain values that stand for keywords.
  Optional<DetectionItem> keywords(List<YamlTree.Scalar> values, Place place) {
    return item("", List.of(), values, place);
  }

  private Optional<List<Modifier>> modifiers(String[] parts, Place place) {
    List<Modifier> modifiers = new ArrayList<>();
    if (parts.length > MAX_MODIFIERS) {
      combination(place, "a field has " + (parts.length - 1) + " modifiers", "A few are enough.");
      return Optional.empty();
    }
    boolean allKnown = true;
    int column = parts[0].length() + 1;
    for (int i = 1; i < parts.length; i++) {
      Optional<Modifier> modifier = Modifier.named(parts[i]);
      if (modifier.isEmpty()) {
        allKnown = false;
        log.error(
            IssueCode.UNKNOWN_MODIFIER,
            place.right(column),
            "unknown modifier " + quote(parts[i]),
            Suggestion.hint(
                parts[i],
                Modifier.allNames(),
                "Known are " + String.join(", ", Modifier.allNames()) + "."));
      }
      modifier.ifPresent(modifiers::add);
      column += parts[i].length() + 1;
    }
    return allKnown ? Optional.of(modifiers) : Optional.empty();
  }

  private Optional<List<YamlTree.Scalar>> values(YamlTree.Entry entry) {
    return switch (entry.value()) {
      case YamlTree.Scalar scalar -> Optional.of(List.of(scalar));
      case YamlTree.Mapping _ -> {
        log.error(
            IssueCode.VALUE_TYPE,
            entry.value().place(),
            "the field "
                + quote(entry.key())
                + " must have a value or a list of values, found a map",
            options.arrays()
                ? "Write nested fields with dots: outer.inner; members of an array as field[any]."
                : "Write nested fields with dots: outer.inner.");
        yield Optional.empty();
      }
      case YamlTree.Sequence sequence -> listed(sequence, entry);
    };
  }

  private Optional<List<YamlTree.Scalar>> listed(YamlTree.Sequence sequence, YamlTree.Entry entry) {
    List<YamlTree.Scalar> scalars = new ArrayList<>();
    for (YamlTree item : sequence.items()) {
      if (item instanceof YamlTree.Scalar scalar) {
        scalars.add(scalar);
      } else {
        log.error(
            IssueCode.VALUE_TYPE,
            item.place(),
            "a list of values may hold no " + item.kind().substring(2),
            "Write one value on each line.");
      }
    }
    if (sequence.items().isEmpty()) {
      log.error(
          IssueCode.VALUE_TYPE,
          sequence.place(),
          "the field " + quote(entry.key()) + " has an empty list, which nothing matches",
          "Give values, or remove the field.");
    }
    return scalars.isEmpty() ? Optional.empty() : Optional.of(scalars);
  }

  private Optional<DetectionItem> item(
      String field, List<Modifier> modifiers, List<YamlTree.Scalar> values, Place place) {
    int errorsBefore = log.errors();
    Set<Modifier> present = EnumSet.noneOf(Modifier.class);
    present.addAll(modifiers);
    if (present.size() < modifiers.size()) {
      combination(place, "a modifier stands twice", "Remove one.");
    }
    warnAboutValues(present, values, place);
    List<ValueTest> tests = tests(field, modifiers, present, values, place);
    if (log.errors() > errorsBefore || tests.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new DetectionItem(
            field.replace(" ", ""),
            modifiers,
            tests,
            present.contains(Modifier.ALL),
            present.contains(Modifier.NEQ),
            place.line(),
            place.column()));
  }

  private void warnAboutValues(Set<Modifier> present, List<YamlTree.Scalar> values, Place place) {
    if (present.contains(Modifier.ALL) && values.size() == 1) {
      log.warning(
          IssueCode.ALL_ON_ONE,
          place,
          "the modifier 'all' has one value only and changes nothing",
          "Remove it, or list more values.");
    }
    for (YamlTree.Scalar value : values) {
      if (!present.contains(Modifier.RE)) {
        ScalarValue.ambiguity(value)
            .ifPresent(other ->
                log.warning(
                    IssueCode.AMBIGUOUS_SCALAR,
                    value.place(),
                    "read as " + value.kind() + " as YAML 1.1 does; YAML 1.2 reads " + other,
                    "Quote it if it is a text."));
      }
      if (values.size() > 1 && ScalarValue.of(value) instanceof ScalarValue.Null) {
        log.warning(
            IssueCode.NULL_IN_LIST,
            value.place(),
            "null in a list of values: the specification forbids it; the field may then be missing",
            "Make a selection of its own for the missing field.");
      }
    }
  }

  private List<ValueTest> tests(
      String field,
      List<Modifier> modifiers,
      Set<Modifier> present,
      List<YamlTree.Scalar> values,
      Place place) {
    Set<Modifier> kinds =
        EnumSet.copyOf(present.isEmpty() ? EnumSet.noneOf(Modifier.class) : present);
    kinds.removeAll(LINKING);
    TestReader reader = new TestReader(log, options.placeholders(), field, modifiers, kinds, place);
    if (!reader.combinationAllowed()) {
      return List.of();
    }
    List<ValueTest> tests = new ArrayList<>();
    for (YamlTree.Scalar value : values) {
      tests.addAll(reader.read(value));
    }
    return tests;
  }

  private void combination(Place place, String message, String hint) {
    log.error(IssueCode.MODIFIER_COMBINATION, place, message, hint);
  }

  /// Whether a modifier says where in the value a text must stand.
  static boolean isPlacement(Modifier modifier) {
    return PLACEMENTS.contains(modifier);
  }
}
