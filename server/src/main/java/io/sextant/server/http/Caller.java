package io.sextant.server.http;

import io.sextant.core.access.Permission;
import io.sextant.core.access.Role;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Who makes a request, and what they may do.
///
/// @param name shown in histories; empty for somebody unknown
/// @param csrf what a changing request of a browser session must repeat in a header; empty for
///   callers that send no cookie
public record Caller(
    String name, Optional<Role> role, Set<Permission> permissions, Kind kind, String csrf) {
  /// How a caller identified itself.
  public enum Kind {
    ANONYMOUS,
    SESSION,
    TOKEN
  }

  public Caller {
    permissions = Set.copyOf(permissions);
  }

  /// Somebody who did not sign in.
  ///
  /// @param extra what this server lets anybody do
  public static Caller anonymous(Set<Permission> extra) {
    EnumSet<Permission> permissions = EnumSet.of(Permission.PUBLIC);
    permissions.addAll(extra);
    return new Caller("", Optional.empty(), permissions, Kind.ANONYMOUS, "");
  }

  /// Somebody with a role.
  public static Caller of(String name, Role role, Kind kind, String csrf) {
    EnumSet<Permission> permissions = EnumSet.noneOf(Permission.class);
    for (Permission permission : Permission.values()) {
      if (role.may(permission)) {
        permissions.add(permission);
      }
    }
    return new Caller(name, Optional.of(role), permissions, kind, csrf);
  }

  public boolean may(Permission permission) {
    return permissions.contains(permission);
  }
}
