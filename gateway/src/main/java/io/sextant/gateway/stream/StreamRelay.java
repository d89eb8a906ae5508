package io.sextant.gateway.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.core.policy.Ruling;
import io.sextant.gateway.constrain.AnswerShaper;
import io.sextant.gateway.constrain.Constraints;
import io.sextant.gateway.protocol.Json;
import io.sextant.gateway.protocol.Operation;
import io.sextant.gateway.protocol.Part;
import io.sextant.gateway.protocol.Texts;
import io.sextant.inspect.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Passes a stream of events on, watched and constrained. For one stream and thread.
///
/// An event in which nothing changes leaves as the bytes it came as. Of a text that is taken out no
/// part leaves; nothing waits while nothing is being matched.
@SuppressWarnings("ReferenceEquality") // the very same object says that nothing was changed
public final class StreamRelay {
  /// Longest event, in bytes: images come in one.
  private static final int MAX_FRAME = 8 << 20;

  /// Characters of an answer that are kept for rules and for the event that tells of it.
  private static final int MAX_KEPT = 256 << 10;

  /// The answer is decided about again when it has grown by a quarter, and by this much at least:
  /// all decisions together then cost a small multiple of one over the whole.
  private static final int FIRST_LOOK = 200;

  /// Texts under way at once: choices and tool arguments are few.
  private static final int MAX_TEXTS = 1_000;

  private final Operation operation;
  private final Constraints constraints;
  private final AnswerShaper shaper;
  private final Judge judge;
  private final OutputStream out;
  private final Map<String, Open> open = new LinkedHashMap<>();
  private final Map<String, StringBuilder> kept = new LinkedHashMap<>();
  private int keptCharacters;
  private int nextLook = FIRST_LOOK;
  private boolean changed;
  private long bytesOut;

  /// Decides about what has come of an answer.
  public interface Judge {
    /// The ruling when it is BLOCK; empty otherwise.
    Optional<Ruling> blocked(List<Part> soFar);

    /// No rule looks at answers.
    Judge NONE = _ -> Optional.empty();
  }

  /// A text under way, and the last event that carried a piece of it.
  private record Open(TextStream stream, ObjectNode carrier) {}

  /// How a stream ended.
  ///
  /// @param blocked the ruling that cut it
  /// @param changed whether anything was taken out
  /// @param texts what the model wrote, as it came, the beginning of it when it is long
  public record Result(
      Optional<Ruling> blocked, boolean changed, long bytesOut, List<String> texts) {
    public Result {
      texts = List.copyOf(texts);
    }
  }

  public StreamRelay(Operation operation, Constraints constraints, Judge judge, OutputStream out) {
    this.operation = operation;
    this.constraints = constraints;
    this.shaper = new AnswerShaper(constraints);
    this.judge = judge;
    this.out = out;
  }

  /// Passes everything on until the stream ends or is cut.
  ///
  /// @throws IOException when either side is gone, or an event cannot be read
  public Result relay(InputStream in) throws IOException {
    SseReader reader = new SseReader(in, MAX_FRAME);
    Optional<Ruling> blocked = Optional.empty();
    for (Optional<byte[]> frame = reader.next();
        frame.isPresent() && blocked.isEmpty();
        frame = blocked.isPresent() ? Optional.empty() : reader.next()) {
      blocked = pass(frame.get());
    }
    if (blocked.isEmpty()) {
      blocked = judged(true);
    }
    if (blocked.isEmpty()) {
      end("");
      out.flush();
    }
    return new Result(
        blocked, changed, bytesOut, kept.values().stream().map(StringBuilder::toString).toList());
  }

  private Optional<Ruling> pass(byte[] bytes) throws IOException {
    SseFrame frame = SseFrame.of(bytes);
    if (frame.data().isEmpty() || frame.data().get().isBlank()) {
      write(bytes);
      return Optional.empty();
    }
    if (frame.data().get().strip().equals("[DONE]")) {
      Optional<Ruling> blocked = judged(true);
      if (blocked.isEmpty()) {
        end("");
        write(bytes);
      }
      return blocked;
    }
    ObjectNode event;
    try {
      event = Json.object(frame.data().get().getBytes(UTF_8));
    } catch (Json.Malformed e) {
      throw new IOException("an event of the stream cannot be read: " + e.getMessage(), e);
    }
    return pass(bytes, frame, event);
  }

