package io.sextant.sigma;

import io.sextant.sigma.regex.StateRoom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// Turns selections and conditions into nodes, each different one once, and names of fields into
/// indexes.
final class ProgramBuilder {
  /// What makes two nodes the same.
  private sealed interface Key {
    record Item(String field, List<ValueTest> tests, boolean all, boolean negated) implements Key {}

    record And(SequencedSet<Integer> parts) implements Key {}

    record AtLeast(int least, SequencedSet<Integer> parts) implements Key {}

    record Counted(int least, List<Integer> parts) implements Key {}

    record Not(int part) implements Key {}
  }

  /// A wider AND stays a node of its own, as it may be part of every rule by a filter.
  private static final int MAX_FLATTENED = 64;

  private final Map<String, Integer> fields = new LinkedHashMap<>();
  private final Atoms atoms = new Atoms();
  private final StateRoom room;
  private final DerivedFields derived;
  private final Map<Key, Node> nodes = new LinkedHashMap<>();

  /// @param room for the states of expressions
  /// @param derived the fields that are worked out
  ProgramBuilder(StateRoom room, DerivedFields derived) {
    this.room = room;
    this.derived = derived;
  }

  /// The index of a field; a new one when it was not asked for before.
  int field(String name) {
    return fields.computeIfAbsent(name, _ -> fields.size());
  }

  /// Every field asked for, by index.
  FieldPath[] paths() {
    return fields.keySet().stream().map(FieldPath::new).toArray(FieldPath[]::new);
  }

  Atoms atoms() {
    return atoms;
  }

  DerivedFields derived() {
    return derived;
  }

  int nodeCount() {
    return nodes.size();
  }

  /// Every node, by id.
  List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  /// The nodes of named selections.
  SequencedMap<String, Node> selections(SequencedMap<String, Selection> selections) {
    SequencedMap<String, Node> compiled = new LinkedHashMap<>();
    selections.forEach((name, selection) -> compiled.put(name, selection(selection)));
    return compiled;
  }

  private Node selection(Selection selection) {
    return switch (selection) {
      case Selection.AllOf(List<DetectionItem> items) ->
          and(items.stream().map(this::item).toList());
      case Selection.AnyOf(List<Selection> alternatives) ->
          atLeast(1, alternatives.stream().map(this::selection).toList());
    };
  }

  private Node item(DetectionItem item) {
    Key key = new Key.Item(item.field(), item.tests(), item.all(), item.negated());
    boolean late = item.fields().anyMatch(derived::has);
    return intern(
        key, id -> new Node.Item(id, late, new ItemMatcher(item, this::field, atoms, room)));
  }

  /// The node of a condition list: any must hold.
  Node conditions(List<Condition> conditions, Map<String, Node> selections) {
    return atLeast(1, conditions.stream().map(c -> condition(c, selections)).toList());
  }

  private Node condition(Condition condition, Map<String, Node> selections) {
    return switch (condition) {
      case Condition.And(List<Condition> parts) ->
          and(parts.stream().map(part -> condition(part, selections)).toList());
      case Condition.Or(List<Condition> parts) ->
          atLeast(1, parts.stream().map(part -> condition(part, selections)).toList());
      case Condition.Not(Condition part) -> not(condition(part, selections));
      case Condition.Named(String name) -> named(name, selections);
      case Condition.Quantified quantified ->
          quantified(
              quantified.least(),
              quantified.selections().stream().map(name -> named(name, selections)).toList());
    };
  }

  private static Node named(String name, Map<String, Node> selections) {
    Node node = selections.get(name);
    if (node == null) {
      throw new IllegalArgumentException("a condition names no selection: " + name);
    }
    return node;
  }

  /// Selections that happen to be equal still count each.
  private Node quantified(int least, List<Node> parts) {
    if (least == parts.size()) {
      return and(parts);
    }
    if (least == 1) {
      return atLeast(1, parts);
    }
    return intern(
        new Key.Counted(least, parts.stream().map(Node::id).toList()),
        id -> new Node.AtLeast(id, least, lateLast(parts)));
  }

  /// Every part holds.
  Node and(List<Node> parts) {
    SequencedSet<Integer> ids = new LinkedHashSet<>();
    List<Node> flat = new ArrayList<>();
    for (Node part : parts) {
      boolean flatten = part instanceof Node.And wide && wide.parts.length <= MAX_FLATTENED;
      for (Node inner : flatten ? List.of(((Node.And) part).parts) : List.of(part)) {
        if (ids.add(inner.id())) {
          flat.add(inner);
        }
      }
    }
    return flat.size() == 1
        ? flat.getFirst()
        : intern(new Key.And(ids), id -> new Node.And(id, lateLast(flat)));
  }

  private Node atLeast(int least, List<Node> parts) {
    SequencedSet<Integer> ids = new LinkedHashSet<>();
    List<Node> distinct = parts.stream().filter(part -> ids.add(part.id())).toList();
    return distinct.size() == 1
        ? distinct.getFirst()
        : intern(
            new Key.AtLeast(least, ids), id -> new Node.AtLeast(id, least, lateLast(distinct)));
  }

  private static Node[] lateLast(List<Node> parts) {
    return parts.stream().sorted(Comparator.comparing(Node::isLate)).toArray(Node[]::new);
  }

  private Node not(Node part) {
    return part instanceof Node.Not not
        ? not.part
        : intern(new Key.Not(part.id()), id -> new Node.Not(id, part));
  }

  private Node intern(Key key, java.util.function.IntFunction<Node> create) {
    Node known = nodes.get(key);
    if (known != null) {
      return known;
    }
    Node created = create.apply(nodes.size());
    nodes.put(key, created);
    return created;
  }
}
