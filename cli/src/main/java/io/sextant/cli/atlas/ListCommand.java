package io.sextant.cli.atlas;

import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.Lookup;
import io.sextant.atlas.Mitigation;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Tactic;
import io.sextant.atlas.TacticId;
import io.sextant.atlas.Technique;
import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.TablePrinter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Lists the objects of one kind in the release's order.
@Command(
    name = "list",
    description = "Lists tactics, techniques, mitigations or case studies.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  /// What can be listed, by the word that is typed.
  enum Kind {
    TACTICS,
    TECHNIQUES,
    MITIGATIONS,
    CASE_STUDIES;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  @Mixin private final LibraryOptions options = new LibraryOptions();
  @Mixin private final FormatOption format = new FormatOption();

  @Parameters(
      paramLabel = "KIND",
      arity = "0..1",
      defaultValue = "techniques",
      description = "tactics, techniques, mitigations or case-studies (default: techniques).")
  private Kind kind = Kind.TECHNIQUES;

  @Option(
      names = "--tactic",
      paramLabel = "TACTIC",
      description = "Only techniques of this tactic (id or name).")
  private Optional<String> tactic = Optional.empty();

  @Option(
      names = "--platform",
      paramLabel = "PLATFORM",
      description = "Only techniques of this platform, such as 'Agentic AI'.")
  private Optional<String> platform = Optional.empty();

  @Option(
      names = "--maturity",
      paramLabel = "MATURITY",
      description = "Only techniques that are feasible, demonstrated or realized.")
  private Optional<Technique.Maturity> maturity = Optional.empty();

  @Option(
      names = "--release",
      paramLabel = "TAG",
      description = "The release (default: the newest).")
  private Optional<String> release = Optional.empty();

  ListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (kind != Kind.TECHNIQUES
        && (tactic.isPresent() || platform.isPresent() || maturity.isPresent())) {
      throw new ParameterException(
          spec.commandLine(), "--tactic, --platform and --maturity go with 'list techniques' only");
    }
    ReleaseIndex index = options.release(console, release);
    List<? extends AtlasObject> objects =
        switch (kind) {
          case TACTICS -> index.release().tactics();
          case TECHNIQUES -> techniques(index);
          case MITIGATIONS -> index.release().mitigations();
          case CASE_STUDIES -> index.release().caseStudies();
        };
    print(index, objects);
    return ExitCode.DONE.number();
  }

  private List<Technique> techniques(ReleaseIndex index) {
    Predicate<Technique> wanted = _ -> true;
    if (tactic.isPresent()) {
      TacticId id = tacticId(index, tactic.get());
      wanted = wanted.and(technique -> technique.tactics().contains(id));
    }
    if (platform.isPresent()) {
      String name = platform(index, platform.get());
      wanted = wanted.and(technique -> technique.platforms().contains(name));
    }
    if (maturity.isPresent()) {
      wanted = wanted.and(technique -> technique.maturity().equals(maturity));
    }
    return index.release().techniques().stream().filter(wanted).toList();
  }

  private static TacticId tacticId(ReleaseIndex index, String typed) {
    Lookup lookup = index.lookup(typed);
    if (lookup instanceof Lookup.Found(_, Tactic found, _)) {
      return found.id();
    }
    throw new CommandFailure(
        ExitCode.BAD_INPUT,
        lookup instanceof Lookup.Found(_, AtlasObject other, _)
            ? other.id()
                + " "
                + other.fullName()
                + " is a "
                + other.kind().word()
                + ", not a tactic (SX-ATLAS-033)"
            : lookup.explanation() + " (SX-ATLAS-033)",
        "See them with: sextant atlas list tactics");
  }

  /// The platform as the release writes it. A release may bring new ones, so they are not fixed.
  private static String platform(ReleaseIndex index, String typed) {
    List<String> known =
        index.release().techniques().stream()
            .flatMap(technique -> technique.platforms().stream())
            .distinct()
            .sorted()
            .toList();
    return known.stream()
        .filter(name -> name.equalsIgnoreCase(typed))
        .findFirst()
        .orElseThrow(() ->
            new CommandFailure(
                ExitCode.BAD_INPUT,
                "release "
                    + index.release().id()
                    + " has no platform '"
                    + typed
                    + "' (SX-ATLAS-033)",
                known.isEmpty()
                    ? "It states no platforms; releases from 2026.05 on do."
                    : "Known: " + String.join(", ", known) + "."));
  }

  private void print(ReleaseIndex index, List<? extends AtlasObject> objects) {
    switch (format.format()) {
      case JSONL -> objects.forEach(object -> Json.line(AtlasJson.item(object), console.out()));
      case JSON -> {
        ObjectNode document = Json.object();
        document.put("release", index.release().id().tag());
        ArrayNode items = document.putArray("items");
        objects.forEach(object -> items.add(AtlasJson.item(object)));
        Json.document(document, console.out());
      }
      case TABLE, CSV, JUNIT, SARIF, MARKDOWN -> table(index, objects);
    }
  }

  private void table(ReleaseIndex index, List<? extends AtlasObject> objects) {
    TablePrinter table =
        switch (kind) {
          case TACTICS -> new TablePrinter("ID", "NAME", "TECHNIQUES", "ATT&CK");
          case TECHNIQUES -> new TablePrinter("ID", "NAME", "TACTICS", "MATURITY", "PLATFORMS");
          case MITIGATIONS -> new TablePrinter("ID", "NAME", "TECHNIQUES", "CATEGORY");
          case CASE_STUDIES -> new TablePrinter("ID", "NAME", "TYPE", "DATE", "STEPS");
        };
    objects.forEach(object -> table.row(cells(index, object)));
    table.print(console.out());
  }

  private static Object[] cells(ReleaseIndex index, AtlasObject object) {
    return switch (object) {
      case Tactic tactic ->
          new Object[] {
            tactic.id(),
            tactic.name(),
            index.techniques(tactic.id()).size(),
            tactic.attackReference().map(reference -> reference.id()).orElse("")
          };
      case Technique technique ->
          new Object[] {
            technique.id(),
            technique.fullName(),
            technique.tactics().stream()
                .flatMap(id -> index.tactic(id).stream())
                .map(Tactic::name)
                .collect(Collectors.joining(", ")),
            technique.maturity().map(Technique.Maturity::word).orElse(""),
            String.join(", ", technique.platforms())
          };
      case Mitigation mitigation ->
          new Object[] {
            mitigation.id(),
            mitigation.name(),
            mitigation.mitigates().size(),
            String.join(", ", mitigation.categories())
          };
      case CaseStudy study ->
          new Object[] {
            study.id(),
            study.name(),
            study.type().map(CaseStudy.Type::word).orElse(""),
            study.shownDate(),
            study.procedure().size()
          };
    };
  }
}
