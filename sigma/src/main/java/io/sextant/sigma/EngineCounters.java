package io.sextant.sigma;

/// What an engine has done and, above all, what it could not do: no under-detection is silent.
///
/// @param events events tried
/// @param heldGroups windows now held
/// @param heldEvents events and counted values now held in windows
/// @param waitingMatches matches that wait for the lateness to pass
/// @param evictedGroups windows dropped before their time because there were too many
/// @param evictedEvents events and counted values dropped from windows before their time
/// @param hurriedMatches matches that did not wait for the lateness because too many waited
/// @param lateEvents events older than the lateness allowed, tried against what was still held
/// @param ungroupedEvents matches left out of a correlation because a group-by field was missing
/// @param droppedValues values left out: no number where one is needed, or too many in one event
public record EngineCounters(
    long events,
    long heldGroups,
    long heldEvents,
    long waitingMatches,
    long evictedGroups,
    long evictedEvents,
    long hurriedMatches,
    long lateEvents,
    long ungroupedEvents,
    long droppedValues) {}
