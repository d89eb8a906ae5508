package io.sextant.sigma;

/// What an engine has done and, above all, what it could not do: no under-detection is silent.
///
/// @param events events tried
/// @param heldGroups windows now held
/// @param heldEvents events now held in windows
/// @param evictedGroups windows dropped before their time because there were too many
/// @param evictedEvents events dropped from windows before their time
/// @param lateEvents events older than the lateness allowed, tried against what was still held
/// @param ungroupedEvents matches left out of a correlation because a group-by field was missing
public record EngineCounters(
    long events,
    long heldGroups,
    long heldEvents,
    long evictedGroups,
    long evictedEvents,
    long lateEvents,
    long ungroupedEvents) {}
