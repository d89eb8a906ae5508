package io.sextant.cli;

/// What the process says to its caller when it ends.
public enum ExitCode {
  DONE(0),
  /// Done, and something at or above `--fail-on` was found.
  FOUND(1),
  USAGE(2),
  /// The input is bad; every problem was listed.
  BAD_INPUT(3),
  /// Something this machine lacks or holds: a port, a file's permission, a JDK.
  ENVIRONMENT(4),
  /// Our fault.
  INTERNAL(70);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
