package io.sextant.gateway.constrain;

import io.sextant.gateway.protocol.Names;
import io.sextant.gateway.protocol.Operation;
import io.sextant.gateway.protocol.Parameters;
import io.sextant.gateway.protocol.Part;
import io.sextant.gateway.protocol.Texts;
import io.sextant.inspect.stream.Redaction;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Changes a request as far as its constraints ask. Pure.
@SuppressWarnings("ReferenceEquality") // the very same object says that nothing was changed
public final class RequestShaper {
  private final Constraints constraints;

  public RequestShaper(Constraints constraints) {
    this.constraints = constraints;
  }

  /// The request to send on: the very same object when there was nothing to change.
  ///
  /// @param texts of the body, all of them
  public ObjectNode shape(Operation operation, ObjectNode body, List<Part> texts) {
    ObjectNode shaped = redact(operation, body, texts);
    shaped = clampTokens(operation, shaped);
    if (constraints.temperature().isPresent()) {
      shaped = clampTemperature(shaped, constraints.temperature().getAsDouble());
    }
    if (constraints.choices().isPresent()) {
      shaped = clampChoices(shaped, constraints.choices().getAsInt());
    }
    if (constraints.withoutLogprobs()) {
      shaped = withoutLogprobs(shaped);
    }
    return withoutTools(shaped);
  }

  private ObjectNode redact(Operation operation, ObjectNode body, List<Part> texts) {
    return constraints
        .redacting()
        .filter(recognisers ->
            texts.stream()
                .anyMatch(part -> Redaction.redact(part.text(), recognisers) != part.text()))
        .map(recognisers ->
            (ObjectNode)
                Texts.replace(
                    body,
                    operation.channel(),
                    part -> {
                      String clean = Redaction.redact(part.text(), recognisers);
                      return clean.equals(part.text()) ? Optional.empty() : Optional.of(clean);
                    }))
        .orElse(body);
  }

  /// Clamps every spelling that is there; a request without a limit gets the usual one of its
  /// operation, since none at all means the most the model can do.
  private ObjectNode clampTokens(Operation operation, ObjectNode body) {
    if (constraints.maxTokens().isEmpty()) {
      return body;
    }
    int most = constraints.maxTokens().getAsInt();
    ObjectNode shaped = body;
    boolean limited = false;
    for (String key : Parameters.MAX_TOKENS) {
      JsonNode value = body.path(key);
      limited |= value.isNumber();
      if (value.isNumber() && value.doubleValue() > most) {
        shaped = copy(shaped, body).put(key, most);
      }
    }
    Optional<String> usual = usualLimit(operation);
    return limited || usual.isEmpty() ? shaped : copy(shaped, body).put(usual.get(), most);
  }

  private static Optional<String> usualLimit(Operation operation) {
    return switch (operation) {
      case CHAT -> Optional.of("max_completion_tokens");
      case COMPLETION, MESSAGES -> Optional.of("max_tokens");
      case RESPONSE -> Optional.of("max_output_tokens");
      case EMBEDDING, MODELS, PREDICT -> Optional.empty();
    };
  }

  private static ObjectNode clampTemperature(ObjectNode body, double most) {
    JsonNode value = body.path("temperature");
    return value.isNumber() && value.doubleValue() > most
        ? body.deepCopy().put("temperature", most)
        : body;
  }

  private static ObjectNode clampChoices(ObjectNode body, int most) {
    ObjectNode shaped = body;
    for (String key : Parameters.CHOICES) {
      if (body.path(key).isNumber() && body.path(key).doubleValue() > most) {
        shaped = copy(shaped, body).put(key, most);
      }
    }
    return shaped;
  }

  private static ObjectNode withoutLogprobs(ObjectNode body) {
    ObjectNode shaped = body;
    for (String key : Parameters.LOGPROBS) {
      if (body.has(key)) {
        shaped = copy(shaped, body).without(key);
      }
    }
    if (body.path("include") instanceof ArrayNode include) {
      ArrayNode kept = include.arrayNode();
      include.forEach(item -> {
        if (!item.asString("").contains("logprobs")) {
          kept.add(item);
        }
      });
      if (kept.size() < include.size()) {
        shaped = copy(shaped, body);
        shaped.set("include", kept);
      }
    }
    return shaped;
  }

  private ObjectNode withoutTools(ObjectNode body) {
    if (constraints.withoutTools().isEmpty()) {
      return body;
    }
    Pattern names = Names.pattern(constraints.withoutTools(), Pattern.CASE_INSENSITIVE);
    ObjectNode shaped = body;
    for (String key : List.of("tools", "functions")) {
      if (body.path(key) instanceof ArrayNode tools) {
        ArrayNode kept = tools.arrayNode();
        tools.forEach(tool -> {
          if (!names.matcher(Parameters.toolName(tool)).matches()) {
            kept.add(tool);
          }
        });
        if (kept.size() < tools.size()) {
          shaped = copy(shaped, body);
          put(shaped, key, kept);
        }
      }
    }
    return shaped;
  }

  /// Servers refuse an empty list of tools, and a choice among none.
  private static void put(ObjectNode shaped, String key, ArrayNode kept) {
    if (kept.isEmpty()) {
      shaped.remove(List.of(key, "tool_choice", "function_call", "parallel_tool_calls"));
    } else {
      shaped.set(key, kept);
    }
  }

  private static ObjectNode copy(ObjectNode shaped, ObjectNode original) {
    return shaped == original ? original.deepCopy() : shaped;
  }
}
