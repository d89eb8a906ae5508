package io.sextant.cli.atlas;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.compare.Change;
import io.sextant.atlas.compare.ReleaseDiff;
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
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// Tells or sets the release in which ids are read when a command names none.
@Command(
    name = "current",
    description = "Tells which release is the current one, or makes one current.",
    mixinStandardHelpOptions = true)
final class CurrentCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final LibraryOptions options = new LibraryOptions();
  @Mixin private final FormatOption format = new FormatOption();

  @Parameters(arity = "0..1", paramLabel = "TAG", description = "The release to make current.")
  private Optional<String> tag = Optional.empty();

  CurrentCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ReleaseIndex before = options.release(console, Optional.empty());
    ReleaseId id = before.release().id();
    ReleaseIndex after = before;
    if (tag.isPresent()) {
      after = options.release(console, tag);
      makeCurrent(after.release().id());
    }
    List<Change> changes = ReleaseDiff.between(before, after);
    if (format.format() == OutputFormat.TABLE) {
      if (tag.isPresent()) {
        ChangeSummary.print(id, changes, console.out());
      }
      console.out().println(after.release().id() + " is the current release");
    } else {
      ObjectNode node =
          Json.object().put("current", after.release().id().tag()).put("before", id.tag());
      ObjectNode counts = node.putObject("counts");
      ChangeSummary.counts(changes).forEach((kind, count) -> counts.put(kind.word(), count));
      Json.line(node, console.out());
    }
    return ExitCode.DONE.number();
  }

  private void makeCurrent(ReleaseId id) {
    AtlasLibrary library = options.library(console);
    try {
      if (library.makeCurrent(id)) {
        return;
      }
    } catch (UncheckedIOException e) {
      throw options.unusable(console, e);
    }
    throw new CommandFailure(
        ExitCode.ENVIRONMENT,
        "an import into the folder is under way (SX-ATLAS-025)",
        "Try again when it is done.");
  }
}
