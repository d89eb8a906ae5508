package io.sextant.core.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// On which way through the gateway something is decided.
///
/// Which facts can be told depends on it, see [Fact#toldAt].
public enum Stage {
  /// Before anything is sent on.
  REQUEST,
  /// Before a client learns of a tool, and again before it is called.
  OFFER,
  /// Before the answer, or the next part of it, goes back.
  RESPONSE,
  /// Before a record of training data or a document for retrieval is taken in.
  INGEST,
  /// When all records of a batch were decided about, before any of them is used.
  BATCH;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether it is about data that somebody wants to take in.
  public boolean ofData() {
    return this == INGEST || this == BATCH;
  }

  /// The stage of a name.
  public static Optional<Stage> of(String label) {
    return Arrays.stream(values()).filter(stage -> stage.label().equals(label)).findFirst();
  }
}
