package io.sextant.cli;

/// The process's entry point.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    int exitCode = SextantCommand.run(Console.ofProcess(), arguments);
    if (exitCode != ExitCode.DONE.number()) {
      System.exit(exitCode);
    }
  }
}
