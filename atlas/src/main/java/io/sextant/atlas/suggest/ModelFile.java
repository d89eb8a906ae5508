package io.sextant.atlas.suggest;

import io.sextant.atlas.CatalogueException;
import io.sextant.atlas.TechniqueId;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// A model as numbers: hashes of terms, their rarity, and their weights in 127 steps. No word of
/// what was learned from is in it.
final class ModelFile {
  private static final String RESOURCE = "weights.bin.gz";
  private static final int MAGIC = 0x53585457;
  private static final int STEPS = 127;

  /// Weights below this share of the largest are left out.
  private static final int LEAST_STEP = 2;

  private static final float RARITY_UNIT = 1000f;

  private ModelFile() {}

  /// The weights that ship with Sextant; empty in a build that has none.
  static Optional<Model> shipped() {
    try (InputStream in = ModelFile.class.getResourceAsStream(RESOURCE)) {
      return in == null ? Optional.empty() : Optional.of(read(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Model model, OutputStream to) throws IOException {
    float largest = 0;
    for (float[] row : model.weights().values()) {
      for (float weight : row) {
        largest = Math.max(largest, Math.abs(weight));
      }
    }
    try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(to))) {
      out.writeInt(MAGIC);
      out.writeInt(model.learnedFrom());
      out.writeFloat(largest);
      out.writeShort(model.techniques().size());
      for (int i = 0; i < model.techniques().size(); i++) {
        out.writeUTF(model.techniques().get(i).value());
        out.writeFloat(model.prior().get(i));
      }
      out.writeInt(model.rarity().size());
      for (Map.Entry<Integer, Float> entry : new TreeMap<>(model.rarity()).entrySet()) {
        out.writeInt(entry.getKey());
        out.writeShort(Math.round(entry.getValue() * RARITY_UNIT));
        row(model.weights().getOrDefault(entry.getKey(), new float[0]), largest, out);
      }
    }
  }

  private static void row(float[] row, float largest, DataOutputStream out) throws IOException {
    int count = 0;
    for (float weight : row) {
      count += Math.abs(step(weight, largest)) >= LEAST_STEP ? 1 : 0;
    }
    out.writeShort(count);
    for (int i = 0; i < row.length; i++) {
      int step = step(row[i], largest);
      if (Math.abs(step) >= LEAST_STEP) {
        out.writeShort(i);
        out.writeByte(step);
      }
    }
  }

  private static int step(float weight, float largest) {
    return Math.round(weight / largest * STEPS);
  }

  static Model read(InputStream from) throws IOException {
    try (DataInputStream in = new DataInputStream(new GZIPInputStream(from, 1 << 16))) {
      if (in.readInt() != MAGIC) {
        throw new CatalogueException("the weights are not of this version");
      }
      int learnedFrom = in.readInt();
      float unit = in.readFloat() / STEPS;
      List<TechniqueId> techniques = new ArrayList<>();
      List<Float> prior = new ArrayList<>();
      int count = in.readUnsignedShort();
      for (int i = 0; i < count; i++) {
        techniques.add(new TechniqueId(in.readUTF()));
        prior.add(in.readFloat());
      }
      Map<Integer, Float> rarity = new HashMap<>();
      Map<Integer, float[]> weights = new HashMap<>();
      int terms = in.readInt();
      for (int i = 0; i < terms; i++) {
        int hash = in.readInt();
        rarity.put(hash, in.readUnsignedShort() / RARITY_UNIT);
        int entries = in.readUnsignedShort();
        if (entries > 0) {
          weights.put(hash, row(new float[count], entries, unit, in));
        }
      }
      return new Model(techniques, rarity, weights, prior, learnedFrom);
    }
  }

  private static float[] row(float[] row, int count, float unit, DataInputStream in)
      throws IOException {
    for (int i = 0; i < count; i++) {
      row[in.readUnsignedShort()] = in.readByte() * unit;
    }
    return row;
  }
}
