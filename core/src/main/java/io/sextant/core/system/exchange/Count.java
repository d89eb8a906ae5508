package io.sextant.core.system.exchange;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// One figure of what a file holds, under the name that its format uses.
public sealed interface Count {
  record Figure(int value) implements Count {}

  /// How many of each sort.
  record Sorts(SequencedMap<String, Integer> values) implements Count {}

  /// A version and the like; empty when the file does not state it.
  record Text(Optional<String> value) implements Count {}

  record Words(List<String> values) implements Count {}

  record Flag(boolean value) implements Count {}
}
