package io.sextant.gateway.access;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Who asks.
///
/// @param id by verified credential; otherwise the address it comes from. Never from what a client
///   says of itself
/// @param verified whether a credential was checked
/// @param people names of the people behind it; none of them approves what it asks for
public record Principal(String id, List<String> roles, boolean verified, Set<String> people) {
  private static final String ADDRESS = "address:";

  public Principal {
    roles = List.copyOf(roles);
    people = Set.copyOf(people);
  }

  public Principal(String id, List<String> roles, boolean verified) {
    this(id, roles, verified, Set.of());
  }

  /// Somebody of whom nothing is known but an address.
  static Principal at(String address) {
    return new Principal(ADDRESS + address, List.of(), false);
  }

  /// Says in an event who asked (`docs/event-format.md`).
  public void tell(ObjectNode event) {
    if (verified) {
      event.put("user.id", id);
    } else {
      event.put("client.address", id.startsWith(ADDRESS) ? id.substring(ADDRESS.length()) : id);
    }
  }
}
