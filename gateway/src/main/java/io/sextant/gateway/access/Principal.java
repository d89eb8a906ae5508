package io.sextant.gateway.access;

import java.util.List;
import java.util.Set;

/// Who asks.
///
/// @param id by verified credential; otherwise the address it comes from. Never from what a client
///   says of itself
/// @param verified whether a credential was checked
/// @param people names of the people behind it; none of them approves what it asks for
public record Principal(String id, List<String> roles, boolean verified, Set<String> people) {
  public Principal {
    roles = List.copyOf(roles);
    people = Set.copyOf(people);
  }

  public Principal(String id, List<String> roles, boolean verified) {
    this(id, roles, verified, Set.of());
  }
}
