package io.sextant.core.publish;

import io.sextant.core.control.Assessment.Share;
import io.sextant.core.control.Evidence;
import io.sextant.core.coverage.Coverage;
import io.sextant.core.coverage.Grade;
import io.sextant.core.coverage.Roadmap;
import io.sextant.core.coverage.Step;
import io.sextant.core.coverage.Totals;
import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentId;
import io.sextant.core.system.SystemMap;
import io.sextant.core.threat.Level;
import io.sextant.core.threat.Rating;
import io.sextant.core.threat.Register;
import io.sextant.core.threat.Threat;
import io.sextant.report.BarChart;
import io.sextant.report.Block;
import io.sextant.report.Cell;
import io.sextant.report.Column;
import io.sextant.report.Link;
import io.sextant.report.Section;
import io.sextant.report.Table;
import io.sextant.report.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// The parts that reports on a system are made of. Every figure of a summary leads to the section
/// that lists what was counted.
final class SystemSections {
  /// Steps of a roadmap in a report.
  private static final int STEPS = 20;

  private final Coverage coverage;
  private final Register register;
  private final Roadmap roadmap;
  private final SequencedMap<ComponentId, String> keys = new LinkedHashMap<>();

  SystemSections(Coverage coverage, Roadmap roadmap) {
    this.coverage = coverage;
    this.register = coverage.register();
    this.roadmap = roadmap;
    for (Component component : map().components()) {
      keys.put(component.id(), "component-" + (keys.size() + 1));
    }
  }

  SystemMap map() {
    return register.derived().map();
  }

  String subtitle() {
    return "ATLAS " + register.derived().release() + ", as of " + coverage.assessment().today();
  }

  static BigDecimal rounded(double value) {
    return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
  }

  private static Cell amount(double value) {
    return new Cell.Amount(rounded(value));
  }

  private static Link to(String key) {
    return new Link.ToSection(key);
  }

  private Text linked(ComponentId component) {
    String key = keys.get(component);
    return key == null ? Text.of(component.value()) : Text.linked(component.value(), to(key));
  }

  /// How many threats of which level, open ones only.
  Section levels(String key) {
    List<BarChart.Bar> bars = new ArrayList<>();
    for (Level level : List.of(Level.HIGH, Level.MEDIUM, Level.LOW)) {
      long count =
          register.entries().stream()
              .filter(each -> !each.status().settled())
              .filter(each -> each.threat().rating().level() == level)
              .count();
      bars.add(
          new BarChart.Bar(Text.linked(level.word(), to("threats")), BigDecimal.valueOf(count)));
    }
    return new Section(
        key,
        "Open threats by residual risk",
        List.of(BarChart.of("Open threats", "threats", bars)));
  }

  /// Threats in the order of their risk, each leading to its calculation.
  Section threats(int most) {
    List<List<Cell>> rows =
        register.entries().stream()
            .limit(most)
            .map(entry -> {
              Threat threat = entry.threat();
              return List.of(
                  amount(threat.rating().residual()),
                  Cell.of(threat.rating().level().word()),
                  Cell.of(threat.technique().id() + " " + threat.technique().fullName()),
                  Cell.of(linked(threat.component().id())),
                  Cell.of(entry.owner().orElse("nobody")),
                  Cell.of(entry.status().word()),
                  Cell.of(threat.says()));
            })
            .toList();
    return new Section(
        "threats",
        "Threats",
        List.of(
            Block.paragraph(
                register.entries().size()
                    + " threats apply, "
                    + register.derived().undetermined().size()
                    + " are undetermined."),
            new Table(
                "Threats",
                List.of(
                    Column.number("Residual"),
                    Column.text("Level"),
                    Column.text("Technique"),
                    Column.text("Component"),
                    Column.text("Owner"),
                    Column.text("Status"),
                    Column.text("What could happen")),
                rows)));
  }

  /// A section for each component with threats: what went into every number.
  List<Section> components() {
    Map<ComponentId, List<Register.Entry>> entries =
        register.entries().stream()
            .collect(Collectors.groupingBy(each -> each.threat().component().id()));
    List<Section> sections = new ArrayList<>();
    for (Component component : map().components()) {
      sections.add(
          new Section(
              keys.getOrDefault(component.id(), "component"),
              component.name() + " (" + component.id() + ")",
              component(entries.getOrDefault(component.id(), List.of()))));
    }
    return sections;
  }

