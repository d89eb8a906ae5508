package io.sextant.gateway.proxy;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// How many tokens an exchange took.
///
/// @param asked of the request
/// @param answered of the answer
record Usage(long asked, long answered) {
  /// Of ordinary English; where a server does not count, somebody must.
  private static final int CHARACTERS_PER_TOKEN = 4;

  private static final List<String> ASKED = List.of("prompt_tokens", "input_tokens");
  private static final List<String> ANSWERED = List.of("completion_tokens", "output_tokens");

  /// As the server counts, else estimated.
  ///
  /// @param characters of the request
  /// @param bytes of the answer
  static Usage of(JsonNode answer, long characters, long bytes) {
    JsonNode usage = answer.path("usage");
    return new Usage(counted(usage, ASKED, characters), counted(usage, ANSWERED, bytes));
  }

  /// Of a stream, whose server counts at its end or not at all.
  static Usage estimated(long characters, List<String> texts) {
    return new Usage(tokens(characters), tokens(texts.stream().mapToLong(String::length).sum()));
  }

  private static long counted(JsonNode usage, List<String> names, long length) {
    for (String name : names) {
      JsonNode count = usage.path(name);
      if (count.isIntegralNumber() && count.asLong() >= 0) {
        return count.asLong();
      }
    }
    return tokens(length);
  }

  private static long tokens(long length) {
    return Math.ceilDiv(length, CHARACTERS_PER_TOKEN);
  }
}
