package io.sextant.sigma;

import java.util.List;
import java.util.stream.Stream;

/// One `field|modifiers: values` of a rule, with the modifiers already worked into the tests.
///
/// @param field the field's name; empty for a keyword, which is looked for in every value
/// @param modifiers as written, for printing and linting
/// @param tests what a value is asked; never empty
/// @param all every test must hold (each on any value), not just one
/// @param negated the item holds when the tests do not (`neq`)
public record DetectionItem(
    String field,
    List<Modifier> modifiers,
    List<ValueTest> tests,
    boolean all,
    boolean negated,
    int line,
    int column) {

  public DetectionItem {
    modifiers = List.copyOf(modifiers);
    tests = List.copyOf(tests);
  }

  /// The names of the fields it asks for: its own, and one that it compares with.
  public Stream<String> fields() {
    return Stream.concat(
        Stream.of(field),
        tests.stream()
            .flatMap(test ->
                test instanceof ValueTest.SameAs same ? Stream.of(same.field()) : Stream.empty()));
  }

  boolean isKeyword() {
    return field.isEmpty();
  }
}
