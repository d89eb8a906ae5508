package io.sextant.cli.atlas;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.ImportResult;
import io.sextant.atlas.Issue;
import io.sextant.atlas.ReleaseCounts;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.OutputFormat;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/// Stores an official or custom release with its full text.
@Command(
    name = "import",
    description = "Imports a release file (ATLAS-<tag>.yaml) from disk or from the web.",
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  @Mixin private final LibraryOptions options = new LibraryOptions();
  @Mixin private final FormatOption format = new FormatOption();

  @Parameters(
      paramLabel = "FILE|URL",
      description = "A file, - for standard input, or a file:, http: or https: address.")
  private String source = "";

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description =
          "The release this is (default: from the name ATLAS-<tag>.yaml, else from the content).")
  private Optional<String> tag = Optional.empty();

  @Option(
      names = "--replace",
      description = "Replace a stored release of the same tag that has other content.")
  private boolean replace;

  ImportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Optional<ReleaseId> id = tag.map(this::parseTag);
    ReleaseSource.Content content = new ReleaseSource(console).read(source);
    AtlasLibrary library = options.library(console);
    ImportResult result;
    try {
      result = library.importRelease(content.bytes(), content.name(), id, replace);
    } catch (UncheckedIOException e) {
      throw new CommandFailure(
          ExitCode.ENVIRONMENT,
          "cannot store the release in " + options.releasesFolder(console) + ": " + e.getCause(),
          "Give a folder that can be written with --data DIR.");
    }
    Diagnostics.print(result.issues(), content.bytes(), console);
    return switch (result) {
      case ImportResult.Stored(ReleaseIndex index, boolean replaced, List<Issue> issues) ->
          report(replaced ? "replaced" : "imported", index, issues);
      case ImportResult.Unchanged(ReleaseIndex index, List<Issue> issues) ->
          report("unchanged", index, issues);
      case ImportResult.Conflict(_, List<Issue> issues) -> refuse("conflict", issues);
      case ImportResult.Refused(List<Issue> issues) -> refuse("refused", issues);
    };
  }

  private ReleaseId parseTag(String text) {
    return ReleaseId.parse(text)
        .orElseThrow(() ->
            new ParameterException(
                spec.commandLine(),
                "--tag '" + text + "' is not a release tag; expected something like 2026.05"));
  }

  private int report(String outcome, ReleaseIndex index, List<Issue> issues) {
    ReleaseCounts counts = ReleaseCounts.of(index.release());
    if (format.format() == OutputFormat.TABLE) {
      console
          .out()
          .printf(
              "%s %s: %d tactics, %d techniques, %d sub-techniques, %d mitigations, %d case studies%n",
              outcome,
              index.release().id(),
              counts.tactics(),
              counts.techniques(),
              counts.subtechniques(),
              counts.mitigations(),
              counts.caseStudies());
    } else {
      ObjectNode node = Json.object().put("outcome", outcome);
      node.set("release", AtlasJson.release(index.release()));
      print(node, issues);
    }
    return ExitCode.DONE.number();
  }

  private int refuse(String outcome, List<Issue> issues) {
    if (format.format() != OutputFormat.TABLE) {
      print(Json.object().put("outcome", outcome), issues);
    }
    return ExitCode.BAD_INPUT.number();
  }

  private void print(ObjectNode node, List<Issue> issues) {
    node.set("issues", AtlasJson.issues(issues));
    if (format.format() == OutputFormat.JSON) {
      Json.document(node, console.out());
    } else {
      Json.line(node, console.out());
    }
  }
}
