package io.sextant.cli.gateway;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.DocumentFiles;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.OutputFormat;
import io.sextant.gateway.access.Principal;
import io.sextant.gateway.config.ShippedPolicies;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.protocol.Operation;
import io.sextant.gateway.proxy.PolicyTrial;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// Says what a policy would do with one request, and why, without sending it anywhere.
@Command(
    name = "explain",
    description = "Says what a policy would do with one request, and why; sends nothing.",
    mixinStandardHelpOptions = true)
final class ExplainDecisionCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--policy",
      paramLabel = "NAME|FILE",
      description = "A policy that ships, or a file. Default: ${DEFAULT-VALUE}.")
  private String policy = ShippedPolicies.DEFAULT;

  @Option(
      names = "--operation",
      paramLabel = "NAME",
      description =
          "chat, completion, response, messages, embedding or predict. Default: ${DEFAULT-VALUE}.")
  private String operation = "chat";

  @Option(names = "--answer", paramLabel = "FILE", description = "The model's answer, to try too.")
  private @Nullable String answer;

  @Option(names = "--principal", paramLabel = "ID", description = "Who asks.")
  private String principal = "someone";

  @Option(names = "--role", paramLabel = "ROLE", description = "A role they have. Repeatable.")
  private List<String> roles = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "table or json (default: table).")
  private OutputFormat format = OutputFormat.TABLE;

  @Parameters(
      paramLabel = "BODY",
      description = "The request's body, as JSON; - is standard input.")
  private String body = "";

  ExplainDecisionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Operation asked =
        Operation.named(operation)
            .filter(Operation::hasBody)
            .orElseThrow(() ->
                new CommandFailure(
                    ExitCode.USAGE,
                    "--operation " + operation + " is not known",
                    "Expected chat, completion, response, messages, embedding or predict."));
    PolicyTrial trial = new PolicyTrial(GatewayFiles.policy(policy, console), Detectors.builtIn());
    PolicyTrial.Outcome outcome =
        trial.run(
            new PolicyTrial.Case(
                asked,
                new Principal(principal, roles, true),
                object(body),
                Optional.ofNullable(answer).map(this::object),
                Instant.now()));
    if (format == OutputFormat.JSON) {
      Json.document(DecisionOutput.json(outcome), console.out());
    } else {
      DecisionOutput.print(outcome, console.out());
    }
    return ExitCode.DONE.number();
  }

  private ObjectNode object(String file) {
    try {
      return io.sextant.gateway.protocol.Json.object(
          DocumentFiles.read(file, console).getBytes(StandardCharsets.UTF_8));
    } catch (io.sextant.gateway.protocol.Json.Malformed e) {
      throw new CommandFailure(
          ExitCode.BAD_INPUT,
          file + ": " + e.getMessage(),
          "The gateway would answer 400 to it (SX-GATEWAY-014).");
    }
  }
}
