package io.sextant.gateway.sequence;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// An input made small enough to be kept and compared: two inputs that are close give sketches that
/// are close by Euclidean distance. Nothing of the input can be read from it.
///
/// Values are added with a sign into one of a few cells, both told by a hash (count sketch,
/// Charikar, Chen, Farach-Colton 2002), which keeps distances in expectation.
///
/// @param digest equal for equal inputs
/// @param fine the input as it is
/// @param coarse of a signal what is left after averaging neighbours and evening out brightness, so
///   that noise, shifts and scaling hardly change it; empty when there is nothing to average
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
record Sketch(long digest, float[] fine, float[] coarse) {
  /// Cells of a sketch.
  static final int CELLS = 64;

  /// Pixels along an edge of what is left of an image.
  private static final int COARSE_EDGE = 8;

  private static final float[] NONE = new float[0];

  /// Characters of a text that are looked at.
  private static final int MAX_CHARACTERS = 8_192;

  /// @param seed so that nobody outside can make two inputs look equal
  static Sketch of(Input input, Scaling scaling, long seed) {
    return switch (input) {
      case Input.Tensor tensor -> of(tensor, seed);
      case Input.Row row -> of(row, scaling, seed);
      case Input.Text text -> of(text, seed);
    };
  }

  private static Sketch of(Input.Tensor tensor, long seed) {
    double[] values = tensor.values();
    float[] cells = new float[CELLS];
    long digest = mix(seed);
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      digest = mix(seed ^ digest ^ Double.doubleToLongBits(value));
      add(cells, mix(seed + i), (float) value);
    }
    return new Sketch(digest, finite(cells), coarse(tensor));
  }

  private static Sketch of(Input.Row row, Scaling scaling, long seed) {
    float[] cells = new float[CELLS];
    long digest = 0;
    for (Map.Entry<String, Double> field : row.numbers().entrySet()) {
      long name = hash(field.getKey(), seed);
      digest += mix(name ^ Double.doubleToLongBits(field.getValue()));
      add(cells, name, (float) scaling.scaled(field.getKey(), field.getValue()));
    }
    for (Map.Entry<String, String> field : row.words().entrySet()) {
      long value = mix(hash(field.getKey(), seed) ^ hash(field.getValue(), seed));
      digest += value;
      add(cells, value, 1);
    }
    return new Sketch(mix(digest), cells, NONE);
  }

  /// A text by its words, pairs of words and runs of five characters, each counted the less the
  /// more often it comes; the length of the text is evened out.
  private static Sketch of(Input.Text text, long seed) {
    String read =
        text.text().length() > MAX_CHARACTERS
            ? text.text().substring(0, MAX_CHARACTERS)
            : text.text();
    Map<Long, Integer> counts = new HashMap<>();
    String[] words = read.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1);
    long before = 0;
    for (String word : words) {
      long hash = hash(word, seed);
      counts.merge(hash, 1, Integer::sum);
      counts.merge(mix(before ^ hash), 1, Integer::sum);
      before = hash;
      for (int i = 0; i + 5 <= word.length(); i++) {
        counts.merge(hash(word.substring(i, i + 5), seed), 1, Integer::sum);
      }
    }
    float[] cells = new float[CELLS];
    counts.forEach((feature, count) -> add(cells, feature, (float) (1 + Math.log(count))));
    return new Sketch(hash(text.text(), seed), unit(cells), NONE);
  }

  /// The average of blocks of an image, in shape height by width with colours before or after; of a
  /// signal without such a shape the average of runs. Evened to mean 0 and length 1.
  private static float[] coarse(Input.Tensor tensor) {
    int size = tensor.values().length;
    int[] extent = extent(tensor.shape(), size);
    int height = extent[0];
    int width = extent[1];
    int colours = size / (height * width);
    boolean last = colours > 1 && tensor.shape().getLast() == colours;
    int rows = Math.min(COARSE_EDGE, height);
    int columns = Math.min(COARSE_EDGE * COARSE_EDGE / rows, width);
    columns = height > 1 ? Math.min(COARSE_EDGE, columns) : columns;
    float[] cells = new float[rows * columns];
    int[] counts = new int[cells.length];
    for (int i = 0; i < size; i++) {
      int pixel = last ? i / colours : i % (height * width);
      int cell = pixel / width * rows / height * columns + pixel % width * columns / width;
      cells[cell] += (float) tensor.values()[i];
      counts[cell]++;
    }
    float mean = 0;
    for (int i = 0; i < cells.length; i++) {
      cells[i] /= Math.max(1, counts[i]);
      mean += cells[i] / cells.length;
    }
    for (int i = 0; i < cells.length; i++) {
      cells[i] -= mean;
    }
    return unit(finite(cells));
  }

  /// Height and width of an image; a signal is one row.
  private static int[] extent(List<Integer> shape, int size) {
    List<Integer> inner = shape.stream().filter(extent -> extent > 1).toList();
    int dimensions = inner.size();
    if (dimensions == 2) {
      return new int[] {inner.get(0), inner.get(1)};
    }
    if (dimensions == 3) {
      return inner.get(2) <= 4
          ? new int[] {inner.get(0), inner.get(1)}
          : new int[] {inner.get(1), inner.get(2)};
    }
    int edge = (int) Math.round(Math.sqrt(size));
    return edge * edge == size ? new int[] {edge, edge} : new int[] {1, size};
  }

  private static void add(float[] cells, long hash, float value) {
    long mixed = mix(hash);
    cells[(int) (mixed & (CELLS - 1))] += (mixed & 0x1_0000) == 0 ? value : -value;
  }

  private static float[] unit(float[] cells) {
    double length = 0;
    for (float cell : cells) {
      length += cell * cell;
    }
    float scale = length == 0 ? 1 : (float) (1 / Math.sqrt(length));
    for (int i = 0; i < cells.length; i++) {
      cells[i] *= scale;
    }
    return cells;
  }

  private static float[] finite(float[] cells) {
    for (int i = 0; i < cells.length; i++) {
      cells[i] = Float.isFinite(cells[i]) ? cells[i] : 0;
    }
    return cells;
  }

  private static long hash(String text, long seed) {
    long hash = seed ^ 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return mix(hash);
  }

  /// Spreads a number over all bits (the finaliser of SplitMix64, Steele, Lea, Flood 2014).
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
