package io.sextant.core.access;

import java.util.Set;

/// What somebody is, and hence may do.
public enum Role {
  VIEWER,
  ANALYST,
  ENGINEER,
  ADMIN,
  AUDITOR,
  /// A machine that sends telemetry and can do nothing else.
  SENDER;

  /// Whether somebody with this role may use a route that demands `permission`.
  public boolean may(Permission permission) {
    return permission == Permission.PUBLIC || permissions().contains(permission);
  }

  private Set<Permission> permissions() {
    return switch (this) {
      case VIEWER, AUDITOR -> Set.of(Permission.READ);
      case ANALYST -> Set.of(Permission.READ, Permission.TRIAGE, Permission.APPROVE);
      case ENGINEER ->
          Set.of(
              Permission.READ,
              Permission.TRIAGE,
              Permission.APPROVE,
              Permission.INGEST,
              Permission.CONFIGURE);
      case ADMIN -> Set.of(Permission.values());
      case SENDER -> Set.of(Permission.INGEST);
    };
  }
}
