package io.sextant.sigma;

import java.util.Arrays;

/// A node of the compiled rules. Equal parts of different rules are one node, whose result is
/// worked out at most once for each event.
abstract sealed class Node {
  private final int id;
  private final boolean late;

  private Node(int id, boolean late) {
    this.id = id;
    this.late = late;
  }

  int id() {
    return id;
  }

  /// Whether it asks for a field that has to be worked out, and should be asked last.
  boolean isLate() {
    return late;
  }

  private static boolean anyLate(Node[] parts) {
    return Arrays.stream(parts).anyMatch(Node::isLate);
  }

  /// Whether it holds for the frame's event.
  final boolean holds(EventFrame frame) {
    if (frame.isKnown(id)) {
      return frame.result(id);
    }
    boolean result = evaluate(frame);
    frame.remember(id, result);
    return result;
  }

  abstract boolean evaluate(EventFrame frame);

  /// Every part holds.
  static final class And extends Node {
    final Node[] parts;

    And(int id, Node[] parts) {
      super(id, anyLate(parts));
      this.parts = parts;
    }

    @Override
    boolean evaluate(EventFrame frame) {
      for (Node part : parts) {
        if (!part.holds(frame)) {
          return false;
        }
      }
      return true;
    }
  }

  /// At least `least` parts hold; 1 makes it an OR.
  static final class AtLeast extends Node {
    final int least;
    final Node[] parts;

    AtLeast(int id, int least, Node[] parts) {
      super(id, anyLate(parts));
      this.least = least;
      this.parts = parts;
    }

    @Override
    boolean evaluate(EventFrame frame) {
      int missing = least;
      for (Node part : parts) {
        if (part.holds(frame) && --missing == 0) {
          return true;
        }
      }
      return false;
    }
  }

  static final class Not extends Node {
    final Node part;

    Not(int id, Node part) {
      super(id, part.isLate());
      this.part = part;
    }

    @Override
    boolean evaluate(EventFrame frame) {
      return !part.holds(frame);
    }
  }

  /// One detection item.
  static final class Item extends Node {
    final ItemMatcher matcher;

    Item(int id, boolean late, ItemMatcher matcher) {
      super(id, late);
      this.matcher = matcher;
    }

    @Override
    boolean evaluate(EventFrame frame) {
      return matcher.holds(frame);
    }
  }
}
