package io.sextant.sigma;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The fields of the event on a tape, or of a value in it.
///
/// A flat key with dots wins over nesting; an array stands for each of its elements, an object for
/// each scalar inside it; a name also fits a key that has spaces in it. Which of the fields that
/// rules name an event can have is found by its outermost keys, so that the others cost nothing.
final class EventFields {
  private static final int ABSENT = -1;

  private final FieldNames names;

  /// By field, the event in which a key was met that it can begin with.
  private final int[] met;

  /// By field, where its key stands; [#ABSENT] when it must be looked for.
  private final int[] nodes;

  private final int[] present;
  private int presentCount;
  private int event;
  private EventTape tape;
  private int root;

  EventFields(FieldNames names, EventTape first) {
    this.tape = first;
    this.names = names;
    this.met = new int[names.size()];
    this.nodes = new int[names.size()];
    this.present = new int[names.size()];
  }

  /// Turns to what is now on a tape.
  ///
  /// @param value 0 for the event; another node for a member of an array, which rules call `.`
  void reset(EventTape newTape, int value) {
    tape = newTape;
    root = value;
    if (++event == Integer.MAX_VALUE) {
      Arrays.fill(met, 0);
      event = 1;
    }
    presentCount = 0;
    for (int field : names.everything()) {
      meet(field, ABSENT);
    }
    if (root != 0) {
      for (int field : names.itself()) {
        meet(field, root);
      }
    }
    if (tape.kind(root) == EventTape.Kind.OBJECT) {
      int end = tape.end(root);
      for (int node = root + 1; node < end; node = tape.end(node)) {
        meet(names.find(tape, node), node);
        meet(names.findSpaced(tape, node), ABSENT);
      }
    } else {
      for (int field = 0; field < met.length; field++) {
        meet(field, ABSENT);
      }
    }
  }

  private void meet(FieldNames.@Nullable Key key, int node) {
    if (key != null) {
      if (key.whole() != FieldNames.NONE) {
        meet(key.whole(), node);
      }
      for (int field : key.partly()) {
        meet(field, ABSENT);
      }
    }
  }

  private void meet(int field, int node) {
    if (met[field] != event) {
      met[field] = event;
      present[presentCount++] = field;
      nodes[field] = node;
    }
  }

  /// What the fields are on.
  EventTape tape() {
    return tape;
  }

  /// How many fields the event may have.
  int count() {
    return presentCount;
  }

  /// One of the fields that the event may have.
  int field(int index) {
    return present[index];
  }

  /// Adds every scalar that the field has, and marks the values present when it is there.
  void collect(int field, FieldValues into) {
    FieldPath path = names.path(field);
    if (path.name().isEmpty()) {
      into.markPresent();
      leaves(root, into);
    } else if (met[field] == event && nodes[field] != ABSENT) {
      into.markPresent();
      leaves(nodes[field], into);
    } else if (met[field] == event) {
      find(
          root,
          path,
          0,
          0,
          node -> {
            into.markPresent();
            leaves(node, into);
          });
    }
  }

  /// The members of the arrays that a field holds.
  ///
  /// @param arraysOnly whether a value that is no array has no members; else it is its own only one
  List<Integer> members(int field, boolean arraysOnly) {
    FieldPath path = names.path(field);
    List<Integer> members = new ArrayList<>();
    if (path.name().equals(FieldNames.ITSELF)) {
      addMembers(root, arraysOnly, members);
    } else {
      find(root, path, 0, 0, node -> addMembers(node, arraysOnly, members));
    }
    return members;
  }

  private void addMembers(int value, boolean arraysOnly, List<Integer> to) {
    if (tape.kind(value) == EventTape.Kind.ARRAY) {
      int end = tape.end(value);
      for (int node = value + 1; node < end; node = tape.end(node)) {
        to.add(node);
      }
    } else if (tape.kind(value) != EventTape.Kind.NULL && !arraysOnly) {
      to.add(value);
    }
  }

  /// Goes to every node that a path leads to.
  private boolean find(int node, FieldPath path, int segment, int depth, IntConsumer found) {
    if (depth > TreeReader.MAX_DEPTH) {
      return false;
    }
    if (segment == path.length()) {
      found.accept(node);
      return true;
    }
    return switch (tape.kind(node)) {
      case ARRAY -> inElements(node, path, segment, depth, found);
      case OBJECT -> inMembers(node, path, segment, depth, found);
      case TEXT, NUMBER, BOOLEAN, NULL -> false;
    };
  }

  private boolean inElements(int array, FieldPath path, int segment, int depth, IntConsumer found) {
    boolean any = false;
    int end = tape.end(array);
    for (int node = array + 1; node < end; node = tape.end(node)) {
      if (tape.isContainer(node)) {
        any |= find(node, path, segment, depth + 1, found);
      }
    }
    return any;
  }

  private boolean inMembers(int object, FieldPath path, int segment, int depth, IntConsumer found) {
    for (int last = path.length() - 1; last >= segment; last--) {
      int child = child(object, path.length() == 1 ? path.name() : path.key(segment, last));
      if (child >= 0 && find(child, path, last + 1, depth + 1, found)) {
        return true;
      }
    }
    return false;
  }

  private int child(int object, String name) {
    int end = tape.end(object);
    for (int node = object + 1; node < end; node = tape.end(node)) {
      if (tape.keyIs(node, name)) {
        return node;
      }
    }
    for (int node = object + 1; node < end; node = tape.end(node)) {
      if (tape.hasSpace(node) && tape.keyName(node).replace(" ", "").equals(name)) {
        return node;
      }
    }
    return ABSENT;
  }

  private void leaves(int node, FieldValues into) {
    int end = tape.end(node);
    for (int leaf = node; leaf < end; leaf++) {
      if (!tape.isContainer(leaf)) {
        tape.read(leaf, into);
      }
    }
  }
}
