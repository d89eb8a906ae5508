package io.sextant.gateway.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongBinaryOperator;
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
    JsonNode temperature = body.path("temperature");
    return new Parameters(
        body.path("model").asString(""),
        body.path("stream").asBoolean(false),
        said(body, MAX_TOKENS, Math::min),
        temperature.isNumber()
            ? OptionalDouble.of(temperature.doubleValue())
            : OptionalDouble.empty(),
        said(body, CHOICES, Math::max).orElse(1),
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

  /// What is said under any of the keys, one of it when under several.
  private static OptionalLong said(ObjectNode body, List<String> keys, LongBinaryOperator chosen) {
    OptionalLong said = OptionalLong.empty();
    for (String key : keys) {
      JsonNode value = body.path(key);
      if (value.isNumber()) {
        long number = value.decimalValue().longValue();
        said = OptionalLong.of(chosen.applyAsLong(said.orElse(number), number));
      }
    }
    return said;
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
