package io.sextant.sigma.lint;

import io.sextant.sigma.Issue;
import io.sextant.sigma.RuleHeader;
import java.util.List;

/// Checks the tags of a rule against a catalogue that this library does not know.
@FunctionalInterface
public interface TagCheck {
  /// Every tag is taken.
  TagCheck NONE = rule -> List.of();

  /// What is wrong with the tags.
  List<Issue> problems(RuleHeader rule);
}
