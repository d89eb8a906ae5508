package io.sextant.sigma;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Members of arrays in a JSON object, each as an event of its own.
final class JsonMembers {
  /// The name of a member itself.
  static final String ITSELF = ".";

  private static final int MAX_DEPTH = 200;

  private JsonMembers() {}

  /// The members of the arrays that a path leads to.
  ///
  /// @param arraysOnly whether a value that is no array has no members; else it is its own only one
  static List<FieldSource> of(JsonNode root, FieldPath path, boolean arraysOnly) {
    List<JsonNode> found = new ArrayList<>();
    if (path.name().equals(ITSELF)) {
      found.add(root);
    } else {
      collect(root, path, 0, found, 0);
    }
    List<FieldSource> members = new ArrayList<>();
    for (JsonNode value : found) {
      if (value.isArray()) {
        value.forEach(member -> members.add(new Member(member)));
      } else if (!value.isNull() && !arraysOnly) {
        members.add(new Member(value));
      }
    }
    return members;
  }

  private static boolean collect(
      JsonNode node, FieldPath path, int segment, List<JsonNode> into, int depth) {
    if (depth > MAX_DEPTH) {
      return false;
    }
    if (segment == path.length()) {
      into.add(node);
      return true;
    }
    if (node.isArray()) {
      boolean found = false;
      for (JsonNode element : node) {
        found |= collect(element, path, segment, into, depth + 1);
      }
      return found;
    }
    for (int last = path.length() - 1; last >= segment; last--) {
      String key = path.length() == 1 ? path.name() : path.key(segment, last);
      JsonNode child = node.get(key);
      if (child != null && collect(child, path, last + 1, into, depth + 1)) {
        return true;
      }
    }
    return false;
  }

  /// One member; the field `.` is the member itself.
  private static final class Member implements FieldSource {
    private final JsonNode node;
    private final JsonFields fields;

    Member(JsonNode node) {
      this.node = node;
      this.fields = new JsonFields(node);
    }

    @Override
    public void collect(FieldPath path, FieldValues into) {
      if (path.name().equals(ITSELF)) {
        fields.collectAll(into);
      } else {
        fields.collect(path, into);
      }
    }

    @Override
    public void collectAll(FieldValues into) {
      fields.collectAll(into);
    }

    @Override
    public List<FieldSource> members(FieldPath path, boolean arraysOnly) {
      return JsonMembers.of(node, path, arraysOnly);
    }
  }
}
