package io.sextant.sigma;

import java.util.List;

/// Where an engine gets the values of an event's fields from; what a field name means in one
/// concrete form of event is decided here alone.
interface FieldSource {
  /// Adds every scalar that the path leads to, and marks the values present when it leads anywhere.
  void collect(FieldPath path, FieldValues into);

  /// Adds every scalar of the event, at any depth.
  void collectAll(FieldValues into);

  /// The members of the arrays that the path leads to, each as an event of its own.
  ///
  /// @param arraysOnly whether a value that is no array has no members; else it is its own only one
  List<FieldSource> members(FieldPath path, boolean arraysOnly);
}
