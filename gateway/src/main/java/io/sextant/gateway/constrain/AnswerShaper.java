package io.sextant.gateway.constrain;

import io.sextant.gateway.content.Links;
import io.sextant.gateway.protocol.Part;
import io.sextant.gateway.protocol.Texts;
import io.sextant.inspect.Channel;
import io.sextant.inspect.stream.Redaction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Changes a whole answer as far as its constraints ask. Pure.
@SuppressWarnings("ReferenceEquality") // the very same object says that nothing was changed
public final class AnswerShaper {
  private static final Set<String> LOGPROB_KEYS = Set.of("logprobs", "top_logprobs");

  private final Constraints constraints;

  public AnswerShaper(Constraints constraints) {
    this.constraints = constraints;
  }

  /// The answer to give back: the very same object when there was nothing to change.
  ///
  /// @param texts of the body, all of them
  public JsonNode shape(JsonNode body, List<Part> texts) {
    return numbers(texts(body, texts));
  }

  private JsonNode texts(JsonNode body, List<Part> texts) {
    return texts.stream().allMatch(part -> text(part.text()).equals(part.text()))
        ? body
        : Texts.replace(
            body,
            Channel.OUTPUT,
            part -> {
              String clean = text(part.text());
              return clean.equals(part.text()) ? Optional.empty() : Optional.of(clean);
            });
  }

  /// One text without what the constraints take out.
  public String text(String text) {
    String clean =
        constraints
            .redacting()
            .map(recognisers -> Redaction.redact(text, recognisers))
            .orElse(text);
    return constraints.withoutLinks() ? Links.remove(clean) : clean;
  }

  /// The value without log probabilities and with fewer decimals, as far as that is asked for.
  public JsonNode numbers(JsonNode node) {
    return constraints.withoutLogprobs() || constraints.decimals().isPresent() ? walk(node) : node;
  }

  private JsonNode walk(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode changed = object;
        for (var entry : List.copyOf(object.properties())) {
          boolean dropped =
              constraints.withoutLogprobs()
                  && LOGPROB_KEYS.contains(entry.getKey())
                  && !entry.getValue().isNull();
          JsonNode next =
              dropped
                  ? object.nullNode()
                  : entry.getKey().equals("embedding") && entry.getValue().isString()
                      ? packed(entry.getValue())
                      : walk(entry.getValue());
          if (next != entry.getValue()) {
            changed = changed == object ? object.objectNode().setAll(object) : changed;
            changed.set(entry.getKey(), next);
          }
        }
        yield changed;
      }
      case ArrayNode array -> {
        ArrayNode changed = array;
        for (int i = 0; i < array.size(); i++) {
          JsonNode next = walk(array.get(i));
          if (next != array.get(i)) {
            changed = changed == array ? array.arrayNode().addAll(array) : changed;
            changed.set(i, next);
          }
        }
        yield changed;
      }
      default -> rounded(node);
    };
  }

  /// An embedding as OpenAI packs it on demand: 32-bit floats, little end first, in base64.
  private JsonNode packed(JsonNode node) {
    if (constraints.decimals().isEmpty()) {
      return node;
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(node.stringValue());
    } catch (IllegalArgumentException _) {
      return node;
    }
    ByteBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at + Float.BYTES <= bytes.length; at += Float.BYTES) {
      float value = floats.getFloat(at);
      if (Float.isFinite(value)) {
        BigDecimal exact = new BigDecimal(Float.toString(value));
        floats.putFloat(
            at,
            exact.setScale(constraints.decimals().getAsInt(), RoundingMode.HALF_EVEN).floatValue());
      }
    }
    return StringNode.valueOf(Base64.getEncoder().encodeToString(bytes));
  }

  private JsonNode rounded(JsonNode node) {
    if (constraints.decimals().isEmpty() || !node.isNumber() || node.isIntegralNumber()) {
      return node;
    }
    BigDecimal written = node.decimalValue();
    int most = constraints.decimals().getAsInt();
    return written.scale() <= most
        ? node
        : DecimalNode.valueOf(written.setScale(most, RoundingMode.HALF_EVEN));
  }
}
