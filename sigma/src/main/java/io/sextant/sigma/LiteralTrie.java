package io.sextant.sigma;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The tree of texts that an automaton is made of. Each state holds the list of its children: a
/// table of all transitions, which grew with the tree, would be copied to twice its size again and
/// again. State 0 is the start. For one thread.
final class LiteralTrie {
  private static final Literal[] NOTHING = {};
  private static final int FIRST_SIZE = 64;

  private final ByteClasses classes;

  /// By state, its first child; 0 when it has none. Children stand in the order of their classes.
  private int[] child = new int[FIRST_SIZE];

  /// By state, the next child of its parent; 0 when it is the last.
  private int[] sibling = new int[FIRST_SIZE];

  /// By state, the class of the byte that leads to it.
  private byte[] label = new byte[FIRST_SIZE];

  private int states = 1;
  private final List<Literal[]> ending = new ArrayList<>();

  LiteralTrie(ByteClasses classes) {
    this.classes = classes;
    ending.add(NOTHING);
  }

  /// Adds the first bytes of a text, or its last ones from the end on.
  ///
  /// @param length how many bytes
  void add(Literal literal, int length, boolean fromEnd) {
    byte[] bytes = literal.bytes();
    int state = 0;
    for (int i = 0; i < length; i++) {
      state = step(state, classes.of(bytes[fromEnd ? bytes.length - 1 - i : i]));
    }
    Literal[] here = ending.get(state);
    Literal[] more = Arrays.copyOf(here, here.length + 1);
    more[here.length] = literal;
    ending.set(state, more);
  }

  /// The child of a state by a class, made when there is none.
  private int step(int state, int byteClass) {
    int before = 0;
    int at = child[state];
    while (at != 0 && byteClass(at) < byteClass) {
      before = at;
      at = sibling[at];
    }
    if (at != 0 && byteClass(at) == byteClass) {
      return at;
    }
    if (states == child.length) {
      child = Arrays.copyOf(child, states * 2);
      sibling = Arrays.copyOf(sibling, states * 2);
      label = Arrays.copyOf(label, states * 2);
    }
    int made = states++;
    label[made] = (byte) byteClass;
    sibling[made] = at;
    if (before == 0) {
      child[state] = made;
    } else {
      sibling[before] = made;
    }
    ending.add(NOTHING);
    return made;
  }

  int states() {
    return states;
  }

  /// The first child of a state; 0 when it has none.
  int firstChild(int state) {
    return child[state];
  }

  /// The child of the same parent that follows; 0 when there is none.
  int nextChild(int state) {
    return sibling[state];
  }

  /// The class of the byte that leads to a state.
  int byteClass(int state) {
    return label[state] & 0xff;
  }

  /// The texts that end in a state.
  Literal[] ending(int state) {
    return ending.get(state);
  }
}
