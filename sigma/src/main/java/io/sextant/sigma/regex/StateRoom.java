package io.sextant.sigma.regex;

import java.util.ArrayList;
import java.util.List;

/// What the states of many [LazyAutomaton]s may take together. When it is used up, all are dropped
/// and made anew as they are needed. Thread-safe.
public final class StateRoom {
  /// Numbers kept in states, of about four bytes each.
  private static final int DEFAULT = 24_000_000;

  private final int size;
  private final List<LazyAutomaton> users = new ArrayList<>();
  private int used;

  public StateRoom() {
    this(DEFAULT);
  }

  StateRoom(int size) {
    this.size = size;
  }

  synchronized void add(LazyAutomaton user) {
    users.add(user);
  }

  synchronized void take(int more) {
    used += more;
    if (used > size) {
      used = 0;
      users.forEach(LazyAutomaton::drop);
    }
  }
}
