package io.sextant.core.tool;

import java.time.Instant;
import java.util.List;

/// The store of marks. Thread-safe.
public interface AgentMarks {
  /// Keeps nothing: what an agent read before a start is not known after it.
  AgentMarks FORGETFUL =
      new AgentMarks() {
        @Override
        public List<AgentMark> since(Instant time) {
          return List.of();
        }

        @Override
        public void put(AgentMark mark) {}
      };

  /// The marks with something read since then; older ones are deleted.
  List<AgentMark> since(Instant time);

  /// Keeps a mark in the place of the one of the same principal and session; durable when this
  /// returns.
  void put(AgentMark mark);
}