  private List<Block> component(List<Register.Entry> entries) {
    if (entries.isEmpty()) {
      return List.of(Block.paragraph("No technique is known to apply here."));
    }
    List<List<Cell>> factors = new ArrayList<>();
    List<List<Cell>> controls = new ArrayList<>();
    for (Register.Entry entry : entries) {
      Threat threat = entry.threat();
      String id = threat.technique().id().value();
      for (Rating.Factor factor : threat.rating().factors()) {
        factors.add(
            List.of(
                Cell.of(id),
                Cell.of(factor.name()),
                amount(factor.value()),
                Cell.of(factor.because())));
      }
      coverage
          .cell(threat.technique().id(), threat.component().id())
          .ifPresent(cell -> cell.shares().forEach(share -> controls.add(control(id, share))));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Table(
            "Calculation",
            List.of(
                Column.text("Technique"),
                Column.text("Factor"),
                Column.number("Value"),
                Column.text("Because")),
            factors));
    if (!controls.isEmpty()) {
      blocks.add(
          new Table(
              "Controls and evidence",
              List.of(
                  Column.text("Technique"),
                  Column.text("Control"),
                  Column.text("Standing"),
                  Column.number("Strength"),
                  Column.text("Evidence")),
              controls));
    }
    return blocks;
  }

  private static List<Cell> control(String technique, Share share) {
    return List.of(
        Cell.of(technique),
        Cell.of(share.control().name()),
        Cell.of(share.assurance().standing().word()),
        amount(share.value()),
        share
            .assurance()
            .evidence()
            .map(SystemSections::evidence)
            .orElseGet(() -> Cell.of(share.assurance().because())));
  }

  /// Evidence leads to where it is kept when that is on the web.
  static Cell evidence(Evidence evidence) {
    String text = evidence.shown() + (evidence.says().isEmpty() ? "" : ": " + evidence.says());
    return Cell.of(
        Link.web(evidence.source())
            .map(link -> Text.linked(text, link))
            .orElseGet(() -> Text.of(text)));
  }

  /// How many cells of each state, each leading to the list of them.
  Section totals() {
    Totals totals = coverage.totals();
    int all = totals.applicable();
    List<List<Cell>> rows = new ArrayList<>();
    for (Grade grade : Grade.values()) {
      if (grade != Grade.NOT_APPLICABLE) {
        int count = totals.count(grade);
        rows.add(
            List.of(
                Cell.of(
                    count == 0
                        ? Text.of(grade.word())
                        : Text.linked(grade.word(), to("state-" + grade.word()))),
                Cell.of(count),
                grade.applies() && all > 0 ? Cell.share(share(count, all)) : Cell.empty()));
      }
    }
    return new Section(
        "coverage",
        "Coverage",
        List.of(
            Block.paragraph(
                String.format(
                    Locale.ROOT,
                    "Of %d threats %d have a control that counts, %d one that something shows, %d"
                        + " one that was tested; %d would be seen. %d undetermined ones stand in no"
                        + " share. Residual risk %.2f.",
                    all,
                    totals.atLeast(Grade.DECAYED),
                    totals.atLeast(Grade.EVIDENCED),
                    totals.atLeast(Grade.PROVEN),
                    totals.watched(),
                    totals.count(Grade.UNDETERMINED),
                    totals.residual())),
            new Table(
                "States",
                List.of(
                    Column.text("State"),
                    Column.number("Threats"),
                    Column.share("Of those that apply")),
                rows)));
  }

  private static double share(int part, int all) {
    return rounded((double) part * 100 / all).doubleValue() / 100;
  }

  /// A section for each state that occurs: the cells behind the figure.
  List<Section> states() {
    List<Section> sections = new ArrayList<>();
    for (Grade grade : Grade.values()) {
      List<List<Cell>> rows =
          coverage
              .cells()
              .filter(each -> each.grade() == grade)
              .sorted(
                  java.util.Comparator.comparingDouble(io.sextant.core.coverage.Cell::residual)
                      .reversed()
                      .thenComparing(io.sextant.core.coverage.Cell::key))
              .map(each ->
                  List.of(
                      Cell.of(technique(each)),
                      Cell.of(linked(each.component())),
                      each.entry().isPresent() ? amount(each.residual()) : Cell.empty(),
                      Cell.of(each.watch().extent().word()),
                      Cell.of(each.state().because())))
              .toList();
      if (!rows.isEmpty()) {
        sections.add(
            new Section(
                "state-" + grade.word(),
                "State: " + grade.word(),
                List.of(
                    new Table(
                        "State " + grade.word(),
                        List.of(
                            Column.text("Technique"),
                            Column.text("Component"),
                            Column.number("Residual"),
                            Column.text("Seen by rules"),
                            Column.text("Because")),
                        rows))));
      }
    }
    return sections;
  }

