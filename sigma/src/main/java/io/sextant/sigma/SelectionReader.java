package io.sextant.sigma;

import static io.sextant.sigma.IssueLog.quote;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what a search identifier stands for: a map, a list of maps, a list of keywords, or one
/// keyword.
public final class SelectionReader {
  private final ItemReader items;
  private final IssueLog log;

  public SelectionReader(IssueLog log, ReaderOptions options) {
    this.items = new ItemReader(log, options);
    this.log = log;
  }

  /// Empty when it has errors, which were reported.
  public Optional<Selection> read(YamlTree.Entry entry) {
    return read(entry.key(), entry.value());
  }

  private Optional<Selection> read(String name, YamlTree tree) {
    return switch (tree) {
      case YamlTree.Mapping map -> map(name, map);
      case YamlTree.Sequence list -> list(name, list);
      case YamlTree.Scalar scalar -> keywords(List.of(scalar), scalar.place());
    };
  }

  private Optional<Selection> map(String name, YamlTree.Mapping map) {
    if (map.entries().isEmpty()) {
      empty(name, map.place());
      return Optional.empty();
    }
    List<DetectionItem> read = new ArrayList<>();
    map.entries().values().forEach(entry -> items.read(entry).ifPresent(read::add));
    return read.size() == map.entries().size()
        ? Optional.of(new Selection.AllOf(read))
        : Optional.empty();
  }

  private Optional<Selection> list(String name, YamlTree.Sequence list) {
    if (list.items().isEmpty()) {
      empty(name, list.place());
      return Optional.empty();
    }
    List<Selection> alternatives = new ArrayList<>();
    List<YamlTree.Scalar> keywords = new ArrayList<>();
    boolean complete = true;
    for (YamlTree item : list.items()) {
      if (item instanceof YamlTree.Scalar scalar) {
        keywords.add(scalar);
      } else {
        Optional<Selection> alternative = read(name, item);
        complete &= alternative.isPresent();
        alternative.ifPresent(alternatives::add);
      }
    }
    if (!keywords.isEmpty()) {
      Optional<Selection> words = keywords(keywords, list.place());
      complete &= words.isPresent();
      words.ifPresent(alternatives::add);
    }
    if (!complete) {
      return Optional.empty();
    }
    return Optional.of(
        alternatives.size() == 1 ? alternatives.getFirst() : new Selection.AnyOf(alternatives));
  }

  private Optional<Selection> keywords(List<YamlTree.Scalar> words, Place place) {
    return items.keywords(words, place).map(item -> new Selection.AllOf(List.of(item)));
  }

  private void empty(String name, Place place) {
    log.error(
        IssueCode.EMPTY_DETECTION,
        place,
        "the selection " + quote(name) + " is empty",
        "Add fields.");
  }
}
