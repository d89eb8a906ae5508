package io.sextant.sigma;

import java.util.ArrayList;
import java.util.List;

/// Entries in order of time; those of equal time in order of arrival. Removing from the front is
/// cheap.
final class EntryList {
  private static final int MIN_COMPACTED = 32;

  private final List<WindowEntry> entries = new ArrayList<>(2);
  private int head;
  private long weight;

  int size() {
    return entries.size() - head;
  }

  boolean isEmpty() {
    return size() == 0;
  }

  /// The weights of all entries together.
  long weight() {
    return weight;
  }

  WindowEntry get(int index) {
    return entries.get(head + index);
  }

  WindowEntry last() {
    return entries.getLast();
  }

  /// Puts it behind every entry that is not newer; returns its index.
  int insert(WindowEntry entry) {
    int at = entries.size();
    while (at > head && entries.get(at - 1).time > entry.time) {
      at--;
    }
    entries.add(at, entry);
    weight += entry.weight();
    return at - head;
  }

  void removeFirst(int count) {
    for (int i = head; i < head + count; i++) {
      weight -= entries.get(i).weight();
    }
    head += count;
    if ((head >= MIN_COMPACTED && head * 2 >= entries.size()) || head == entries.size()) {
      entries.subList(0, head).clear();
      head = 0;
    }
  }

  /// The entries from `from` to before `to`.
  List<WindowEntry> copy(int from, int to) {
    return List.copyOf(entries.subList(head + from, head + to));
  }
}
