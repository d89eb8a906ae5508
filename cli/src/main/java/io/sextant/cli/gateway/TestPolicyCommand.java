package io.sextant.cli.gateway;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.DocumentFiles;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.OutputFormat;
import io.sextant.core.policy.Policy;
import io.sextant.gateway.config.ShippedPolicies;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.trial.PolicyTest;
import io.sextant.gateway.trial.PolicyTests;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Runs the tests of policies: exchanges as data, with the decisions they must get.
@Command(
    name = "test",
    description = "Runs tests of policies: exchanges as data with the decisions they must get.",
    mixinStandardHelpOptions = true)
final class TestPolicyCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--policy",
      paramLabel = "NAME|FILE",
      description = "Tests this policy instead of the one that a file names.")
  private @Nullable String policy;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "table or json (default: table).")
  private OutputFormat format = OutputFormat.TABLE;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files of tests.")
  private List<String> files = List.of();

  /// A test of a file, and how it ended.
  private record Tested(String file, PolicyTest.Result result) {}

  TestPolicyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Detectors detectors = Detectors.builtIn();
    List<Tested> results = new ArrayList<>();
    for (String file : files) {
      String text = DocumentFiles.read(file, console);
      PolicyTests tests = PolicyTests.read(file, text);
      if (!tests.issues().isEmpty()) {
        throw GatewayFiles.mistakes(file, tests.issues(), console);
      }
      if (tests.tests().isEmpty()) {
        throw new CommandFailure(
            ExitCode.BAD_INPUT, file + " holds no 'tests'", "See docs/gateway.md.");
      }
      tests.run(policy(file, tests), detectors).stream()
          .map(result -> new Tested(file, result))
          .forEach(results::add);
    }
    long failed = results.stream().filter(each -> !each.result().passed()).count();
    print(results, failed);
    return (failed > 0 ? ExitCode.FOUND : ExitCode.DONE).number();
  }

  /// The policy that is named; else the one in the file itself.
  private Policy policy(String file, PolicyTests tests) {
    if (policy == null && tests.own()) {
      return GatewayFiles.policy(file, console);
    }
    String name = policy != null ? policy : tests.policy().orElse(ShippedPolicies.DEFAULT);
    boolean relative = policy == null && ShippedPolicies.text(name).isEmpty();
    return GatewayFiles.policy(
        relative
            ? GatewayFiles.resolved(Path.of(file), name).map(Path::toString).orElse(name)
            : name,
        console);
  }

  private void print(List<Tested> results, long failed) {
    if (format == OutputFormat.JSON) {
      ObjectNode document = Json.object();
      ArrayNode list = document.putArray("tests");
      results.forEach(each ->
          list.addObject()
              .put("file", each.file())
              .put("name", each.result().name())
              .put("passed", each.result().passed())
              .put("problem", each.result().problem()));
      Json.document(document, console.out());
      return;
    }
    results.stream()
        .filter(each -> !each.result().passed())
        .forEach(each ->
            console
                .out()
                .println(
                    each.file() + ": '" + each.result().name() + "': " + each.result().problem()));
    console.out().println((results.size() - failed) + " passed, " + failed + " failed");
  }
}
