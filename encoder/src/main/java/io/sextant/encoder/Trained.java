package io.sextant.encoder;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// What `encoder/train` learnt: new values for tensors of the base model, and the head.
///
/// @param tensors little-endian values by the names that the base model gives them
record Trained(List<Tensor> tensors, Head head) {
  private static final int MAGIC = 0x53584501;

  Trained {
    tensors = List.copyOf(tensors);
  }

  /// Values of the base model.
  ///
  /// @param quantised whether they are of eight bits, else floating-point numbers of 32
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Tensor(String name, boolean quantised, long[] shape, ByteBuffer values) {}

  /// The weights that ship.
  static Trained builtIn() throws IOException {
    try (InputStream in = Trained.class.getResourceAsStream("encoder.model")) {
      if (in == null) {
        throw new IllegalStateException("encoder.model is missing from the jar");
      }
      return read(in);
    }
  }

  static Trained read(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(stream, 1 << 16));
    if (in.readInt() != MAGIC) {
      throw new IOException("no encoder model of this version");
    }
    List<Tensor> tensors = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      tensors.add(tensor(in));
    }
    return new Trained(tensors, Head.read(in));
  }

  private static Tensor tensor(DataInputStream in) throws IOException {
    String name = new String(in.readNBytes(in.readUnsignedShort()), UTF_8);
    boolean quantised = in.readBoolean();
    long[] shape = new long[in.readUnsignedByte()];
    long size = quantised ? 1 : Float.BYTES;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = in.readInt();
      size *= shape[i];
    }
    ByteBuffer values =
        ByteBuffer.allocateDirect(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] read = in.readNBytes(values.capacity());
    if (read.length < values.capacity()) {
      throw new IOException("the encoder model ends within " + name);
    }
    values.put(read).flip();
    return new Tensor(name, quantised, shape, values);
  }
}
