package io.sextant.sigma;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The fields that rules name, found by the outermost keys under which they can stand. Immutable.
final class FieldNames {
  static final int NONE = -1;

  /// The name of a member of an array itself.
  static final String ITSELF = ".";

  /// An outermost key of events.
  static final class Key {
    private final byte[] name;

    /// The field that can only stand under this key; [#NONE] when there is none.
    private int whole = NONE;

    /// Fields of several segments that begin with it.
    private int[] partly = {};

    private Key(String name) {
      this.name = name.getBytes(StandardCharsets.UTF_8);
    }

    int whole() {
      return whole;
    }

    int[] partly() {
      return partly;
    }
  }

  private final FieldPath[] paths;
  private final int[] everything;
  private final int[] itself;
  private final Map<String, Key> byName = new LinkedHashMap<>();
  private final @Nullable Key[] table;

  /// @param paths the fields by number; an empty name stands for every value of an event
  FieldNames(FieldPath[] paths) {
    this.paths = paths;
    List<Integer> all = new ArrayList<>();
    for (int field = 0; field < paths.length; field++) {
      FieldPath path = paths[field];
      if (path.name().isEmpty()) {
        all.add(field);
      } else if (path.length() == 1) {
        key(path.name()).whole = field;
      } else {
        for (int last = 0; last < path.length(); last++) {
          Key key = key(path.key(0, last));
          key.partly = Arrays.copyOf(key.partly, key.partly.length + 1);
          key.partly[key.partly.length - 1] = field;
        }
      }
    }
    this.itself =
        IntStream.range(0, paths.length)
            .filter(field -> paths[field].name().equals(ITSELF))
            .toArray();
    this.everything = all.stream().mapToInt(Integer::intValue).toArray();
    this.table = new Key[Integer.highestOneBit(Math.max(1, byName.size())) * 8];
    for (Key key : byName.values()) {
      int slot = KeyHash.of(key.name, 0, key.name.length) & (table.length - 1);
      while (table[slot] != null) {
        slot = (slot + 1) & (table.length - 1);
      }
      table[slot] = key;
    }
  }

  private Key key(String name) {
    return byName.computeIfAbsent(name, Key::new);
  }

  int size() {
    return paths.length;
  }

  FieldPath path(int field) {
    return paths[field];
  }

  /// The fields that stand for every value of an event.
  int[] everything() {
    return everything;
  }

  /// The fields that are a member of an array itself.
  int[] itself() {
    return itself;
  }

  /// The key that a node has, if rules name it.
  @Nullable Key find(EventTape tape, int node) {
    if (!tape.hasByteKey(node)) {
      return byName.get(tape.keyText(node));
    }
    byte[] bytes = tape.bytes();
    int from = tape.keyFrom(node);
    int to = tape.keyTo(node);
    for (int slot = KeyHash.of(bytes, from, to) & (table.length - 1);
        true;
        slot = (slot + 1) & (table.length - 1)) {
      Key key = table[slot];
      if (key == null || Arrays.equals(key.name, 0, key.name.length, bytes, from, to)) {
        return key;
      }
    }
  }

  /// The key whose name that of the node is without its spaces, when it has any.
  @Nullable Key findSpaced(EventTape tape, int node) {
    return tape.hasSpace(node) ? byName.get(tape.keyName(node).replace(" ", "")) : null;
  }
}
