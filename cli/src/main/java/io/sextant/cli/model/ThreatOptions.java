package io.sextant.cli.model;

import io.sextant.atlas.ReleaseIndex;
import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.Diagnostic;
import io.sextant.cli.DocumentFiles;
import io.sextant.cli.ExitCode;
import io.sextant.cli.atlas.LibraryOptions;
import io.sextant.core.control.ControlReader;
import io.sextant.core.control.Controls;
import io.sextant.core.system.MapReader;
import io.sextant.core.system.SystemMap;
import io.sextant.core.threat.Derivation;
import io.sextant.core.threat.rule.BundledApplicability;
import io.sextant.core.threat.rule.RuleBook;
import io.sextant.core.threat.rule.RuleReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// By what rules and in which release threats are derived.
public final class ThreatOptions {
  @Mixin private final LibraryOptions library = new LibraryOptions();

  @Option(
      names = "--release",
      paramLabel = "TAG",
      description = "The release of ATLAS (default: the newest at hand that the rules are for).")
  private Optional<String> release = Optional.empty();

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "Applicability rules of your own, instead of the bundled ones.")
  private Optional<Path> rules = Optional.empty();

  @Option(
      names = "--controls",
      paramLabel = "FILE",
      description =
          "Files of controls (default: MAP.controls.yaml beside the map, when it is there).")
  private List<String> controls = List.of();

  /// The release that the bundled rules cover whole.
  public static final String RULED = "2026.05";

  Derivation derivation(Console console) {
    return new Derivation(book(console), index(console));
  }

  public ReleaseIndex index(Console console) {
    return library.release(console, Optional.of(release.orElse(RULED)));
  }

  /// The controls of a map. What is wrong with them is told, and the others count.
  public Controls controls(String map, ReleaseIndex in, Console console) {
    Controls all = Controls.NONE;
    List<String> files = controls.isEmpty() ? beside(map, "controls").stream().toList() : controls;
    for (String name : files) {
      all = all.and(ControlReader.read(name, DocumentFiles.read(name, console), in));
    }
    Diagnostic.print(
        all.issues().stream().map(DocumentFiles::diagnostic).toList(), console.err(), false);
    return all;
  }

  /// The file of a sort that belongs to a map, when it is there: `ferry.controls.yaml` beside
  /// `ferry.yaml`.
  public static Optional<String> beside(String map, String sort) {
    return Optional.of(map.replaceFirst("\\.ya?ml$", "") + "." + sort + ".yaml")
        .filter(_ -> !map.equals("-"))
        .filter(name -> Files.isRegularFile(Path.of(name)));
  }

  /// @throws CommandFailure BAD_INPUT when a rule has a mistake; all are listed first
  public RuleBook book(Console console) {
    RuleBook book = RuleReader.read(sources());
    if (DocumentFiles.hasErrors(book.issues())) {
      Diagnostic.print(
          book.issues().stream().map(DocumentFiles::diagnostic).toList(), console.err(), false);
      throw new CommandFailure(
          ExitCode.BAD_INPUT, "the rules have mistakes", "'sextant model rules DIR' checks them.");
    }
    return book;
  }

  private List<RuleReader.Source> sources() {
    return rules.map(ThreatOptions::folder).orElseGet(BundledApplicability::sources);
  }

  /// The rule files of a folder.
  static List<RuleReader.Source> folder(Path folder) {
    List<RuleReader.Source> sources = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file :
          files
              .filter(Files::isRegularFile)
              .filter(each -> each.toString().matches(".*\\.ya?ml"))
              .sorted()
              .toList()) {
        sources.add(new RuleReader.Source(file.toString(), Files.readString(file)));
      }
    } catch (IOException e) {
      throw Console.unreadable(folder.toString(), e);
    }
    if (sources.isEmpty()) {
      throw new CommandFailure(ExitCode.BAD_INPUT, "no YAML file is in " + folder, "");
    }
    return sources;
  }

  /// A map without mistakes.
  ///
  /// @throws CommandFailure BAD_INPUT when it has any; all are listed first
  public static SystemMap map(String file, Console console) {
    MapReader.Result result = MapReader.read(file, DocumentFiles.read(file, console));
    if (result.map().isEmpty() || DocumentFiles.hasErrors(result.issues())) {
      Diagnostic.print(
          result.issues().stream().map(DocumentFiles::diagnostic).toList(), console.err(), false);
      throw new CommandFailure(ExitCode.BAD_INPUT, file + " is not sound", "");
    }
    return result.map().get();
  }
}
