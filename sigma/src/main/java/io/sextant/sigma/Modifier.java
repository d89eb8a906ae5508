package io.sextant.sigma;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The value modifiers of Sigma specification 2.1.0, appendix "Modifiers", with their synonyms.
public enum Modifier {
  CONTAINS("contains"),
  STARTSWITH("startswith"),
  ENDSWITH("endswith"),
  ALL("all"),
  EXISTS("exists"),
  CASED("cased"),
  NEQ("neq"),
  WINDASH("windash"),
  RE("re"),
  IGNORECASE("i", "ignorecase"),
  MULTILINE("m", "multiline"),
  DOTALL("s", "dotall"),
  BASE64("base64"),
  BASE64OFFSET("base64offset"),
  UTF16LE("utf16le", "wide"),
  UTF16BE("utf16be"),
  UTF16("utf16"),
  LT("lt"),
  LTE("lte"),
  GT("gt"),
  GTE("gte"),
  MINUTE("minute"),
  HOUR("hour"),
  DAY("day"),
  WEEK("week"),
  MONTH("month"),
  YEAR("year"),
  CIDR("cidr"),
  EXPAND("expand"),
  FIELDREF("fieldref");

  private final String label;
  private final String synonym;

  Modifier(String label) {
    this(label, label);
  }

  Modifier(String label, String synonym) {
    this.label = label;
    this.synonym = synonym;
  }

  /// The name in a rule file.
  public String label() {
    return label;
  }

  /// The modifier of that name.
  static Optional<Modifier> named(String name) {
    return Arrays.stream(values())
        .filter(modifier -> modifier.label.equals(name) || modifier.synonym.equals(name))
        .findFirst();
  }

  /// Every name, synonyms included.
  static List<String> allNames() {
    return Arrays.stream(values())
        .flatMap(modifier -> Stream.of(modifier.label, modifier.synonym))
        .distinct()
        .toList();
  }
}