  private String technique(io.sextant.core.coverage.Cell cell) {
    return coverage
        .row(cell.technique())
        .map(row -> row.technique().id() + " " + row.technique().fullName())
        .orElse(cell.technique().value());
  }

  /// What to do, in order.
  Section roadmap() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(steps("What lowers the risk", roadmap.steps()));
    if (!roadmap.sight().isEmpty()) {
      blocks.add(steps("What lets rules see", roadmap.sight()));
    }
    return new Section("first", "What to do first", blocks);
  }

  private Block steps(String name, List<Step> steps) {
    return new Table(
        name,
        List.of(
            Column.number("No."),
            Column.text("Step"),
            Column.number("Risk taken away"),
            Column.number("Effort"),
            Column.number("Threats")),
        java.util.stream.IntStream.range(0, Math.min(STEPS, steps.size()))
            .mapToObj(i -> {
              Step step = steps.get(i);
              return List.of(
                  Cell.of(i + 1),
                  Cell.of(step.says()),
                  step.drop() > 0 ? amount(step.drop()) : Cell.empty(),
                  amount(step.effort()),
                  Cell.of(step.threats().size()));
            })
            .toList());
  }

  /// What nobody can tell yet.
  Section questions() {
    return new Section(
        "questions",
        "Questions",
        List.of(
            new Table(
                "Questions",
                List.of(
                    Column.text("Question"),
                    Column.text("Component"),
                    Column.text("Property"),
                    Column.number("Settles")),
                register.derived().questions().entrySet().stream()
                    .map(each ->
                        List.of(
                            Cell.of(each.getKey().text()),
                            Cell.of(linked(each.getKey().component())),
                            Cell.of(each.getKey().key()),
                            Cell.of(each.getValue().size())))
                    .toList())));
  }

  /// What somebody has to put right, and decisions without a threat.
  Section findings() {
    List<List<Cell>> rows = new ArrayList<>();
    register
        .findings()
        .forEach(
            each -> rows.add(List.of(Cell.of(each.threat().toString()), Cell.of(each.message()))));
    register
        .loose()
        .forEach(each ->
            rows.add(List.of(Cell.of(each.decision().threat().toString()), Cell.of(each.why()))));
    return new Section(
        "findings",
        "To put right",
        List.of(
            rows.isEmpty()
                ? Block.paragraph("Nothing: every threat has an owner, no decision has run out.")
                : new Table(
                    "To put right", List.of(Column.text("Threat"), Column.text("What")), rows)));
  }

  /// What the system is made of.
  List<Section> parts() {
    List<List<Cell>> components =
        map().components().stream()
            .map(each ->
                List.of(
                    Cell.of(linked(each.id())),
                    Cell.of(each.name()),
                    Cell.of(
                        each.kinds().stream()
                            .map(kind -> kind.word())
                            .sorted()
                            .collect(Collectors.joining(", "))),
                    Cell.of(each.boundary().map(Object::toString).orElse("")),
                    Cell.of(each.exposure().word()),
                    Cell.of(each.owner().or(map()::owner).orElse("nobody"))))
            .toList();
    List<List<Cell>> flows =
        map().flows().stream()
            .map(each ->
                List.of(
                    Cell.of(linked(each.from())),
                    Cell.of(each.bothWays() ? "↔" : "→"),
                    Cell.of(linked(each.to())),
                    Cell.of(
                        each.assets().stream()
                            .map(Object::toString)
                            .collect(Collectors.joining(", "))),
                    Cell.of(each.protocol().orElse(""))))
            .toList();
    List<List<Cell>> assets =
        map().assets().stream()
            .map(each ->
                List.of(
                    Cell.of(each.id().value()),
                    Cell.of(each.name()),
                    Cell.of(each.sensitivity().word()),
                    Cell.of(each.owner().or(map()::owner).orElse("nobody"))))
            .toList();
    return List.of(
        new Section(
            "parts",
            "Components",
            List.of(
                new Table(
                    "Components",
                    List.of(
                        Column.text("Id"),
                        Column.text("Name"),
                        Column.text("Kind"),
                        Column.text("Boundary"),
                        Column.text("Exposure"),
                        Column.text("Owner")),
                    components))),
        new Section(
            "flows",
            "Flows",
            List.of(
                new Table(
                    "Flows",
                    List.of(
                        Column.text("From"),
                        Column.text("Way"),
                        Column.text("To"),
                        Column.text("Assets"),
                        Column.text("Protocol")),
                    flows))),
        new Section(
            "assets",
            "Assets",
            List.of(
                new Table(
                    "Assets",
                    List.of(
                        Column.text("Id"),
                        Column.text("Name"),
                        Column.text("Sensitivity"),
                        Column.text("Owner")),
                    assets))));
  }
}
