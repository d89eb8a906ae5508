package io.sextant.sigma;

/// Where an engine gets the values of an event's fields from; what a field name means in one
/// concrete form of event is decided here alone.
interface FieldSource {
  /// Adds every scalar that the path leads to, and marks the values present when it leads anywhere.
  void collect(FieldPath path, FieldValues into);

  /// Adds every scalar of the event, at any depth.
  void collectAll(FieldValues into);
}
