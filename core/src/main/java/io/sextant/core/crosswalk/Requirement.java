package io.sextant.core.crosswalk;

import io.sextant.core.control.RequirementRef;

/// One entry of a framework.
///
/// @param title a name as published, or our own short one; empty where only the id may be shown
public record Requirement(RequirementRef ref, String title) {
  /// For people: the id with its title.
  public String shown() {
    return title.isEmpty() ? ref.id() : ref.id() + " " + title;
  }
}
