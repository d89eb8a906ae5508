package io.sextant.encoder;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sextant.inspect.Channel;
import io.sextant.inspect.attack.Encoder;
import io.sextant.inspect.attack.SecondStage;
import io.sextant.inspect.attack.SecondStage.Weighing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// all-MiniLM-L6-v2, a BERT of six layers with 384 numbers for each piece of a word (Wang et al.,
/// 2020), whose upper layers were trained to tell attacks from harmless texts; in eight bits, on
/// the thread that asks.
///
/// Any number of threads may share one. It holds native memory (some 60 MB) until it is closed.
public final class MiniLm implements Encoder {
  private static final String BASE = "/all-minilm-l6-v2-q.onnx";

  private final WordPieces pieces;
  private final Head head;
  private final OrtEnvironment environment;
  private final List<OnnxTensor> replaced = new ArrayList<>();
  private final OrtSession session;

  private MiniLm(WordPieces pieces, Trained trained) throws OrtException, IOException {
    this.pieces = pieces;
    this.head = trained.head();
    this.environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        InputStream in = MiniLm.class.getResourceAsStream(BASE)) {
      if (in == null) {
        throw new IllegalStateException("the encoder's weights are missing from the class path");
      }
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      for (Trained.Tensor it : trained.tensors()) {
        options.addInitializer(it.name(), tensor(it));
      }
      session = environment.createSession(in.readAllBytes(), options);
    }
  }

  private OnnxTensor tensor(Trained.Tensor it) throws OrtException {
    OnnxTensor tensor =
        it.quantised()
            ? OnnxTensor.createTensor(environment, it.values(), it.shape(), OnnxJavaType.INT8)
            : OnnxTensor.createTensor(environment, it.values().asFloatBuffer(), it.shape());
    // The session reads it as long as it lives.
    replaced.add(tensor);
    return tensor;
  }

  /// The encoder with the weights that ship.
  ///
  /// @throws IllegalStateException if it cannot run on this machine
  public static MiniLm builtIn() {
    try {
      return new MiniLm(WordPieces.builtIn(), Trained.builtIn());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (OrtException | LinkageError e) {
      // There is no native library for every processor and operating system.
      throw new IllegalStateException("the encoder does not run here: " + e.getMessage(), e);
    }
  }

  /// The second stage that ships, with an encoder of its own.
  ///
  /// @throws IllegalStateException if it cannot run on this machine
  public static SecondStage secondStage() {
    return new SecondStage(builtIn(), weighing());
  }

  private static Weighing weighing() {
    try (InputStream in = MiniLm.class.getResourceAsStream("weighing.txt")) {
      if (in == null) {
        throw new IllegalStateException("weighing.txt is missing from the jar");
      }
      return Weighing.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Opinion read(CharSequence stretch, Channel channel) {
    int[] cut = pieces.cut(stretch, WordPieces.MOST);
    long[] numbers = Arrays.stream(cut).asLongStream().toArray();
    long[] ones = new long[numbers.length];
    Arrays.fill(ones, 1);
    try (OnnxTensor input = row(numbers);
        OnnxTensor mask = row(ones);
        OnnxTensor types = row(new long[numbers.length]);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
      float[][][] layers = (float[][][]) result.get(0).getValue();
      return head.read(layers[0], channel);
    } catch (OrtException e) {
      throw new IllegalStateException("the encoder failed: " + e.getMessage(), e);
    }
  }

  private OnnxTensor row(long[] values) throws OrtException {
    return OnnxTensor.createTensor(
        environment, LongBuffer.wrap(values), new long[] {1, values.length});
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the encoder cannot be closed: " + e.getMessage(), e);
    }
    replaced.forEach(OnnxTensor::close);
  }
}
