package io.sextant.sigma;

import java.util.List;
import java.util.Optional;

/// Reads the keys of a map with the checks every map needs: right type, not missing.
public final class Keys {
  private final YamlTree.Mapping map;
  private final IssueLog log;

  public Keys(YamlTree.Mapping map, IssueLog log) {
    this.map = map;
    this.log = log;
  }

  /// The text of a scalar of any type, or empty.
  public String text(String key) {
    return map.get(key).map(this::scalarText).orElse("");
  }

  private String scalarText(YamlTree.Entry entry) {
    if (entry.value() instanceof YamlTree.Scalar scalar) {
      return ScalarValue.of(scalar) instanceof ScalarValue.Null ? "" : scalar.text();
    }
    wrongShape(entry, "a text");
    return "";
  }

  /// The texts of a list, or of one scalar.
  public List<String> texts(String key) {
    Optional<YamlTree.Entry> entry = map.get(key);
    if (entry.isEmpty()) {
      return List.of();
    }
    return switch (entry.get().value()) {
      case YamlTree.Scalar _ -> {
        String text = scalarText(entry.get());
        yield text.isEmpty() ? List.of() : List.of(text);
      }
      case YamlTree.Sequence sequence ->
          sequence.items().stream()
              .filter(item -> item instanceof YamlTree.Scalar || reportItem(item))
              .map(item -> ((YamlTree.Scalar) item).text())
              .toList();
      case YamlTree.Mapping _ -> {
        wrongShape(entry.get(), "a list of texts");
        yield List.of();
      }
    };
  }

  private boolean reportItem(YamlTree item) {
    log.error(
        IssueCode.WRONG_SHAPE, item.place(), "expected a text, found " + item.kind(), "Quote it.");
    return false;
  }

  public void wrongShape(YamlTree.Entry entry, String expected) {
    log.error(
        IssueCode.WRONG_SHAPE,
        entry.value().place(),
        IssueLog.quote(entry.key()) + " must be " + expected + ", found " + entry.value().kind(),
        "");
  }

  /// The place of a key's value, or of the map.
  public Place place(String key) {
    return map.get(key).map(entry -> entry.value().place()).orElse(map.place());
  }

  /// The map under a key; reports when it is missing or something else.
  Optional<YamlTree.Mapping> requiredMap(String key, String hint) {
    Optional<YamlTree.Entry> entry = map.get(key);
    if (entry.isEmpty()) {
      log.error(
          IssueCode.MISSING_KEY,
          map.place(),
          "the key " + IssueLog.quote(key) + " is missing",
          hint);
      return Optional.empty();
    }
    if (entry.get().value() instanceof YamlTree.Mapping mapping) {
      return Optional.of(mapping);
    }
    wrongShape(entry.get(), "a map");
    return Optional.empty();
  }
}
