package io.sextant.core.awareness;

import java.time.Instant;

/// What is known of one person's memory of one question.
///
/// @param question its id, `tactic/AML.T0051`
/// @param stability days after which the answer is still known with 90 % chance
/// @param difficulty 1 (easy) to 10
/// @param answered how often
/// @param lapses how often it was wrong after the first time
/// @param last when it was answered last
/// @param due when it shall be asked again
public record Card(
    String question,
    double stability,
    double difficulty,
    int answered,
    int lapses,
    Instant last,
    Instant due) {}
