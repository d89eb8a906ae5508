package io.sextant.sigma;

import java.util.Arrays;

/// One event as a list of nodes in the order in which they are written, each container followed by
/// what it holds. Texts stay where they were read and are decoded when they are asked for. Reused
/// from event to event by one engine.
final class EventTape {
  /// What a node is.
  enum Kind {
    OBJECT,
    ARRAY,
    TEXT,
    NUMBER,
    BOOLEAN,
    NULL
  }

  /// How the text of a scalar is kept.
  enum Form {
    /// In the bytes, as it is, all ASCII.
    PLAIN,
    /// In the bytes, with escapes of characters of ASCII.
    ESCAPED,
    /// In the bytes, with characters outside ASCII, written or escaped.
    WIDE,
    /// In the bytes, a number that is not whole.
    FRACTION,
    /// Among the decoded bytes, all ASCII.
    DECODED,
    /// A string.
    STRING
  }

  private static final int FIRST_SIZE = 64;

  private byte[] bytes = {};
  private byte[] decoded = new byte[1024];
  private int decodedSize;
  private int size;
  private Kind[] kinds = new Kind[FIRST_SIZE];
  private Form[] forms = new Form[FIRST_SIZE];
  private int[] from = new int[FIRST_SIZE];
  private int[] to = new int[FIRST_SIZE];
  private int[] keyFrom = new int[FIRST_SIZE];
  private int[] keyTo = new int[FIRST_SIZE];
  private int[] ends = new int[FIRST_SIZE];
  private String[] keys = new String[FIRST_SIZE];
  private String[] texts = new String[FIRST_SIZE];
  private int nextKeyFrom;
  private int nextKeyTo;
  private String nextKey = "";

  /// Empties it.
  ///
  /// @param source what positions of texts and keys refer to; must not change until the next reset
  void reset(byte[] source) {
    bytes = source;
    decodedSize = 0;
    size = 0;
    key("");
  }

  /// The key of the next node, all ASCII, where it lies in the bytes.
  void key(int start, int end) {
    nextKeyFrom = start;
    nextKeyTo = end;
  }

  /// The key of the next node.
  void key(String key) {
    nextKeyFrom = -1;
    nextKey = key;
  }

  /// Adds a node that lies in the bytes.
  ///
  /// @return its number
  int add(Kind kind, Form form, int start, int end) {
    if (size == kinds.length) {
      grow();
    }
    int node = size++;
    kinds[node] = kind;
    forms[node] = form;
    from[node] = start;
    to[node] = end;
    keyFrom[node] = nextKeyFrom;
    keyTo[node] = nextKeyTo;
    keys[node] = nextKey;
    ends[node] = size;
    return node;
  }

  /// Adds a scalar with its text.
  void add(Kind kind, String text) {
    int node = add(kind, Form.STRING, 0, 0);
    texts[node] = text;
  }

  /// Begins an object or array.
  int open(Kind kind) {
    return add(kind, Form.PLAIN, 0, 0);
  }

  /// Ends an object or array.
  void close(int container) {
    ends[container] = size;
  }

  private void grow() {
    int length = size * 2;
    kinds = Arrays.copyOf(kinds, length);
    forms = Arrays.copyOf(forms, length);
    from = Arrays.copyOf(from, length);
    to = Arrays.copyOf(to, length);
    keyFrom = Arrays.copyOf(keyFrom, length);
    keyTo = Arrays.copyOf(keyTo, length);
    ends = Arrays.copyOf(ends, length);
    keys = Arrays.copyOf(keys, length);
    texts = Arrays.copyOf(texts, length);
  }

  byte[] bytes() {
    return bytes;
  }

  Kind kind(int node) {
    return kinds[node];
  }

  boolean isContainer(int node) {
    return kinds[node] == Kind.OBJECT || kinds[node] == Kind.ARRAY;
  }

  /// The first node that the node does not hold; its next sibling, if it has one.
  int end(int node) {
    return ends[node];
  }

  /// Whether the key of a node lies in the bytes.
  boolean hasByteKey(int node) {
    return keyFrom[node] >= 0;
  }

  int keyFrom(int node) {
    return keyFrom[node];
  }

  int keyTo(int node) {
    return keyTo[node];
  }

  /// The key of a node that has it as a string.
  String keyText(int node) {
    return keys[node];
  }

  /// Whether the key of a node is the name.
  boolean keyIs(int node, String name) {
    if (!hasByteKey(node)) {
      return keys[node].equals(name);
    }
    int start = keyFrom[node];
    if (keyTo[node] - start != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (bytes[start + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// Whether the key of a node has a space in it.
  boolean hasSpace(int node) {
    if (!hasByteKey(node)) {
      return keys[node].indexOf(' ') >= 0;
    }
    for (int i = keyFrom[node]; i < keyTo[node]; i++) {
      if (bytes[i] == ' ') {
        return true;
      }
    }
    return false;
  }

  /// The key of a node.
  String keyName(int node) {
    return hasByteKey(node) ? JsonText.ascii(bytes, keyFrom[node], keyTo[node]) : keys[node];
  }

  /// Adds a scalar to the values of a field.
  void read(int node, FieldValues into) {
    switch (kinds[node]) {
      case TEXT -> text(node, FieldValue.Kind.TEXT, into);
      case NUMBER -> text(node, FieldValue.Kind.NUMBER, into);
      case BOOLEAN -> text(node, FieldValue.Kind.BOOLEAN, into);
      case NULL -> into.add(FieldValue.Kind.NULL, "");
      case OBJECT, ARRAY -> throw new IllegalArgumentException("not a scalar: " + node);
    }
  }

  private void text(int node, FieldValue.Kind kind, FieldValues into) {
    switch (forms[node]) {
      case ESCAPED -> unescape(node);
      case WIDE -> string(node, JsonText.decode(bytes, from[node], to[node]));
      case FRACTION ->
          string(
              node,
              Double.toString(Double.parseDouble(JsonText.ascii(bytes, from[node], to[node]))));
      case PLAIN, DECODED, STRING -> {}
    }
    switch (forms[node]) {
      case PLAIN -> into.add(kind, bytes, from[node], to[node]);
      case DECODED -> into.add(kind, decoded, from[node], to[node]);
      case STRING -> into.add(kind, texts[node]);
      case ESCAPED, WIDE, FRACTION -> throw new IllegalStateException("not decoded: " + node);
    }
  }

  private void string(int node, String text) {
    texts[node] = text;
    forms[node] = Form.STRING;
  }

  private void unescape(int node) {
    int room = decodedSize + to[node] - from[node];
    if (room > decoded.length) {
      decoded = Arrays.copyOf(decoded, room * 2);
    }
    int end = JsonText.unescape(bytes, from[node], to[node], decoded, decodedSize);
    from[node] = decodedSize;
    to[node] = end;
    decodedSize = end;
    forms[node] = Form.DECODED;
  }
}
