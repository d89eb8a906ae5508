package io.sextant.cli;

/// Ends a command with one clear sentence on stderr, a hint when there is one, and an exit code.
public final class CommandFailure extends RuntimeException {
  private final ExitCode exitCode;
  private final String hint;

  public CommandFailure(ExitCode exitCode, String message, String hint) {
    super(message);
    this.exitCode = exitCode;
    this.hint = hint;
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  /// What to do; empty when the message says it all.
  public String hint() {
    return hint;
  }
}
