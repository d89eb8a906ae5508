package io.sextant.cli.atlas;

import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.Lookup;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.OutputFormat;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// Shows one object with everything known about it, or says what became of what was typed.
@Command(
    name = "show",
    description = "Shows a tactic, technique, mitigation or case study.",
    mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final LibraryOptions options = new LibraryOptions();
  @Mixin private final FormatOption format = new FormatOption();

  @Option(
      names = "--release",
      paramLabel = "TAG",
      description = "The release to read the id in (default: the newest).")
  private Optional<String> release = Optional.empty();

  @Parameters(
      paramLabel = "ID",
      arity = "1..*",
      description = "An id in any spelling (AML.T0051, t0051, ATLAS:T0051), or a name.")
  private String[] typed = {};

  ShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ReleaseIndex index = options.release(console, release);
    Lookup lookup = index.lookup(String.join(" ", typed));
    return switch (lookup) {
      case Lookup.Found(_, AtlasObject object, String note) -> show(index, object, note);
      case Lookup.Successor retired -> fail(index, retired, "SX-ATLAS-030", "retired");
      case Lookup.Newer newer -> fail(index, newer, "SX-ATLAS-031", "newer");
      case Lookup.Ambiguous ambiguous -> fail(index, ambiguous, "SX-ATLAS-032", "ambiguous");
      case Lookup.Unknown unknown -> fail(index, unknown, "SX-ATLAS-033", "unknown");
      case Lookup.Malformed malformed -> fail(index, malformed, "SX-ATLAS-034", "malformed");
    };
  }

  private int show(ReleaseIndex index, AtlasObject object, String note) {
    if (format.format() == OutputFormat.TABLE) {
      if (!note.isEmpty()) {
        console.err().println(note);
      }
      new ObjectPage(index, console.out()).print(object);
      return ExitCode.DONE.number();
    }
    ObjectNode node = new ObjectDocument(index).of(object);
    node.put("note", note);
    print(node);
    return ExitCode.DONE.number();
  }

  private int fail(ReleaseIndex index, Lookup lookup, String code, String outcome) {
    if (format.format() != OutputFormat.TABLE) {
      ObjectNode node = Json.object();
      node.put("release", index.release().id().tag());
      node.put("outcome", outcome);
      node.put("code", code);
      node.put("typed", lookup.typed());
      node.put("explanation", lookup.explanation());
      node.set("candidates", AtlasJson.named(lookup.candidates()));
      print(node);
    }
    String hint =
        lookup.candidates().isEmpty()
            ? "Look for it with: sextant atlas search WORDS"
            : "Try: sextant atlas show " + lookup.candidates().getFirst().id();
    throw new CommandFailure(ExitCode.BAD_INPUT, lookup.explanation() + " (" + code + ")", hint);
  }

  private void print(ObjectNode node) {
    if (format.format() == OutputFormat.JSON) {
      Json.document(node, console.out());
    } else {
      Json.line(node, console.out());
    }
  }
}
