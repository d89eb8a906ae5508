package io.sextant.cli.coverage;

import io.sextant.atlas.ReleaseIndex;
import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.Diagnostic;
import io.sextant.cli.DocumentFiles;
import io.sextant.cli.ExitCode;
import io.sextant.cli.detect.RuleFolders;
import io.sextant.cli.model.ThreatOptions;
import io.sextant.core.control.Controls;
import io.sextant.core.coverage.Coverage;
import io.sextant.core.coverage.CoverageBuilder;
import io.sextant.core.coverage.Detections;
import io.sextant.core.coverage.Sighting;
import io.sextant.core.detection.RulePack;
import io.sextant.core.document.Documents;
import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Tree;
import io.sextant.core.system.SystemMap;
import io.sextant.core.threat.Decisions;
import io.sextant.core.threat.Derivation;
import io.sextant.core.threat.Register;
import io.sextant.core.threat.rule.RuleBook;
import io.sextant.gateway.content.EventInspection;
import io.sextant.sigma.RuleId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What the coverage of a system is made from.
public final class CoverageOptions {
  @Mixin private final ThreatOptions threats = new ThreatOptions();

  @Option(
      names = "--decisions",
      paramLabel = "FILE",
      description =
          "What was decided (default: MAP.register.yaml beside the map, when it is there).")
  private Optional<String> decisions = Optional.empty();

  @Option(
      names = "--detections",
      paramLabel = "PATH",
      description = "Folders or files of Sigma rules (default: the bundled rules).")
  private List<Path> detections = List.of();

  @Option(
      names = "--findings",
      paramLabel = "FILE",
      description = "What rules have found, as 'sextant detect --format jsonl' prints it.")
  private Optional<String> findings = Optional.empty();

  @Option(
      names = "--date",
      paramLabel = "DAY",
      description = "The day on which evidence and decisions must hold (default: today).")
  private Optional<LocalDate> day = Optional.empty();

  /// Everything that was read.
  ///
  /// @param sound whether no file has a mistake
  public record Inputs(
      SystemMap map,
      ReleaseIndex release,
      RuleBook book,
      Controls controls,
      Decisions decisions,
      Detections detections,
      LocalDate today,
      boolean sound) {

    /// The coverage with some controls.
    public Coverage coverage(Controls with, Coverage.Extent extent) {
      Derivation derivation = new Derivation(book, release);
      Register register =
          Register.of(derivation.derive(map, with, today), decisions, release, today);
      return new CoverageBuilder(release, book, detections)
          .of(register, derivation.assessment(map, with, today), extent);
    }

    public Coverage coverage() {
      return coverage(controls, Coverage.Extent.REGISTER);
    }
  }

  /// Reads all files; mistakes in controls and decisions are printed and the rest counts.
  ///
  /// @throws CommandFailure BAD_INPUT when the map or the rules have mistakes
  public Inputs read(String file, Console console, Clock clock) {
    SystemMap map = ThreatOptions.map(file, console);
    ReleaseIndex release = threats.index(console);
    Controls all = threats.controls(file, release, console);
    Decisions decided =
        decisions
            .or(() -> ThreatOptions.beside(file, "register"))
            .map(name -> Decisions.read(name, DocumentFiles.read(name, console), map.id().value()))
            .orElse(Decisions.NONE);
    Diagnostic.print(
        decided.issues().stream().map(DocumentFiles::diagnostic).toList(), console.err(), false);
    return new Inputs(
        map,
        release,
        threats.book(console),
        all,
        decided,
        Detections.of(
                RulePack.of(
                    RuleFolders.read(detections), release, Optional.of(EventInspection.builtIn())))
            .with(findings.map(name -> sightings(name, console)).orElse(List.of())),
        day.orElseGet(() -> LocalDate.now(clock)),
        !DocumentFiles.hasErrors(all.issues()) && !DocumentFiles.hasErrors(decided.issues()));
  }

  private static List<Sighting> sightings(String file, Console console) {
    List<Sighting> sightings = new ArrayList<>();
    int number = 0;
    for (String line : DocumentFiles.read(file, console).lines().toList()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      IssueLog log = new IssueLog(file, line);
      Optional<Tree> finding = Documents.read(line, log).stream().findFirst();
      Optional<String> rule = finding.flatMap(each -> each.text("rule"));
      if (rule.isEmpty()) {
        throw new CommandFailure(
            ExitCode.BAD_INPUT,
            file + ":" + number + ": not a finding: a JSON object with 'rule'",
            "Make the file with 'sextant detect … --format jsonl'.");
      }
      Map<String, String> entities = new LinkedHashMap<>();
      finding
          .get()
          .entries("entities")
          .forEach(each -> each.value().text().ifPresent(text -> entities.put(each.key(), text)));
      sightings.add(
          Sighting.of(
              new RuleId(rule.get()), finding.get().text("system").orElse(""), entities, 1));
    }
    return sightings;
  }
}
