package io.sextant.gateway.sequence;

import java.util.List;
import java.util.Map;

/// One input of a model, as a request carries it.
public sealed interface Input {
  /// Numbers of one kind, such as the pixels of an image or a signal.
  ///
  /// @param shape extents, outermost first; their product is the number of values
  @SuppressWarnings("ArrayRecordComponent") // never compared; may be long
  record Tensor(double[] values, List<Integer> shape) implements Input {
    public Tensor {
      shape = List.copyOf(shape);
    }
  }

  /// A record: fields with numbers, and fields with words.
  record Row(Map<String, Double> numbers, Map<String, String> words) implements Input {
    public Row {
      numbers = Map.copyOf(numbers);
      words = Map.copyOf(words);
    }
  }

  /// Language.
  record Text(String text) implements Input {}
}
