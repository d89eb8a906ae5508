package io.sextant.cli.gateway;

import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.core.policy.Fact;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Lists what conditions can ask for.
@Command(
    name = "facts",
    description = "Lists what the conditions of a policy can ask for.",
    mixinStandardHelpOptions = true)
final class FactsCommand implements Callable<Integer> {
  private final Console console;

  FactsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    for (Fact fact : Fact.values()) {
      console.out().printf("%-28s %-13s %s%n", fact.field(), fact.type().label(), fact.meaning());
    }
    return ExitCode.DONE.number();
  }
}
