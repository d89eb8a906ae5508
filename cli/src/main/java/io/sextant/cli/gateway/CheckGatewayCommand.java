package io.sextant.cli.gateway;

import io.sextant.cli.Console;
import io.sextant.cli.Diagnostic;
import io.sextant.cli.DocumentFiles;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.OutputFormat;
import io.sextant.core.document.Issue;
import io.sextant.core.policy.PolicyReader;
import io.sextant.gateway.config.GatewayConfigReader;
import io.sextant.gateway.trial.PolicyTests;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// Lists every mistake of policies and gateway configurations at once.
@Command(
    name = "check",
    description = "Lists every mistake of policies and gateway configurations at once.",
    mixinStandardHelpOptions = true)
final class CheckGatewayCommand implements Callable<Integer> {
  private static final Pattern TESTS = Pattern.compile("(?m)^tests\\s*:");
  private static final Pattern RULES = Pattern.compile("(?m)^rules\\s*:");

  private final Console console;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "table or json (default: table).")
  private OutputFormat format = OutputFormat.TABLE;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Policies, their tests, or configurations.")
  private List<String> files = List.of();

  CheckGatewayCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Issue> issues = new ArrayList<>();
    for (String file : files) {
      String text = DocumentFiles.read(file, console);
      issues.addAll(issues(file, text));
    }
    print(issues);
    return (DocumentFiles.hasErrors(issues) ? ExitCode.BAD_INPUT : ExitCode.DONE).number();
  }

  private List<Issue> issues(String file, String text) {
    boolean tests = TESTS.matcher(text).find();
    if (RULES.matcher(text).find()) {
      PolicyReader.Result policy = PolicyReader.read(file, text);
      // Only once the policy itself is sound are its tests worth a word.
      List<Issue> issues = new ArrayList<>(policy.issues());
      if (tests && policy.policy().isPresent()) {
        issues.addAll(PolicyTests.read(file, text).issues());
      }
      return issues;
    }
    return tests
        ? PolicyTests.read(file, text).issues()
        : GatewayConfigReader.read(file, text, GatewayFiles.surroundings(Path.of(file), console))
            .issues();
  }

  private void print(List<Issue> issues) {
    if (format == OutputFormat.JSON) {
      ObjectNode document = Json.object();
      document.set("issues", DocumentFiles.json(issues));
      Json.document(document, console.out());
    } else {
      Diagnostic.print(
          issues.stream().map(DocumentFiles::diagnostic).toList(), console.out(), console.colour());
      if (issues.isEmpty()) {
        console
            .out()
            .println(files.size() == 1 ? "no mistake" : "no mistake in " + files.size() + " files");
      }
    }
  }
}
