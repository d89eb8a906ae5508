package io.sextant.sigma;

import java.util.List;

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

  boolean isKeyword() {
    return field.isEmpty();
  }
}
