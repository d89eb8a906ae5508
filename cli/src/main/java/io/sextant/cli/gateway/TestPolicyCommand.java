package io.sextant.cli.gateway;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.DocumentFiles;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.OutputFormat;
import io.sextant.core.document.Documents;
import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Tree;
import io.sextant.core.policy.Policy;
import io.sextant.gateway.config.ShippedPolicies;
import io.sextant.gateway.content.Detectors;
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

  TestPolicyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Detectors detectors = Detectors.builtIn();
    List<PolicyTest.Result> results = new ArrayList<>();
    for (String file : files) {
      String text = DocumentFiles.read(file, console);
      IssueLog log = new IssueLog(file, text);
      List<Tree> documents = Documents.read(text, log);
      if (documents.size() != 1 || documents.getFirst().list("tests").isEmpty()) {
        throw documents.isEmpty()
            ? GatewayFiles.mistakes(file, log.issues(), console)
            : new CommandFailure(
                ExitCode.BAD_INPUT, file + " holds no 'tests'", "See docs/gateway.md.");
      }
      Policy tested = policy(file, documents.getFirst());
      for (Tree test : documents.getFirst().list("tests")) {
        results.add(PolicyTest.read(test, log).run(tested, detectors, file));
      }
      if (log.errors() > 0) {
        throw GatewayFiles.mistakes(file, log.issues(), console);
      }
    }
    long failed = results.stream().filter(result -> !result.passed()).count();
    print(results, failed);
    return (failed > 0 ? ExitCode.FOUND : ExitCode.DONE).number();
  }

  private Policy policy(String file, Tree document) {
    String name = policy != null ? policy : document.text("policy").orElse(ShippedPolicies.DEFAULT);
    boolean relative = policy == null && ShippedPolicies.text(name).isEmpty();
    return GatewayFiles.policy(
        relative
            ? GatewayFiles.resolved(Path.of(file), name).map(Path::toString).orElse(name)
            : name,
        console);
  }

  private void print(List<PolicyTest.Result> results, long failed) {
    if (format == OutputFormat.JSON) {
      ObjectNode document = Json.object();
      ArrayNode list = document.putArray("tests");
      results.forEach(result ->
          list.addObject()
              .put("file", result.file())
              .put("name", result.name())
              .put("passed", result.passed())
              .put("problem", result.problem()));
      Json.document(document, console.out());
      return;
    }
    results.stream()
        .filter(result -> !result.passed())
        .forEach(result ->
            console
                .out()
                .println(result.file() + ": '" + result.name() + "': " + result.problem()));
    console.out().println((results.size() - failed) + " passed, " + failed + " failed");
  }
}
