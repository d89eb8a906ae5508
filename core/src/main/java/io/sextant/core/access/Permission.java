package io.sextant.core.access;

/// What a route may demand of its caller.
public enum Permission {
  /// Anybody, without signing in.
  PUBLIC,
  /// See everything but secrets.
  READ,
  /// Change findings, layers, system maps, and what is decided about threats.
  TRIAGE,
  /// Approve or refuse what the gateway holds back.
  APPROVE,
  /// Send telemetry.
  INGEST,
  /// Change rules, releases and settings.
  CONFIGURE,
  /// Manage tokens and people.
  ADMINISTER
}
