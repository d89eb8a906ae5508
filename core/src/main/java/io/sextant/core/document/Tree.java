package io.sextant.core.document;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// A document of YAML or JSON with the place of everything in it.
///
/// Looking into what is not there or of another kind gives nothing, never an error: whoever needs
/// it checks.
public sealed interface Tree {
  Place place();

  /// What it is, for messages.
  String kind();

  /// A map; keys are unique.
  record Mapping(Place place, SequencedMap<String, Entry> entries) implements Tree {
    @Override
    public String kind() {
      return "a map";
    }
  }

  /// One key of a map.
  record Entry(String key, Place keyPlace, Tree value) {}

  record Sequence(Place place, List<Tree> items) implements Tree {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /// A scalar; `plain` when it stands without quotes, so that it may be a number and the like.
  record Scalar(Place place, String written, boolean plain) implements Tree {
    @Override
    public String kind() {
      return isNull() ? "nothing" : plain ? "a plain value" : "a text";
    }

    boolean isNull() {
      return plain && (written.isEmpty() || written.equals("null") || written.equals("~"));
    }
  }

  /// The value of a key of a map.
  default Optional<Tree> get(String key) {
    return this instanceof Mapping(_, var entries)
        ? Optional.ofNullable(entries.get(key)).map(Entry::value).filter(Tree::present)
        : Optional.empty();
  }

  /// The value along several keys.
  default Optional<Tree> at(String... keys) {
    Optional<Tree> found = Optional.of(this);
    for (String key : keys) {
      found = found.flatMap(tree -> tree.get(key));
    }
    return found;
  }

  /// The text, number or truth value of a key, as it is written; empty when there is none.
  default Optional<String> text(String key) {
    return get(key).flatMap(Tree::text);
  }

  /// This as a text, number or truth value.
  default Optional<String> text() {
    return this instanceof Scalar scalar && !scalar.isNull()
        ? Optional.of(scalar.written())
        : Optional.empty();
  }

  /// The items of a list under a key; none when there is no list.
  default List<Tree> list(String key) {
    return get(key).map(Tree::items).orElse(List.of());
  }

  /// The items of a list; none of anything else.
  default List<Tree> items() {
    return this instanceof Sequence(_, var items) ? items : List.of();
  }

  /// The keys of a map under a key; none when there is no map.
  default Stream<Entry> entries(String key) {
    return get(key).stream().flatMap(Tree::fields);
  }

  /// The keys of a map in order; none of anything else.
  default Stream<Entry> fields() {
    return this instanceof Mapping(_, var entries) ? entries.values().stream() : Stream.empty();
  }

  /// The texts of a list under a key, or the one text that stands there instead.
  default List<String> texts(String key) {
    return get(key)
        .map(value ->
            value instanceof Sequence(_, var items)
                ? items.stream().flatMap(item -> item.text().stream()).toList()
                : value.text().stream().toList())
        .orElse(List.of());
  }

  /// Whether a key holds `true`.
  default boolean holds(String key) {
    return text(key).filter("true"::equalsIgnoreCase).isPresent();
  }

  private boolean present() {
    return !(this instanceof Scalar scalar && scalar.isNull());
  }
}
