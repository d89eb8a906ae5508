package io.sextant.cli.model;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.Diagnostic;
import io.sextant.cli.DocumentFiles;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.OutputFormat;
import io.sextant.core.document.Issue;
import io.sextant.core.system.ComponentId;
import io.sextant.core.system.MapWriter;
import io.sextant.core.system.SystemMap;
import io.sextant.core.system.exchange.Count;
import io.sextant.core.system.exchange.ImportReport;
import io.sextant.core.system.exchange.Imported;
import io.sextant.core.system.exchange.MapFormat;
import io.sextant.core.system.exchange.MapImport;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Reads a map from another tool's file, says what became of everything in it, and writes it in our
/// own form.
@Command(
    name = "import",
    description = "Reads a system map from the file of another tool.",
    mixinStandardHelpOptions = true)
final class ImportMapCommand implements Callable<Integer> {
  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "Of the report: table or json (default: table).")
  private OutputFormat format = OutputFormat.TABLE;

  @Option(
      names = "--from",
      paramLabel = "FORMAT",
      description = "The file's format, when it is not recognised.")
  private Optional<String> from = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "MAP",
      description = "Where to write the map (YAML); - is standard output, without the report.")
  private Optional<String> output = Optional.empty();

  @Option(names = "--force", description = "Replace the map that is there.")
  private boolean force;

  @Option(names = "--experimental", description = "Read formats that are drafts (CycloneDX 2.0).")
  private boolean experimental;

  @Parameters(paramLabel = "FILE", description = "The file to read; - is standard input.")
  private String file = "";

  ImportMapCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    format.require(EnumSet.of(OutputFormat.TABLE, OutputFormat.JSON), spec);
    String text = DocumentFiles.read(file, console);
    return switch (MapImport.read(
        file, text, name -> DocumentFiles.sibling(file, name), wanted())) {
      case MapImport.Result.Unknown(var issues) -> {
        problems(issues);
        yield ExitCode.BAD_INPUT.number();
      }
      case MapImport.Result.Read(Imported imported) -> {
        boolean draft = imported.report().format() == MapFormat.CYCLONEDX_DRAFT;
        if (draft && !experimental) {
          console
              .err()
              .println(
                  "sextant: CycloneDX 2.0 is a draft and will change; --experimental keeps this note away.");
        }
        yield report(imported).number();
      }
    };
  }

  private Optional<MapFormat> wanted() {
    return from.map(word ->
        MapFormat.of(word)
            .orElseThrow(() ->
                new ParameterException(
                    spec.commandLine(),
                    "--from "
                        + word
                        + " is not known; expected "
                        + Arrays.stream(MapFormat.values())
                            .map(MapFormat::word)
                            .collect(Collectors.joining(", ")))));
  }

  private ExitCode report(Imported imported) {
    ImportReport report = imported.report();
    boolean toOut = output.filter("-"::equals).isPresent();
    if (toOut) {
      console.out().print(MapWriter.write(imported.map()));
    } else {
      output.ifPresent(path -> write(Path.of(path), imported.map()));
    }
    if (toOut) {
      problems(report.issues());
    } else if (format == OutputFormat.JSON) {
      Json.document(ImportJson.of(imported), console.out());
    } else {
      table(imported);
    }
    return DocumentFiles.hasErrors(report.issues()) ? ExitCode.BAD_INPUT : ExitCode.DONE;
  }

  private void problems(List<Issue> issues) {
    Diagnostic.print(issues.stream().map(DocumentFiles::diagnostic).toList(), console.err(), false);
  }

  private void table(Imported imported) {
    ImportReport report = imported.report();
    SystemMap map = imported.map();
    var out = console.out();
    out.println(report.file() + ": " + report.format().title());
    out.println(
        "read     "
            + report.counts().entrySet().stream()
                .map(each -> each.getKey() + " " + shown(each.getValue()))
                .collect(Collectors.joining(", ")));
    out.println(
        "map      "
            + map.id()
            + ": "
            + map.components().size()
            + " components, "
            + map.flows().size()
            + " flows, "
            + map.boundaries().size()
            + " boundaries, "
            + map.assets().size()
            + " assets");
    report
        .guesses()
        .forEach(guess ->
            out.println(
                "guessed  "
                    + named(map, guess.component())
                    + " is "
                    + (guess.kind().word().matches("[aeiou].*") ? "an " : "a ")
                    + guess.kind().word()
                    + ", from '"
                    + guess.from()
                    + "'"));
    report
        .left()
        .forEach(left ->
            out.println("left     " + left.count() + " " + left.what() + ": " + left.why()));
    long untyped =
        map.components().stream()
            .filter(each -> each.kinds().contains(io.sextant.core.system.ComponentKind.UNTYPED))
            .count();
    if (untyped > 0) {
      out.println("unknown  what " + untyped + " components are; give them a kind in the map");
    }
    Diagnostic.print(
        report.issues().stream().map(DocumentFiles::diagnostic).toList(), out, console.colour());
    output.ifPresent(path -> out.println("written  " + path));
  }

  /// The name of a component; its id beside it when that is another.
  private static String named(SystemMap map, ComponentId id) {
    return map.components().stream()
        .filter(each -> each.id().equals(id) && !each.name().equals(id.value()))
        .map(each -> "'" + each.name() + "' (" + id + ")")
        .findFirst()
        .orElse(id.value());
  }

  private static String shown(Count count) {
    return switch (count) {
      case Count.Figure(int number) -> Integer.toString(number);
      case Count.Sorts(var sorts) -> sorts.toString();
      case Count.Text(var text) -> text.orElse("none");
      case Count.Words(var words) -> words.toString();
      case Count.Flag(boolean flag) -> flag ? "yes" : "no";
    };
  }

  private void write(Path path, SystemMap map) {
    try {
      if (Files.exists(path) && !force) {
        throw new FileAlreadyExistsException(path.toString());
      }
      Path folder = path.toAbsolutePath().getParent();
      Path whole = Files.createTempFile(folder, ".sextant-", ".yaml");
      Files.writeString(whole, MapWriter.write(map));
      Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailure(ExitCode.USAGE, path + " is there already", "--force replaces it.");
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.ENVIRONMENT, "cannot write " + path + ": " + e.getMessage(), "");
    }
  }
}
