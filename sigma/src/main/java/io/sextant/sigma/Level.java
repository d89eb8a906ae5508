package io.sextant.sigma;

/// How serious a match is. A rule without a level is MEDIUM.
public enum Level {
  INFORMATIONAL,
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL
}
