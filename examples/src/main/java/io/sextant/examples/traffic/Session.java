package io.sextant.examples.traffic;

import java.util.List;

/// One visitor and what they do.
///
/// @param technique the ATLAS technique that an attack stands for; empty for an ordinary visitor
/// @param client the address played, from the ranges for documentation (RFC 5737)
/// @param pauseMillis milliseconds between steps, on the service's clock
public record Session(
    String name, String technique, String user, String client, long pauseMillis, List<Step> steps) {
  public Session {
    steps = List.copyOf(steps);
  }
}
