package io.sextant.sigma;

import java.util.ArrayList;
import java.util.List;

/// The scalar values that one field has in one event, in order. Reused from event to event.
final class FieldValues {
  private final List<FieldValue> values = new ArrayList<>();
  private int size;
  private boolean present;

  void clear() {
    size = 0;
    present = false;
  }

  /// Notes that the field is there, whatever it holds.
  void markPresent() {
    present = true;
  }

  void add(FieldValue.Kind kind, byte[] ascii, int from, int to) {
    next().set(kind, ascii, from, to);
  }

  void add(FieldValue.Kind kind, String text) {
    next().set(kind, text);
  }

  private FieldValue next() {
    if (size == values.size()) {
      values.add(new FieldValue());
    }
    return values.get(size++);
  }

  boolean isPresent() {
    return present;
  }

  int size() {
    return size;
  }

  FieldValue get(int index) {
    return values.get(index);
  }
}
