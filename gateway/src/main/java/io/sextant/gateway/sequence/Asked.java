package io.sextant.gateway.sequence;

import java.time.Instant;
import java.util.List;

/// A request, as far as sequences are concerned.
///
/// @param model what it asks; each model has a memory of its own
/// @param scopes whom its evidence counts for, most particular first: principal, network
/// @param inputs those that are compared
/// @param count how many there are
/// @param work asked of the model, in tokens
public record Asked(
    Instant time, String model, List<String> scopes, List<Input> inputs, long count, double work) {
  public Asked {
    scopes = List.copyOf(scopes);
    inputs = List.copyOf(inputs);
  }
}
