package io.sextant.core.system.exchange;

import io.sextant.core.document.Place;
import io.sextant.core.system.Codes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the structure of HCL 2 (native syntax specification, "Structural Elements"): blocks and
/// attributes. Expressions are not evaluated: an attribute that is no plain value is left out.
final class HclReader {
  private static final int MAX_DEPTH = 64;

  private final String text;
  private final Intake intake;
  private int at;
  private int line = 1;
  private int lineStart;

  private HclReader(String text, Intake intake) {
    this.text = text;
    this.intake = intake;
  }

  static List<HclBlock> read(String text, Intake intake) {
    HclReader reader = new HclReader(text, intake);
    HclBlock top = reader.body(new Place(1, 1), "", List.of(), 0);
    return top.blocks();
  }

  private HclBlock body(Place place, String type, List<String> labels, int depth) {
    Map<String, String> attributes = new LinkedHashMap<>();
    List<HclBlock> blocks = new ArrayList<>();
    while (true) {
      skipSpace();
      if (at >= text.length()) {
        if (depth > 0) {
          fail(place, "the block '" + type + "' does not end", "Add the '}' that is missing.");
        }
        break;
      }
      if (text.charAt(at) == '}') {
        next();
        if (depth > 0) {
          break;
        }
        continue;
      }
      if (!isWord(text.charAt(at)) && text.charAt(at) != '"') {
        next();
        continue;
      }
      item(attributes, blocks, depth);
    }
    return new HclBlock(place, type, labels, attributes, blocks);
  }

  private void item(Map<String, String> attributes, List<HclBlock> blocks, int depth) {
    Place place = here();
    String word = text.charAt(at) == '"' ? string() : word();
    List<String> labels = new ArrayList<>();
    while (true) {
      skipBlanks();
      if (at >= text.length()) {
        return;
      }
      char sign = text.charAt(at);
      if (sign == '=') {
        next();
        value(word, attributes);
        return;
      }
      if (sign == '{') {
        next();
        if (depth >= MAX_DEPTH) {
          fail(place, "blocks are nested deeper than " + MAX_DEPTH, "Flatten them.");
          at = text.length();
          return;
        }
        blocks.add(body(place, word, List.copyOf(labels), depth + 1));
        return;
      }
      if (sign == '"') {
        labels.add(string());
      } else if (isWord(sign)) {
        labels.add(word());
      } else {
        return;
      }
    }
  }

  private void value(String key, Map<String, String> attributes) {
    skipBlanks();
    if (at >= text.length()) {
      return;
    }
    char sign = text.charAt(at);
    if (text.startsWith("<<", at)) {
      attributes.put(key, heredoc());
    } else if (sign == '"') {
      attributes.put(key, string());
    } else if (sign == '[' || sign == '{' || sign == '(') {
      List<String> texts = bracketed();
      if (sign == '[') {
        attributes.put(key, String.join("\n", texts));
      }
    } else {
      int start = at;
      while (at < text.length()
          && text.charAt(at) != '\n'
          && text.charAt(at) != '#'
          && text.charAt(at) != '}') {
        next();
      }
      String plain = text.substring(start, at).strip();
      if (plain.matches("true|false|-?\\d+(\\.\\d+)?")) {
        attributes.put(key, plain);
      }
    }
  }

  /// The texts of a bracketed expression; nested brackets are passed over with their texts.
  private List<String> bracketed() {
    List<String> texts = new ArrayList<>();
    int depth = 0;
    do {
      skipSpace();
      if (at >= text.length()) {
        break;
      }
      char sign = text.charAt(at);
      if (sign == '"') {
        texts.add(string());
        continue;
      }
      depth += "[{(".indexOf(sign) >= 0 ? 1 : "]})".indexOf(sign) >= 0 ? -1 : 0;
      next();
    } while (depth > 0);
    return texts;
  }

  private String string() {
    Place start = here();
    StringBuilder out = new StringBuilder();
    next();
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\n') {
        fail(start, "a text does not end on its line", "Add the '\"' that is missing.");
        return out.toString();
      }
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        next();
        out.append(
            switch (text.charAt(at)) {
              case 'n' -> '\n';
              case 't' -> '\t';
              default -> text.charAt(at);
            });
      } else {
        out.append(text.charAt(at));
      }
      next();
    }
    if (at < text.length()) {
      next();
    }
    return out.toString();
  }

  private String heredoc() {
    Place start = here();
    int endOfLine = text.indexOf('\n', at);
    if (endOfLine < 0) {
      at = text.length();
      return "";
    }
    String marker = text.substring(at + 2, endOfLine).replace("-", "").strip();
    StringBuilder out = new StringBuilder();
    moveTo(endOfLine + 1);
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      String row = text.substring(at, end < 0 ? text.length() : end);
      moveTo(end < 0 ? text.length() : end + 1);
      if (row.strip().equals(marker)) {
        return out.toString().strip();
      }
      out.append(row).append('\n');
    }
    fail(
        start,
        "the text that ends with '" + marker + "' does not end",
        "Add a line with '" + marker + "' alone.");
    return out.toString().strip();
  }

  private String word() {
    int start = at;
    while (at < text.length() && isWord(text.charAt(at))) {
      next();
    }
    return text.substring(start, at);
  }

  private void skipSpace() {
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == ',') {
        next();
      } else if (!comment()) {
        return;
      }
    }
  }

  private void skipBlanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      next();
    }
  }

  private boolean comment() {
    if (text.charAt(at) == '#' || text.startsWith("//", at)) {
      int end = text.indexOf('\n', at);
      moveTo(end < 0 ? text.length() : end);
      return true;
    }
    if (text.startsWith("/*", at)) {
      int end = text.indexOf("*/", at + 2);
      moveTo(end < 0 ? text.length() : end + 2);
      return true;
    }
    return false;
  }

  private void moveTo(int target) {
    while (at < target) {
      next();
    }
  }

  private void next() {
    if (text.charAt(at) == '\n') {
      line++;
      lineStart = at + 1;
    }
    at++;
  }

  private Place here() {
    return new Place(line, at - lineStart + 1);
  }

  private void fail(Place place, String message, String hint) {
    intake.error(Codes.WRONG_SHAPE, place, message, hint);
  }

  private static boolean isWord(char sign) {
    return Character.isLetterOrDigit(sign) || sign == '_' || sign == '-' || sign == '.';
  }
}
