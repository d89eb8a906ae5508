package io.sextant.cli.atlas;

import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.Lookup;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Technique;
import io.sextant.atlas.awareness.OnePager;
import io.sextant.atlas.detection.DetectionCatalogue;
import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Prints a sheet on each technique named.
@Command(
    name = "one-pager",
    description = "A sheet on a technique, in Markdown: what it is, looks like, and is met with.",
    mixinStandardHelpOptions = true)
final class OnePagerCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final LibraryOptions options = new LibraryOptions();

  @Option(
      names = "--release",
      paramLabel = "TAG",
      description = "The release (default: the current one).")
  private Optional<String> release = Optional.empty();

  @Parameters(paramLabel = "ID", arity = "1..*", description = "Techniques.")
  private List<String> typed = List.of();

  OnePagerCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ReleaseIndex index = options.release(console, release);
    DetectionCatalogue catalogue = DetectionCatalogue.load();
    List<Technique> techniques = typed.stream().map(text -> wanted(index, text)).toList();
    for (int i = 0; i < techniques.size(); i++) {
      Technique technique = techniques.get(i);
      console.out().print(i == 0 ? "" : "\n");
      console.out().print(OnePager.markdown(technique, index, catalogue.of(technique)));
    }
    return ExitCode.DONE.number();
  }

  private static Technique wanted(ReleaseIndex index, String text) {
    Lookup lookup = index.lookup(text);
    if (lookup instanceof Lookup.Found(_, AtlasObject object, _)
        && object instanceof Technique found) {
      return found;
    }
    throw new CommandFailure(
        ExitCode.BAD_INPUT,
        "'" + text + "' is no technique of release " + index.release().id() + " (SX-ATLAS-033)",
        lookup.explanation());
  }
}
