package io.sextant.inspect.attack;

import io.sextant.inspect.AttackKind;
import io.sextant.inspect.Channel;
import io.sextant.inspect.model.FeatureStream;
import io.sextant.inspect.model.Lexicon;
import io.sextant.inspect.model.LinearModel;
import io.sextant.inspect.view.Readability;
import io.sextant.inspect.view.Views;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// All that was learnt: the letter model, the models over windows, the heads and the kinds.
///
/// @param requests the head for what is said to the model or by it
/// @param data the head for documents and tool results
/// @param kinds what tells one kind of attack from the others
public record AttackModel(
    Readability readability,
    BaseModels base,
    Head requests,
    Head data,
    Map<AttackKind, LinearModel> kinds) {
  private static final int MAGIC = 0x53585401;

  /// The kinds by their number in the file.
  private static final List<AttackKind> NUMBERED =
      List.of(
          AttackKind.DIRECT_INJECTION,
          AttackKind.INDIRECT_INJECTION,
          AttackKind.JAILBREAK,
          AttackKind.SYSTEM_PROMPT_EXTRACTION,
          AttackKind.SENSITIVE_REQUEST);

  public AttackModel {
    kinds = Map.copyOf(kinds);
  }

  /// The model that ships.
  public static AttackModel builtIn() {
    try (InputStream in = AttackModel.class.getResourceAsStream("attack.model")) {
      if (in == null) {
        throw new IllegalStateException("attack.model is missing from the jar");
      }
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The readings of a text, cut as the models were trained on.
  public static Reading reading(String text, Views views, Lexicon lexicon) {
    return Reading.of(text, views, lexicon);
  }

  public static Summary summary(Reading reading, BaseModels models) {
    return Summary.of(reading, models);
  }

  Head head(Channel channel) {
    return channel.isData() ? data : requests;
  }

  AttackKind kind(Channel channel, FeatureStream stream, FeatureStream.Window window) {
    AttackKind injected =
        channel.isData() ? AttackKind.INDIRECT_INJECTION : AttackKind.DIRECT_INJECTION;
    AttackKind best = injected;
    double highest = Double.NEGATIVE_INFINITY;
    for (AttackKind kind : AttackKind.values()) {
      LinearModel model = kinds.get(kind);
      double odds = model == null ? highest : model.scores(stream).of(window);
      if (odds > highest) {
        best = kind;
        highest = odds;
      }
    }
    // Who wrote it is a fact of the channel, not for the words to tell.
    return switch (best) {
      case DIRECT_INJECTION, INDIRECT_INJECTION -> injected;
      default -> best;
    };
  }

  public void write(OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeInt(MAGIC);
    out.write(readability.bytes());
    base.attack().write(out);
    base.concept().write(out);
    base.instruction().write(out);
    base.whole().write(out);
    requests.write(out);
    data.write(out);
    out.writeByte(kinds.size());
    for (Map.Entry<AttackKind, LinearModel> kind : new EnumMap<>(kinds).entrySet()) {
      out.writeByte(NUMBERED.indexOf(kind.getKey()));
      kind.getValue().write(out);
    }
    out.flush();
  }

  static AttackModel read(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(stream, 1 << 16));
    if (in.readInt() != MAGIC) {
      throw new IOException("no attack model of this version");
    }
    Readability readability = Readability.of(in.readNBytes(27 * 27 * 27));
    BaseModels base =
        new BaseModels(
            LinearModel.read(in), LinearModel.read(in), LinearModel.read(in), LinearModel.read(in));
    Head requests = Head.read(in);
    Head data = Head.read(in);
    Map<AttackKind, LinearModel> kinds = new EnumMap<>(AttackKind.class);
    for (int left = in.readByte(); left > 0; left--) {
      kinds.put(NUMBERED.get(in.readByte()), LinearModel.read(in));
    }
    return new AttackModel(readability, base, requests, data, kinds);
  }
}
