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
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// All that was learnt: the letter model, the models over windows, the heads and the kinds.
///
/// @param heads for each channel the head that weighs what the models say
/// @param kinds what tells one kind of attack from the others
public record AttackModel(
    Readability readability,
    BaseModels base,
    Map<Channel, Head> heads,
    Map<AttackKind, LinearModel> kinds) {
  private static final int MAGIC = 0x53585408;

  /// The kinds that are learnt, by their number in the file.
  public static final List<AttackKind> LEARNT =
      List.of(
          AttackKind.DIRECT_INJECTION,
          AttackKind.INDIRECT_INJECTION,
          AttackKind.JAILBREAK,
          AttackKind.SYSTEM_PROMPT_EXTRACTION,
          AttackKind.SENSITIVE_REQUEST);

  public AttackModel {
    heads = Map.copyOf(heads);
    kinds = Map.copyOf(kinds);
    if (heads.size() != Channel.values().length) {
      throw new IllegalArgumentException("heads for " + heads.keySet() + ": want every channel");
    }
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

  /// Tells this model from others: what was measured with one says nothing about another.
  public String fingerprint() {
    int hash = 1;
    for (Channel channel : Channel.values()) {
      Head head = head(channel);
      hash = 31 * hash + Arrays.hashCode(head.weights());
      hash = 31 * hash + Arrays.deepHashCode(head.thresholds());
      hash = 31 * hash + Double.hashCode(head.relief());
    }
    return Integer.toHexString(hash);
  }

  /// The readings of a text, cut as the models were trained on.
  public static Reading reading(String text, Views views, Lexicon lexicon) {
    return Reading.of(text, views, lexicon);
  }

  public static Stretches stretches(Reading reading, BaseModels models) {
    return Stretches.of(reading, models);
  }

  Head head(Channel channel) {
    return Objects.requireNonNull(heads.get(channel));
  }

  AttackKind kind(Channel channel, FeatureStream stream, FeatureStream.Window window) {
    AttackKind best = AttackKind.DIRECT_INJECTION;
    double highest = Double.NEGATIVE_INFINITY;
    for (AttackKind kind : LEARNT) {
      LinearModel model = kinds.get(kind);
      double odds = model == null ? highest : model.scores(stream).of(window);
      if (odds > highest) {
        best = kind;
        highest = odds;
      }
    }
    return within(channel, best);
  }

  /// The kind that an attack of a kind is in a channel: who wrote it is a fact of the channel, not
  /// for the words to tell.
  static AttackKind within(Channel channel, AttackKind kind) {
    return switch (kind) {
      case DIRECT_INJECTION, INDIRECT_INJECTION ->
          channel.isData() ? AttackKind.INDIRECT_INJECTION : AttackKind.DIRECT_INJECTION;
      default -> kind;
    };
  }

  public void write(OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeInt(MAGIC);
    readability.write(out);
    base.attack().write(out);
    base.concept().write(out);
    base.instruction().write(out);
    base.whole().write(out);
    for (Channel channel : Channel.values()) {
      head(channel).write(out);
    }
    out.writeByte(kinds.size());
    for (Map.Entry<AttackKind, LinearModel> kind : new EnumMap<>(kinds).entrySet()) {
      out.writeByte(LEARNT.indexOf(kind.getKey()));
      kind.getValue().write(out);
    }
    out.flush();
  }

  static AttackModel read(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(stream, 1 << 16));
    if (in.readInt() != MAGIC) {
      throw new IOException("no attack model of this version");
    }
    Readability readability = Readability.read(in);
    BaseModels base =
        new BaseModels(
            LinearModel.read(in), LinearModel.read(in), LinearModel.read(in), LinearModel.read(in));
    Map<Channel, Head> heads = new EnumMap<>(Channel.class);
    for (Channel channel : Channel.values()) {
      heads.put(channel, Head.read(in));
    }
    Map<AttackKind, LinearModel> kinds = new EnumMap<>(AttackKind.class);
    for (int left = in.readByte(); left > 0; left--) {
      kinds.put(LEARNT.get(in.readByte()), LinearModel.read(in));
    }
    return new AttackModel(readability, base, heads, kinds);
  }
}
