package io.sextant.cli.model;

import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.TechniqueId;
import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.Diagnostic;
import io.sextant.cli.DocumentFiles;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.OutputFormat;
import io.sextant.cli.TablePrinter;
import io.sextant.core.control.Controls;
import io.sextant.core.system.SystemMap;
import io.sextant.core.system.trust.Path;
import io.sextant.core.threat.Decisions;
import io.sextant.core.threat.Derivation;
import io.sextant.core.threat.Derived;
import io.sextant.core.threat.Level;
import io.sextant.core.threat.Register;
import io.sextant.core.threat.Threat;
import io.sextant.core.threat.rule.Rule;
import io.sextant.core.threat.rule.RuleBook;
import io.sextant.core.threat.rule.Stride;
import io.sextant.core.threat.rule.Unlisted;
import io.sextant.core.threat.rule.Verdict;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Derives the threats of a system map, with reasons, ratings, and what was decided about them.
@Command(
    name = "threats",
    description = "Derives the AI Threat Register of a system map.",
    mixinStandardHelpOptions = true)
final class ThreatsCommand implements Callable<Integer> {
  private final Console console;
  private final Clock clock;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  @Mixin private final ThreatOptions options = new ThreatOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, json, markdown, csv, sarif or junit (default: table).")
  private OutputFormat format = OutputFormat.TABLE;

  @Option(
      names = "--explain",
      paramLabel = "TECHNIQUE",
      description = "Say why this technique applies to which component, and why not.")
  private Optional<String> explain = Optional.empty();

  @Option(names = "--stride", description = "Count threats by STRIDE and tactic of ATLAS.")
  private boolean stride;

  @Option(
      names = "--decisions",
      paramLabel = "FILE",
      description =
          "What was decided (default: MAP.register.yaml beside the map, when it is there).")
  private Optional<String> decisions = Optional.empty();

  @Option(
      names = "--date",
      paramLabel = "DAY",
      description = "The day on which decisions must hold (default: today).")
  private Optional<LocalDate> day = Optional.empty();

  @Option(
      names = "--fail-on",
      paramLabel = "LEVEL",
      description =
          "Exit with 1 when an open threat is low, medium or high, or with 'unowned' or"
              + " 'undetermined'.")
  private Optional<String> failOn = Optional.empty();

  @Parameters(paramLabel = "MAP", description = "A system map; - is standard input.")
  private String file = "";

