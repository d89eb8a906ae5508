package io.sextant.examples.desk;

import java.util.List;
import java.util.SequencedMap;

/// What stands in the context of the local model, in order.
public sealed interface Turn {
  /// The operator's instructions.
  record Instructions(String text) implements Turn {}

  /// Something a user wrote.
  record FromUser(String text) implements Turn {}

  /// Something the model answered earlier.
  record FromAssistant(String text) implements Turn {}

  /// Passages that retrieval found for the last user turn.
  record Retrieved(List<Handbook.Hit> hits) implements Turn {
    public Retrieved {
      hits = List.copyOf(hits);
    }
  }

  /// A tool call that the model asked for.
  record Call(String callId, String tool, SequencedMap<String, String> arguments) implements Turn {}

  /// What that call gave.
  record Result(String callId, String tool, String text) implements Turn {}
}
