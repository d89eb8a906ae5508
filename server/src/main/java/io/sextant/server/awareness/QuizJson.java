package io.sextant.server.awareness;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The quiz as the API writes and reads it.
final class QuizJson {
  private QuizJson() {}

  /// @param seed to be sent back with each answer
  record Sitting(String release, long seed, List<ObjectNode> questions, Progress progress) {}

  /// @param questions how many there are in all
  /// @param begun answered at least once
  /// @param due of those, to be asked again now
  /// @param known of those, remembered with a chance of 90 % or more
  /// @param next when the next one is due, if none is now
  record Progress(int questions, int begun, int due, int known, Optional<Instant> next) {}

  /// @param recall `unsure`, `right` or `easy`: how sure the person was
  record Answer(
      @Nullable String release,
      long seed,
      @Nullable String question,
      @Nullable String option,
      @Nullable String recall) {}

  /// @param due when it is asked again
  record Result(boolean correct, String right, String explanation, Instant due) {}
}
