package io.sextant.sigma;

import java.util.List;
import java.util.stream.Stream;

/// What a search identifier of a rule stands for.
public sealed interface Selection {
  /// The items in it, in order.
  default Stream<DetectionItem> everyItem() {
    return switch (this) {
      case AllOf(List<DetectionItem> all) -> all.stream();
      case AnyOf(List<Selection> alternatives) ->
          alternatives.stream().flatMap(Selection::everyItem);
    };
  }

  /// A map: every item must hold.
  record AllOf(List<DetectionItem> items) implements Selection {
    public AllOf {
      items = List.copyOf(items);
    }
  }

  /// A list of maps, or of maps and keywords: one alternative must hold.
  record AnyOf(List<Selection> alternatives) implements Selection {
    public AnyOf {
      alternatives = List.copyOf(alternatives);
    }
  }
}
