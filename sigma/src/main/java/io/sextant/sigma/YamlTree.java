package io.sextant.sigma;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A YAML document with the place of everything in it.
public sealed interface YamlTree {
  Place place();

  /// What it is, for messages.
  String kind();

  /// A map; keys are unique.
  record Mapping(Place place, SequencedMap<String, Entry> entries) implements YamlTree {
    @Override
    public String kind() {
      return "a map";
    }

    public Optional<Entry> get(String key) {
      return Optional.ofNullable(entries.get(key));
    }
  }

  /// One key of a map.
  record Entry(String key, Place keyPlace, YamlTree value) {}

  record Sequence(Place place, List<YamlTree> items) implements YamlTree {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /// A scalar; `plain` when it stands without quotes, so that it may be a number and the like.
  record Scalar(Place place, String text, boolean plain) implements YamlTree {
    @Override
    public String kind() {
      return switch (ScalarValue.of(this)) {
        case ScalarValue.Text _ -> "a text";
        case ScalarValue.Numeric _ -> "a number";
        case ScalarValue.Bool _ -> "a truth value";
        case ScalarValue.Null _ -> "null";
      };
    }
  }
}