  private Optional<Ruling> pass(byte[] bytes, SseFrame frame, ObjectNode event) throws IOException {
    Slots slots = Slots.of(operation, event);
    if (open.size() + slots.slots().size() > MAX_TEXTS) {
      throw new IOException("the stream has more than " + MAX_TEXTS + " texts under way");
    }
    slots.slots().forEach(slot -> keep(slot.text(), slot.piece()));
    Optional<Ruling> blocked = judged(!slots.endings().isEmpty());
    if (blocked.isPresent()) {
      return blocked;
    }
    boolean touched = false;
    for (Slots.Slot slot : slots.slots()) {
      touched |= accept(slot, event);
    }
    for (String ending : slots.endings()) {
      touched |= endInto(ending, slots);
      end(ending);
    }
    JsonNode shaped = whole(event, slots);
    changed |= shaped != event;
    write(touched || shaped != event ? frame.with(Json.bytes(shaped)) : bytes);
    return Optional.empty();
  }

  /// What stands in an event whole: everything but the pieces.
  private JsonNode whole(ObjectNode event, Slots slots) {
    JsonNode texts =
        constraints.redacting().isEmpty() && !constraints.withoutLinks()
            ? event
            : Texts.replace(
                event,
                Channel.OUTPUT,
                part ->
                    slots.hold(part.place())
                        ? Optional.empty()
                        : Optional.of(shaper.text(part.text()))
                            .filter(clean -> !clean.equals(part.text())));
    return shaper.numbers(texts);
  }

  /// Takes a piece; true when less or other than it may leave now.
  private boolean accept(Slots.Slot slot, ObjectNode event) {
    Open known = open.get(slot.text());
    TextStream stream = known == null ? new TextStream(constraints) : known.stream();
    String piece = slot.piece();
    String released = stream.accept(piece);
    open.put(slot.text(), new Open(stream, event));
    if (released.equals(piece)) {
      return false;
    }
    slot.set(released);
    return true;
  }

  /// Ends those texts that this event both continues and ends, within it.
  private boolean endInto(String ending, Slots slots) {
    boolean touched = false;
    for (Slots.Slot slot : slots.slots()) {
      Open known = slot.text().startsWith(ending) ? open.remove(slot.text()) : null;
      if (known != null) {
        String rest = known.stream().end();
        changed |= known.stream().changed();
        if (!rest.isEmpty()) {
          slot.set(slot.piece() + rest);
          touched = true;
        }
      }
    }
    return touched;
  }

  /// Ends texts; what of them still waited leaves in an event like the last that carried a piece.
  private void end(String ending) throws IOException {
    List<String> names = open.keySet().stream().filter(name -> name.startsWith(ending)).toList();
    for (String name : names) {
      Open ended = open.remove(name);
      String rest = ended == null ? "" : ended.stream().end();
      if (ended != null) {
        changed |= ended.stream().changed();
      }
      if (ended != null && !rest.isEmpty()) {
        ObjectNode carrier = ended.carrier().deepCopy();
        Slots.reopen(carrier);
        for (Slots.Slot slot : Slots.of(operation, carrier).slots()) {
          slot.set(slot.text().equals(name) ? rest : "");
        }
        write(
            new SseFrame(type(carrier), Optional.empty(), Optional.empty())
                .with(Json.bytes(carrier)));
      }
    }
  }

  /// Anthropic and the responses of OpenAI name the type of an event beside its data too.
  private String type(ObjectNode event) {
    return switch (operation) {
      case MESSAGES, RESPONSE -> event.path("type").asString("");
      case CHAT, COMPLETION, EMBEDDING, MODELS, PREDICT -> "";
    };
  }

  private void keep(String text, String piece) {
    if (keptCharacters < MAX_KEPT) {
      kept.computeIfAbsent(text, _ -> new StringBuilder()).append(piece);
      keptCharacters += piece.length();
    }
  }

  private Optional<Ruling> judged(boolean now) {
    if (judge == Judge.NONE || keptCharacters == 0 || (!now && keptCharacters < nextLook)) {
      return Optional.empty();
    }
    nextLook = keptCharacters + Math.max(FIRST_LOOK, keptCharacters / 4);
    List<Part> parts = new ArrayList<>();
    kept.forEach(
        (name, text) -> parts.add(new Part(Channel.OUTPUT, "/" + name, text.toString(), false)));
    return judge.blocked(parts);
  }

  /// Writes at once: an event that waits in a buffer is late.
  private void write(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    bytesOut += bytes.length;
  }
}
