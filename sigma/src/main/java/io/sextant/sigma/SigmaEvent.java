package io.sextant.sigma;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/// One event as the engine sees it.
///
/// @param ref the caller's number for this event (a line number, a sequence number); detections
///   name their events by it
/// @param time when it happened; drives correlation windows
/// @param logSource what kind of log it is from; [LogSource#ANY] tries every rule
/// @param body a JSON object; it must not change while the engine holds the event
public record SigmaEvent(long ref, Instant time, LogSource logSource, JsonNode body) {}
