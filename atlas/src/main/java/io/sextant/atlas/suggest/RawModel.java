package io.sextant.atlas.suggest;

import io.sextant.atlas.TechniqueId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/// A model as its own numbers, bit for bit: larger than [ModelFile], and read in a fraction of the
/// time. A checksum stands before all else.
final class RawModel {
  private RawModel() {}

  static ByteBuffer bytes(Model model) {
    List<byte[]> ids =
        model.techniques().stream().map(id -> id.value().getBytes(StandardCharsets.UTF_8)).toList();
    int row = Float.BYTES * ids.size();
    int size =
        Long.BYTES
            + 3 * Integer.BYTES
            + ids.stream().mapToInt(id -> Integer.BYTES + id.length + Float.BYTES).sum()
            + model.rarity().size() * (Integer.BYTES + Float.BYTES + row);
    ByteBuffer to = ByteBuffer.allocate(size);
    to.position(Long.BYTES);
    to.putInt(model.learnedFrom()).putInt(ids.size()).putInt(model.rarity().size());
    for (int i = 0; i < ids.size(); i++) {
      to.putInt(ids.get(i).length).put(ids.get(i)).putFloat(model.prior().get(i));
    }
    float[] none = new float[ids.size()];
    model
        .rarity()
        .forEach((hash, rarity) -> {
          to.putInt(hash).putFloat(rarity);
          to.asFloatBuffer().put(model.weights().getOrDefault(hash, none));
          to.position(to.position() + row);
        });
    return to.putLong(0, checksum(to.array())).flip();
  }

  /// Empty when the bytes are not what was written.
  static Optional<Model> read(byte[] bytes) {
    if (bytes.length < Long.BYTES || ByteBuffer.wrap(bytes).getLong() != checksum(bytes)) {
      return Optional.empty();
    }
    try {
      return Optional.of(model(ByteBuffer.wrap(bytes).position(Long.BYTES)));
    } catch (BufferUnderflowException _) {
      return Optional.empty();
    }
  }

  private static Model model(ByteBuffer from) {
    int learnedFrom = from.getInt();
    int count = from.getInt();
    int terms = from.getInt();
    List<TechniqueId> techniques = new ArrayList<>();
    List<Float> prior = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] id = new byte[from.getInt()];
      from.get(id);
      techniques.add(new TechniqueId(new String(id, StandardCharsets.UTF_8)));
      prior.add(from.getFloat());
    }
    Map<Integer, Float> rarity = HashMap.newHashMap(terms);
    Map<Integer, float[]> weights = HashMap.newHashMap(terms);
    for (int i = 0; i < terms; i++) {
      int hash = from.getInt();
      rarity.put(hash, from.getFloat());
      float[] row = new float[count];
      from.asFloatBuffer().get(row);
      from.position(from.position() + Float.BYTES * count);
      weights.put(hash, row);
    }
    return new Model(techniques, rarity, weights, prior, learnedFrom);
  }

  private static long checksum(byte[] bytes) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes, Long.BYTES, bytes.length - Long.BYTES);
    return checksum.getValue();
  }
}
