package io.sextant.atlas;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// One mapping of the file, read field by field. Reports what has the wrong type, and at the end
/// what nobody asked for. Several names may be given for a field: ATLAS renamed most of them.
final class Fields {
  /// How YAML writers of all versions write that there is no value.
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  private final MappingNode node;
  private final String what;
  private final IssueLog log;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Node> keys = new LinkedHashMap<>();
  private final Set<String> asked = new HashSet<>();

  private Fields(MappingNode node, String what, IssueLog log) {
    this.node = node;
    this.what = what;
    this.log = log;
    for (NodeTuple tuple : node.getValue()) {
      put(tuple);
    }
  }

  /// The fields of `node`; empty, and reported, when it is not a mapping. `what` names the thing in
  /// messages: "technique".
  static Optional<Fields> of(Node node, String what, IssueLog log) {
    if (node instanceof MappingNode mapping) {
      return Optional.of(new Fields(mapping, what, log));
    }
    log.error(
        "SX-ATLAS-006", node, "expected a " + what + " with fields, found " + describe(node), "");
    return Optional.empty();
  }

  private void put(NodeTuple tuple) {
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      log.error("SX-ATLAS-006", tuple.getKeyNode(), "expected a field name of a " + what, "");
      return;
    }
    if (keys.putIfAbsent(key.getValue(), key) != null) {
      log.error(
          "SX-ATLAS-010",
          key,
          "the key " + IssueLog.quote(key.getValue()) + " stands twice in one " + what,
          "Keep one of them; a YAML reader would silently take either.");
      return;
    }
    if (!isNull(tuple.getValueNode())) {
      values.put(key.getValue(), tuple.getValueNode());
    }
  }

  Node node() {
    return node;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /// All fields that hold something, in the order of the file.
  Map<String, Node> all() {
    asked.addAll(keys.keySet());
    return values;
  }

  /// The value of the first of `names` that is present.
  Optional<Node> value(String... names) {
    Optional<Node> found = Optional.empty();
    for (String name : names) {
      asked.add(name);
      if (found.isEmpty() && values.containsKey(name)) {
        found = Optional.of(values.get(name));
      }
    }
    return found;
  }

  /// Text, reported when missing or blank.
  Optional<String> requiredText(String name) {
    Optional<Node> value = value(name);
    Optional<String> text = text(name);
    if (text.isEmpty() && (value.isEmpty() || value.get() instanceof ScalarNode)) {
      log.error(
          "SX-ATLAS-007",
          value.orElse(node),
          "this " + what + " has no '" + name + "'",
          "Every " + what + " needs one.");
    }
    return text;
  }

  /// Text; empty when absent, blank, or (reported) of another type.
  Optional<String> text(String... names) {
    return value(names).flatMap(node -> scalar(node, "text for '" + names[0] + "'", log));
  }

  /// The elements of a list; empty when absent or (reported) not a list.
  List<Node> list(String... names) {
    Optional<Node> value = value(names);
    if (value.isEmpty()) {
      return List.of();
    }
    if (value.get() instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    log.error(
        "SX-ATLAS-006",
        value.get(),
        "expected a list for '" + names[0] + "', found " + describe(value.get()),
        "Begin each element with '- '.");
    return List.of();
  }

  /// The elements of a list of texts, each with its place.
  List<Text> texts(String... names) {
    List<Text> texts = new ArrayList<>();
    for (Node element : list(names)) {
      scalar(element, "text in '" + names[0] + "'", log)
          .ifPresent(text -> texts.add(new Text(element, text)));
    }
    return texts;
  }

  /// A nested mapping.
  Optional<Fields> fields(String inner, String... names) {
    return value(names).flatMap(node -> of(node, inner, log));
  }

  /// Tells which keys nobody asked for, once for each kind of object.
  void noticeUnknown() {
    keys.forEach((name, key) -> {
      if (!asked.contains(name)) {
        log.warnOnce(
            what + "/" + name,
            "SX-ATLAS-015",
            key,
            "unknown key " + IssueLog.quote(name) + " in a " + what,
            "It stays in the stored file and is not read.");
      }
    });
  }

  /// A text with its place.
  record Text(Node at, String value) {}

  /// The text of a scalar; empty when blank or null, and (reported) when not a scalar.
  static Optional<String> scalar(Node node, String expected, IssueLog log) {
    if (node instanceof ScalarNode scalar) {
      String value = scalar.getValue().strip();
      return isNull(node) || value.isEmpty() ? Optional.empty() : Optional.of(value);
    }
    log.error(
        "SX-ATLAS-006",
        node,
        "expected " + expected + ", found " + describe(node),
        node instanceof MappingNode
            ? "A text with ': ' in it must stand in quotes."
            : "Write it as one text.");
    return Optional.empty();
  }

  private static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar
        && scalar.isPlain()
        && NULLS.contains(scalar.getValue());
  }

  private static String describe(Node node) {
    return switch (node) {
      case ScalarNode scalar -> IssueLog.quote(scalar.getValue());
      case SequenceNode list -> "a list of " + list.getValue().size();
      case MappingNode mapping -> "a mapping with " + mapping.getValue().size() + " keys";
      default -> "something else";
    };
  }
}
