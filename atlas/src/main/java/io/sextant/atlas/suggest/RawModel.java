package io.sextant.atlas.suggest;

import io.sextant.atlas.TechniqueId;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/// A model as its own numbers, bit for bit: larger than [ModelFile], and read in a fraction of the
/// time. A checksum stands behind all else.
final class RawModel {
  private static final int BUFFER = 1 << 16;

  /// Bounds what a file that is not what was written can ask for.
  private static final int MOST_TECHNIQUES = 10_000;

  private RawModel() {}

  static void write(Model model, OutputStream to) throws IOException {
    CheckedOutputStream checked = new CheckedOutputStream(to, new CRC32());
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(checked, BUFFER));
    out.writeInt(model.learnedFrom());
    out.writeInt(model.techniques().size());
    for (int i = 0; i < model.techniques().size(); i++) {
      out.writeUTF(model.techniques().get(i).value());
      out.writeFloat(model.prior().get(i));
    }
    float[] none = new float[model.techniques().size()];
    ByteBuffer row = ByteBuffer.allocate(Float.BYTES * none.length);
    out.writeInt(model.rarity().size());
    for (Map.Entry<Integer, Float> term : model.rarity().entrySet()) {
      out.writeInt(term.getKey());
      out.writeFloat(term.getValue());
      row.asFloatBuffer().put(model.weights().getOrDefault(term.getKey(), none));
      out.write(row.array());
    }
    out.flush();
    out.writeLong(checked.getChecksum().getValue());
    out.flush();
  }

  /// Empty when the bytes are not what was written.
  static Optional<Model> read(InputStream from) throws IOException {
    CheckedInputStream in =
        new CheckedInputStream(new BufferedInputStream(from, BUFFER), new CRC32());
    try {
      return model(in, new DataInputStream(in));
    } catch (EOFException | UTFDataFormatException _) {
      return Optional.empty();
    }
  }

  private static Optional<Model> model(CheckedInputStream checked, DataInputStream in)
      throws IOException {
    int learnedFrom = in.readInt();
    int count = in.readInt();
    if (count < 0 || count > MOST_TECHNIQUES) {
      return Optional.empty();
    }
    List<String> ids = new ArrayList<>();
    List<Float> prior = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(in.readUTF());
      prior.add(in.readFloat());
    }
    Map<Integer, Float> rarity = new HashMap<>();
    Map<Integer, float[]> weights = new HashMap<>();
    byte[] bytes = new byte[Float.BYTES * count];
    for (int terms = in.readInt(); terms > 0; terms--) {
      int hash = in.readInt();
      rarity.put(hash, in.readFloat());
      in.readFully(bytes);
      float[] row = new float[count];
      ByteBuffer.wrap(bytes).asFloatBuffer().get(row);
      weights.put(hash, row);
    }
    long found = checked.getChecksum().getValue();
    return in.readLong() == found
        ? Optional.of(
            new Model(
                ids.stream().map(TechniqueId::new).toList(), rarity, weights, prior, learnedFrom))
        : Optional.empty();
  }
}
