package io.sextant.sigma;

import io.sextant.sigma.FieldValue.Kind;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Fields of a JSON object. A flat key with dots wins over nesting; an array stands for each of its
/// elements, an object for each scalar inside it; a name also fits a key that has spaces in it.
final class JsonFields {
  /// Values deeper than this are not looked at.
  private static final int MAX_DEPTH = 200;

  private JsonNode root;
  private boolean spacesKnown;
  private boolean rootHasSpaces;

  JsonFields(JsonNode root) {
    this.root = root;
  }

  /// Turns to another event.
  void reset(JsonNode event) {
    root = event;
    spacesKnown = false;
  }

  public void collect(FieldPath path, FieldValues into) {
    collect(root, path, 0, into, 0);
  }

  public void collectAll(FieldValues into) {
    into.markPresent();
    addLeaves(root, into, 0);
  }

  private boolean collect(JsonNode node, FieldPath path, int segment, FieldValues into, int depth) {
    if (depth > MAX_DEPTH) {
      return false;
    }
    if (segment == path.length()) {
      into.markPresent();
      addLeaves(node, into, depth);
      return true;
    }
    if (node.isArray()) {
      boolean found = false;
      for (JsonNode element : node) {
        if (element.isContainer()) {
          found |= collect(element, path, segment, into, depth + 1);
        }
      }
      return found;
    }
    if (!node.isObject()) {
      return false;
    }
    boolean flat = path.length() == 1;
    for (int last = path.length() - 1; last >= segment; last--) {
      JsonNode child = child(node, flat ? path.name() : path.key(segment, last), depth == 0);
      if (child != null && collect(child, path, last + 1, into, depth + 1)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable JsonNode child(JsonNode object, String name, boolean isRoot) {
    JsonNode exact = object.get(name);
    if (exact != null || !mayHaveSpaces(object, isRoot)) {
      return exact;
    }
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      String key = property.getKey();
      if (key.indexOf(' ') >= 0 && sameWithoutSpaces(key, name)) {
        return property.getValue();
      }
    }
    return null;
  }

  private boolean mayHaveSpaces(JsonNode object, boolean isRoot) {
    if (!isRoot) {
      return true;
    }
    if (!spacesKnown) {
      rootHasSpaces = false;
      for (Map.Entry<String, JsonNode> property : object.properties()) {
        rootHasSpaces |= property.getKey().indexOf(' ') >= 0;
      }
      spacesKnown = true;
    }
    return rootHasSpaces;
  }

  private static boolean sameWithoutSpaces(String key, String name) {
    int at = 0;
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c != ' ' && (at == name.length() || name.charAt(at++) != c)) {
        return false;
      }
    }
    return at == name.length();
  }

  private static void addLeaves(JsonNode node, FieldValues into, int depth) {
    switch (node.getNodeType()) {
      case STRING -> into.add(Kind.TEXT, node.stringValue());
      case NUMBER -> into.add(Kind.NUMBER, node.asString());
      case BOOLEAN -> into.add(Kind.BOOLEAN, node.booleanValue() ? "true" : "false");
      case NULL, MISSING -> into.add(Kind.NULL, "");
      case ARRAY, OBJECT -> {
        if (depth <= MAX_DEPTH) {
          for (JsonNode child : node) {
            addLeaves(child, into, depth + 1);
          }
        }
      }
      case BINARY, POJO -> into.add(Kind.TEXT, node.asString());
    }
  }
}