  ThreatsCommand(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    format.require(EnumSet.complementOf(EnumSet.of(OutputFormat.JSONL)), spec);
    failOn
        .filter(word ->
            Level.parse(word).isEmpty() && !word.equals("unowned") && !word.equals("undetermined"))
        .ifPresent(word -> {
          throw wrong(
              "--fail-on " + word + ": expected low, medium, high, unowned or undetermined");
        });
    SystemMap map = ThreatOptions.map(file, console);
    RuleBook book = options.book(console);
    ReleaseIndex release = options.index(console);
    Derivation derivation = new Derivation(book, release);
    if (explain.isPresent()) {
      return explain(map, book, release, derivation);
    }
    Controls controls = options.controls(file, release, console);
    LocalDate today = day.orElseGet(() -> LocalDate.now(clock));
    Derived derived = derivation.derive(map, controls, today);
    Decisions decided = decisions(map);
    Register register = Register.of(derived, decided, release, today);
    print(register, release);
    if (!decided.issues().isEmpty()) {
      Diagnostic.print(
          decided.issues().stream().map(DocumentFiles::diagnostic).toList(), console.err(), false);
    }
    if (DocumentFiles.hasErrors(decided.issues()) || DocumentFiles.hasErrors(controls.issues())) {
      return ExitCode.BAD_INPUT.number();
    }
    return (fails(register) ? ExitCode.FOUND : ExitCode.DONE).number();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private Decisions decisions(SystemMap map) {
    return decisions
        .or(() -> ThreatOptions.beside(file, "register"))
        .map(name -> Decisions.read(name, DocumentFiles.read(name, console), map.id().value()))
        .orElse(Decisions.NONE);
  }

  private boolean fails(Register register) {
    return failOn
        .filter(word ->
            switch (word) {
              case "unowned" ->
                  register.findings().stream()
                      .anyMatch(each -> each.kind() == Register.Finding.Kind.UNOWNED);
              case "undetermined" -> !register.derived().undetermined().isEmpty();
              default ->
                  register.entries().stream().anyMatch(each -> open(each, Level.parse(word)));
            })
        .isPresent();
  }

  private static boolean open(Register.Entry entry, Optional<Level> level) {
    return !entry.status().settled()
        && ThreatReports.atLeast(entry.threat(), level.orElse(Level.LOW));
  }

  private void print(Register register, ReleaseIndex release) {
    switch (format) {
      case JSON -> Json.document(ThreatJson.register(register, release), console.out());
      case MARKDOWN -> ThreatReports.markdown(register, console.out());
      case CSV -> ThreatReports.csv(register, console.out());
      case SARIF -> Json.document(ThreatReports.sarif(register, release, file), console.out());
      case JUNIT -> {
        Optional<Level> level = failOn.flatMap(Level::parse).or(() -> Optional.of(Level.HIGH));
        ThreatReports.junit(
            register.derived().map().id().value(),
            threats(register, true, level),
            threats(register, false, level),
            console.out());
      }
      case TABLE, JSONL -> text(register, release);
    }
  }

  private static List<Threat> threats(Register register, boolean open, Optional<Level> level) {
    return register.entries().stream()
        .filter(each -> open(each, level) == open)
        .map(Register.Entry::threat)
        .toList();
  }

  private void text(Register register, ReleaseIndex release) {
    Derived derived = register.derived();
    var out = console.out();
    if (stride) {
      StrideTable.print(derived, release, out);
      return;
    }
    TablePrinter table =
        new TablePrinter("RISK", "TECHNIQUE", "COMPONENT", "OWNER", "STATUS", "WHAT COULD HAPPEN");
    register
        .entries()
        .forEach(entry ->
            table.row(
                entry.threat().rating().level().word()
                    + String.format(Locale.ROOT, " %.2f", entry.threat().rating().residual()),
                entry.threat().technique().id() + " " + entry.threat().technique().name(),
                entry.threat().component().id(),
                entry.owner().orElse("nobody"),
                entry.status().word(),
                entry.threat().says()));
    table.print(out);
    derived
        .questions()
        .forEach((question, techniques) ->
            out.println(
                "question  "
                    + question.text()
                    + " ("
                    + question.component()
                    + ": "
                    + question.key()
                    + "; settles "
                    + techniques.size()
                    + ")"));
    register
        .findings()
        .forEach(each -> out.println("finding   " + each.threat() + ": " + each.message()));
    register
        .loose()
        .forEach(each -> out.println("decision  " + each.decision().threat() + ": " + each.why()));
    derived.notices().forEach(each -> out.println("note      " + each));
    out.println(
        derived.map().id()
            + ": "
            + derived.threats().size()
            + " threats, "
            + derived.undetermined().size()
            + " undetermined, "
            + derived.ruledOut()
            + " ruled out; ATLAS "
            + derived.release()
            + "; --explain TECHNIQUE says why");
  }

  private int explain(SystemMap map, RuleBook book, ReleaseIndex release, Derivation derivation) {
    String typed = explain.orElse("").toUpperCase(Locale.ROOT);
    TechniqueId id = id(typed, release);
    Optional<Rule> rule = book.rule(id);
    if (rule.isEmpty()) {
      Unlisted unlisted =
          book.unlisted(id)
              .orElseThrow(() ->
                  new CommandFailure(
                      ExitCode.BAD_INPUT, "no rule speaks of " + id, "Add one with --rules."));
      if (format == OutputFormat.JSON) {
        Json.document(
            Json.object()
                .put("technique", id.value())
                .put("role", unlisted.role().word())
                .put("reason", unlisted.reason()),
            console.out());
      } else {
        console
            .out()
            .println(
                id
                    + " is no threat of the register ("
                    + unlisted.role().word()
                    + "): "
                    + unlisted.reason());
      }
      return ExitCode.DONE.number();
    }
    List<Verdict> verdicts = derivation.explain(map, rule.get());
    if (format == OutputFormat.JSON) {
      var document = Json.object().put("technique", id.value());
      document.put("release", release.release().id().tag());
      var list = document.putArray("components");
      verdicts.forEach(each -> list.add(ThreatJson.verdict(each)));
      Json.document(document, console.out());
    } else {
      explain(rule.get(), release, verdicts);
    }
    return ExitCode.DONE.number();
  }

  private static TechniqueId id(String typed, ReleaseIndex release) {
    try {
      return new TechniqueId(typed.startsWith("AML.") ? typed : "AML." + typed);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitCode.BAD_INPUT,
          release.lookup(typed).explanation(),
          "'sextant atlas search' finds ids.");
    }
  }

  private void explain(Rule rule, ReleaseIndex release, List<Verdict> verdicts) {
    var out = console.out();
    out.println(
        rule.technique()
            + " "
            + release.technique(rule.technique()).map(each -> each.fullName()).orElse("")
            + " ("
            + rule.stride().stream().map(Stride::word).sorted().collect(Collectors.joining(", "))
            + ")");
    out.println(
        "  looked for on "
            + rule.kinds().stream()
                .map(each -> each.word())
                .sorted()
                .collect(Collectors.joining(", ")));
    if (verdicts.isEmpty()) {
      out.println("  the map has no such component");
    }
    for (Verdict verdict : verdicts) {
      out.println();
      out.println(
          verdict.component()
              + ": "
              + switch (verdict.answer()) {
                case YES -> "applies";
                case NO -> "does not apply";
                case UNKNOWN -> "undetermined";
              });
      for (Verdict.Reason reason : verdict.conditions()) {
        out.println(
            "  " + reason.answer().name().toLowerCase(Locale.ROOT) + "  " + reason.condition());
        reason
            .findings()
            .forEach(each ->
                out.println(
                    "        " + each.component() + " " + each.asked() + " = " + each.answer()));
      }
      for (Path path : verdict.paths()) {
        out.println(
            "  path  "
                + path.shown()
                + " ("
                + path.influence().meaning()
                + "; "
                + path.why()
                + ")");
      }
      verdict.questions().forEach(each -> out.println("  ask   " + each.text()));
      verdict
          .assumed()
          .forEach(each -> out.println("  assumed yes  " + each.text() + " (" + each.key() + ")"));
    }
  }
}
