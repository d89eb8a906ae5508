package io.sextant.gateway.access;

import java.util.List;

/// Who asks.
///
/// @param id by verified credential; otherwise the address it comes from. Never from what a client
///   says of itself
/// @param verified whether a credential was checked
public record Principal(String id, List<String> roles, boolean verified) {
  public Principal {
    roles = List.copyOf(roles);
  }
}
