package io.sextant.sigma;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Tells of most values that none of some texts is in them, without reading all of them.
///
/// Of a text that is in a value, a piece of some bytes stands at every place of the value that is a
/// multiple of a stride; the strides are such that in each text all pieces that can stand there are
/// known. Case is ignored by leaving out the bit in which letters differ, which makes some other
/// characters the same, too.
final class GramFilter {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int CASE = 0x20202020;
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final int LONG = Long.SIZE - 1;
  private static final int MAX_STRIDE = 8;

  /// With a smaller one, looking costs nearly as much as searching.
  private static final int MIN_STRIDE = 2;

  /// More let nearly everything pass.
  private static final int MAX_TEXTS = 1_000;

  private static final int MIN_BITS = 10;
  private static final int MAX_BITS = 16;

  /// Bits for each piece, so that few others hit one.
  private static final int ROOM = 64;

  private final int stride;

  /// How long a piece is.
  private final int piece;

  private final int shift;
  private final long[] bits;

  /// In order.
  private final long[] pieces;

  /// The lengths of texts that may be a value, as bits; the last stands for all that are longer.
  private final long lengths;

  /// Lets nothing pass: nothing is looked for.
  static final GramFilter NEVER = new GramFilter(List.of(), 0, 1, Integer.BYTES);

  /// Lets everything pass.
  static final GramFilter ALWAYS = new GramFilter(List.of(), 0, 0, Integer.BYTES);

  /// @param stride 0 when everything passes
  private GramFilter(List<byte[]> texts, long lengths, int stride, int piece) {
    this.stride = stride;
    this.piece = piece;
    this.lengths = lengths;
    this.pieces =
        texts.stream()
            .flatMapToLong(text -> IntStream.range(0, stride).mapToLong(i -> piece(text, i)))
            .sorted()
            .distinct()
            .toArray();
    int wanted = Integer.SIZE - Integer.numberOfLeadingZeros(pieces.length * ROOM);
    this.shift = Integer.SIZE - Math.clamp(wanted, MIN_BITS, MAX_BITS);
    this.bits = new long[1 << (Integer.SIZE - shift - 6)];
    for (long known : pieces) {
      int slot = slot(known);
      bits[slot >> 6] |= 1L << slot;
    }
  }

  /// A filter; one that lets everything pass when the texts are too many or too short.
  ///
  /// @param texts that may be in a value, as folded bytes
  /// @param wholes texts that may be a value
  static GramFilter of(List<byte[]> texts, List<byte[]> wholes) {
    long lengths = 0;
    for (byte[] whole : wholes) {
      lengths |= 1L << Math.min(whole.length, LONG);
    }
    int shortest = texts.stream().mapToInt(text -> text.length).min().orElse(Long.BYTES);
    int piece = Math.clamp(shortest - MIN_STRIDE - 1, Integer.BYTES, Long.BYTES);
    int stride = Math.min(MAX_STRIDE, shortest - piece + 1);
    return stride < MIN_STRIDE || texts.size() > MAX_TEXTS
        ? ALWAYS
        : new GramFilter(texts, lengths, stride, piece);
  }

  /// The first and the last four bytes of a piece.
  private long piece(byte[] bytes, int at) {
    int first = (int) INT.get(bytes, at) | CASE;
    int last = (int) INT.get(bytes, at + piece - Integer.BYTES) | CASE;
    return ((long) first << Integer.SIZE) | (last & 0xffff_ffffL);
  }

  private int slot(long of) {
    return (int) ((of * MIX) >>> Integer.SIZE) >>> shift;
  }

  /// Whether nothing is looked for.
  boolean isEmpty() {
    return stride > 0 && pieces.length == 0 && lengths == 0;
  }

  /// Whether it lets everything pass.
  boolean isOpen() {
    return stride == 0;
  }

  /// Whether one of the texts may be in a value.
  boolean mayBeIn(FieldValues values) {
    for (int i = 0; i < values.size(); i++) {
      FieldValue value = values.get(i);
      if (!value.isNull() && mayBeIn(value)) {
        return true;
      }
    }
    return false;
  }

  private boolean mayBeIn(FieldValue value) {
    byte[] bytes = value.bytes();
    int length = value.to() - value.from();
    if ((lengths & 1L << Math.min(length, LONG)) != 0) {
      return true;
    }
    int last = value.to() - piece;
    for (int i = value.from(); i <= last; i += stride) {
      long found = piece(bytes, i);
      int slot = slot(found);
      if ((bits[slot >> 6] & 1L << slot) != 0 && Arrays.binarySearch(pieces, found) >= 0) {
        return true;
      }
    }
    return false;
  }
}
