package io.sextant.cli.model;

import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Technique;
import io.sextant.cli.Console;
import io.sextant.cli.Diagnostic;
import io.sextant.cli.DocumentFiles;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.OutputFormat;
import io.sextant.cli.atlas.LibraryOptions;
import io.sextant.core.document.Issue;
import io.sextant.core.threat.rule.BundledApplicability;
import io.sextant.core.threat.rule.Examples;
import io.sextant.core.threat.rule.RuleBook;
import io.sextant.core.threat.rule.RuleReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Checks applicability rules, runs their examples, and says which techniques nobody speaks of.
@Command(
    name = "rules",
    description = "Checks applicability rules and runs their examples.",
    mixinStandardHelpOptions = true)
final class RulesCommand implements Callable<Integer> {
  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  @Mixin private final LibraryOptions library = new LibraryOptions();

  @Option(
      names = "--release",
      paramLabel = "TAG",
      defaultValue = ThreatOptions.RULED,
      description = "The release whose techniques must be covered (default: ${DEFAULT-VALUE}).")
  private String release = ThreatOptions.RULED;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table or json (default: table).")
  private OutputFormat format = OutputFormat.TABLE;

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description = "A folder of rules (default: the bundled ones).")
  private Optional<Path> folder = Optional.empty();

  RulesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    format.require(EnumSet.of(OutputFormat.TABLE, OutputFormat.JSON), spec);
    RuleBook book =
        RuleReader.read(folder.map(ThreatOptions::folder).orElseGet(BundledApplicability::sources));
    Examples examples = new Examples(book);
    List<Issue> issues = new ArrayList<>(book.issues());
    issues.addAll(examples.run());
    ReleaseIndex index = library.release(console, Optional.of(release));
    List<Technique> open =
        index.release().techniques().stream()
            .filter(each -> book.rule(each.id()).isEmpty() && book.unlisted(each.id()).isEmpty())
            .toList();
    if (format == OutputFormat.JSON) {
      var document =
          Json.object()
              .put("release", release)
              .put("rules", book.rules().size())
              .put("notThreats", book.unlisted().size())
              .put("examples", examples.count());
      var uncovered = document.putArray("uncovered");
      open.forEach(each -> uncovered.add(each.id().value()));
      document.set("issues", DocumentFiles.json(issues));
      Json.document(document, console.out());
    } else {
      Diagnostic.print(
          issues.stream().map(DocumentFiles::diagnostic).toList(), console.out(), console.colour());
      open.forEach(
          each -> console.out().println("uncovered  " + each.id() + " " + each.fullName()));
      console
          .out()
          .println(
              book.rules().size()
                  + " rules, "
                  + book.unlisted().size()
                  + " techniques that are no threats, "
                  + examples.count()
                  + " examples, "
                  + open.size()
                  + " techniques of ATLAS "
                  + release
                  + " uncovered");
    }
    return (DocumentFiles.hasErrors(issues) ? ExitCode.BAD_INPUT : ExitCode.DONE).number();
  }
}
