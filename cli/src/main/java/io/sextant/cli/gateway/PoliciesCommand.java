package io.sextant.cli.gateway;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.gateway.config.ShippedPolicies;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Lists the policies that ship, or prints one to start from.
@Command(
    name = "policies",
    description = "Lists the policies that ship; with a name, prints that one to start from.",
    mixinStandardHelpOptions = true)
final class PoliciesCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "A policy that ships.")
  private @Nullable String name;

  PoliciesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (name != null) {
      String text =
          ShippedPolicies.text(name)
              .orElseThrow(() ->
                  new CommandFailure(
                      ExitCode.BAD_INPUT,
                      "no policy that ships is called " + name,
                      "There are " + String.join(", ", ShippedPolicies.NAMES) + "."));
      console.out().print(text);
      return ExitCode.DONE.number();
    }
    ShippedPolicies.NAMES.forEach(it -> {
      var policy = GatewayFiles.policy(it, console);
      String mark = it.equals(ShippedPolicies.DEFAULT) ? " (used unless another is named)" : "";
      console.out().printf("%-11s %s%s%n", it, policy.title(), mark);
      policy
          .rules()
          .forEach(rule ->
              console
                  .out()
                  .printf(
                      "            %-9s %s%n",
                      rule.decision().name().toLowerCase(java.util.Locale.ROOT), rule.title()));
    });
    return ExitCode.DONE.number();
  }
}
