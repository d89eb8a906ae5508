package io.sextant.gateway.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a request asks of the model besides its texts, in every spelling there is.
///
/// @param maxTokens the smallest of the limits given
public record Parameters(
    String model,
    boolean stream,
    OptionalLong maxTokens,
    OptionalDouble temperature,
    long choices,
    boolean logprobs,
    List<String> tools) {
  /// Spellings of the limit on the length of an answer.
  public static final List<String> MAX_TOKENS =
      List.of("max_tokens", "max_completion_tokens", "max_output_tokens", "max_tokens_to_sample");

  /// Spellings of the number of answers.
  public static final List<String> CHOICES = List.of("n", "best_of");

  /// Keys that ask for log probabilities.
  public static final List<String> LOGPROBS = List.of("logprobs", "top_logprobs");

  public Parameters {
    tools = List.copyOf(tools);
  }

  /// The parameters of a body.
  public static Parameters of(ObjectNode body) {
    OptionalLong limit = OptionalLong.empty();
    for (String key : MAX_TOKENS) {
      OptionalLong said = whole(body.path(key));
      if (said.isPresent()) {
        limit = OptionalLong.of(Math.min(said.getAsLong(), limit.orElse(Long.MAX_VALUE)));
      }
    }
    OptionalLong choices = OptionalLong.empty();
    for (String key : CHOICES) {
      OptionalLong said = whole(body.path(key));
      if (said.isPresent()) {
        choices = OptionalLong.of(Math.max(said.getAsLong(), choices.orElse(Long.MIN_VALUE)));
      }
    }
    JsonNode temperature = body.path("temperature");
    return new Parameters(
        body.path("model").asString(""),
        body.path("stream").asBoolean(false),
        limit,
        temperature.isNumber()
            ? OptionalDouble.of(temperature.doubleValue())
            : OptionalDouble.empty(),
        choices.orElse(1),
        asksForLogprobs(body),
        toolNames(body));
  }

  private static boolean asksForLogprobs(ObjectNode body) {
    boolean asks = false;
    for (JsonNode item : body.path("include")) {
      asks |= item.asString("").contains("logprobs");
    }
    for (String key : LOGPROBS) {
      JsonNode said = body.path(key);
      asks |= said.asBoolean(false) || (said.isNumber() && said.doubleValue() > 0);
    }
    return asks;
  }

  private static OptionalLong whole(JsonNode number) {
    return number.isNumber()
        ? OptionalLong.of(number.decimalValue().longValue())
        : OptionalLong.empty();
  }

  private static List<String> toolNames(ObjectNode body) {
    List<String> names = new ArrayList<>();
    for (String key : List.of("tools", "functions")) {
      for (JsonNode tool : body.path(key)) {
        names.add(toolName(tool));
      }
    }
    return names;
  }

  /// The name of a tool offered: of the function, of the tool, else its type.
  public static String toolName(JsonNode tool) {
    String function = tool.path("function").path("name").asString("");
    String own = tool.path("name").asString("");
    return !function.isEmpty() ? function : !own.isEmpty() ? own : tool.path("type").asString("");
  }
}
