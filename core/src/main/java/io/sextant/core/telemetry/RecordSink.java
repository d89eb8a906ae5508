package io.sextant.core.telemetry;

/// Takes what a normaliser makes of an input, in the input's order, while it is being read.
public interface RecordSink {
  /// An event made of the record at `position` (a line or record number, see [Refusal#position]).
  /// One record may hold several events.
  void event(long position, Event event);

  void refused(Refusal refusal);

  /// The record at `position` has nothing to do with AI.
  void ignored(long position);
}
