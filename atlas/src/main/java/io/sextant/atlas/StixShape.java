package io.sextant.atlas;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/// A STIX 2.1 bundle: the official `stix-atlas.json`, what [io.sextant.atlas.publish.StixBundle]
/// writes, and bundles of OpenCTI.
///
/// Relationships are told apart by their ends, never by their id: in the official bundle one id
/// stands for several edges, and a store keyed by id loses a third of them.
final class StixShape {
  private static final String CHAIN = "mitre-atlas";

  private final Draft draft;
  private final IssueLog log;
  private final StixObjects reader;
  private final Map<String, List<Fields>> byType = new LinkedHashMap<>();
  private final Map<String, String> idOf = new HashMap<>();
  private final Map<String, TacticId> byPhase = new HashMap<>();
  private final KnownTactics knownTactics = KnownTactics.load();
  private final Map<TacticId, Integer> columns = new HashMap<>();

  StixShape(Draft draft, IssueLog log) {
    this.draft = draft;
    this.log = log;
    this.reader = new StixObjects(draft, log);
  }

  /// The tag of the release when the bundle tells it; the official one does not.
  Optional<String> read(Fields root) {
    for (Node node : root.list("objects")) {
      Fields.of(node, "STIX object", log).ifPresent(this::file);
    }
    of("x-mitre-tactic").forEach(this::tactic);
    of("x-mitre-matrix").forEach(this::matrix);
    of("attack-pattern").forEach(this::technique);
    of("course-of-action")
        .forEach(fields -> reader.mitigation(fields).ifPresent(id -> remember(fields, id)));
    of("campaign").forEach(fields -> reader.study(fields).ifPresent(id -> remember(fields, id)));
    of("report").forEach(fields -> reader.study(fields).ifPresent(id -> remember(fields, id)));
    relationships();
    of("campaign").forEach(this::steps);
    of("report").forEach(this::reportedSteps);
    columns.forEach(
        (id, column) -> draft.positions.add(new Draft.Position(root.node(), id.value(), column)));
    return of("x-mitre-matrix").stream()
        .flatMap(fields -> StixObjects.extension(fields, log).stream())
        .flatMap(extension -> extension.text("release").stream())
        .findFirst();
  }

  private List<Fields> of(String type) {
    return byType.getOrDefault(type, List.of());
  }

  private void file(Fields fields) {
    boolean revoked = fields.text("revoked").filter("true"::equals).isPresent();
    if (!revoked) {
      fields
          .requiredText("type")
          .ifPresent(type -> byType.computeIfAbsent(type, _ -> new ArrayList<>()).add(fields));
    }
  }

  private void remember(Fields fields, AtlasId id) {
    fields.text("id").ifPresent(stix -> idOf.put(stix, id.value()));
  }

  private void tactic(Fields fields) {
    reader
        .tactic(fields)
        .ifPresent(tactic -> {
          remember(fields, tactic.id());
          byPhase.put(KnownTactics.shortName(tactic.name()), tactic.id());
          fields
              .text("x_mitre_shortname")
              .ifPresent(name -> byPhase.putIfAbsent(name, tactic.id()));
        });
  }

  private void matrix(Fields fields) {
    int position = 0;
    for (Fields.Text ref : fields.texts("tactic_refs")) {
      draft.positions.add(
          new Draft.Position(ref.at(), idOf.getOrDefault(ref.value(), ref.value()), ++position));
    }
  }

  private void technique(Fields fields) {
    Optional<TechniqueId> id = reader.technique(fields);
    if (id.isEmpty()) {
      return;
    }
    remember(fields, id.get());
    for (Node node : fields.list("kill_chain_phases")) {
      Fields.of(node, "phase", log)
          .filter(phase -> phase.text("kill_chain_name").filter(CHAIN::equals).isPresent())
          .ifPresent(phase -> phase(id.get(), phase));
    }
  }

  private void phase(TechniqueId technique, Fields phase) {
    String name = phase.text("phase_name").orElse("");
    Optional<TacticId> tactic = tacticOfPhase(name);
    tactic.ifPresent(id -> column(id, phase));
    draft.techniqueTactics.add(
        new Draft.Edge(
            phase.node(), technique.value(), tactic.map(TacticId::value).orElse(name), ""));
  }

  /// A bundle that holds no tactics names them by their phases alone.
  private Optional<TacticId> tacticOfPhase(String name) {
    if (!byPhase.containsKey(name) && of("x-mitre-tactic").isEmpty()) {
      knownTactics
          .find(name)
          .ifPresent(tactic -> {
            draft.tactics.putIfAbsent(tactic.id(), tactic);
            byPhase.put(name, tactic.id());
          });
    }
    return Optional.ofNullable(byPhase.get(name));
  }

  private void column(TacticId tactic, Fields phase) {
    phase
        .text("x_opencti_order")
        .filter(text -> text.matches("\\d{1,4}"))
        .ifPresent(text -> columns.putIfAbsent(tactic, Integer.parseInt(text)));
  }

  private void relationships() {
    Set<String> ids = new HashSet<>();
    Set<String> shared = new HashSet<>();
    int lost = 0;
    for (Fields fields : of("relationship")) {
      String type = fields.text("relationship_type").orElse("");
      String id = fields.text("id").orElse("");
      if (!id.isEmpty() && !ids.add(id)) {
        shared.add(id);
        lost++;
      }
      Draft.Edge edge =
          new Draft.Edge(
              fields.node(),
              end(fields, "source_ref"),
              end(fields, "target_ref"),
              fields.text("description").orElse(""));
      switch (type) {
        case "subtechnique-of" -> draft.parents.add(edge);
        case "mitigates" -> draft.mitigates.add(edge);
        default -> {}
      }
    }
    if (!shared.isEmpty()) {
      log.warning(
          "SX-ATLAS-024",
          shared.size()
              + " relationship ids stand for several edges each; all edges are kept, "
              + lost
              + " of which a store keyed by id would lose",
          "Use the bundle of 'sextant atlas export --format stix' with such stores.");
    }
  }

  private String end(Fields fields, String name) {
    String stix = fields.requiredText(name).orElse("");
    return idOf.getOrDefault(stix, stix);
  }

  /// The steps that the extension holds in order, else the techniques that the study uses.
  private void steps(Fields study) {
    String id = idOf.getOrDefault(study.text("id").orElse(""), "");
    List<Node> steps =
        StixObjects.extension(study, log)
            .map(extension -> extension.list("steps"))
            .orElse(List.of());
    if (id.isEmpty()) {
      return;
    }
    for (Node node : steps) {
      Fields.of(node, "step", log)
          .ifPresent(step ->
              step(
                  step.node(),
                  id,
                  end(step, "tactic_ref"),
                  end(step, "technique_ref"),
                  step.text("description").orElse("")));
    }
    if (steps.isEmpty()) {
      usedTechniques(study, id);
    }
  }

  private void usedTechniques(Fields study, String id) {
    List<String> used =
        of("relationship").stream()
            .filter(edge -> edge.text("relationship_type").filter("uses"::equals).isPresent())
            .filter(edge -> edge.text("source_ref").equals(study.text("id")))
            .map(edge -> end(edge, "target_ref"))
            .toList();
    unordered(study, id, used);
  }

  private void reportedSteps(Fields report) {
    String id = idOf.getOrDefault(report.text("id").orElse(""), "");
    if (id.isEmpty()) {
      return;
    }
    List<String> used =
        report.texts("object_refs").stream()
            .map(Fields.Text::value)
            .filter(ref -> ref.startsWith("attack-pattern--"))
            .map(ref -> idOf.getOrDefault(ref, ref))
            .sorted(Comparator.comparingInt(this::column))
            .toList();
    unordered(report, id, used);
  }

  private int column(String technique) {
    return firstTactic(technique)
        .flatMap(text -> AtlasId.parse(text))
        .filter(TacticId.class::isInstance)
        .map(tactic -> columns.getOrDefault(tactic, Integer.MAX_VALUE))
        .orElse(Integer.MAX_VALUE);
  }

  private void unordered(Fields study, String id, List<String> techniques) {
    if (techniques.isEmpty()) {
      return;
    }
    log.warning(
        "SX-ATLAS-017",
        study.node(),
        id + " names its techniques without order or tactic",
        "They are read by column; each stands under its first tactic.");
    for (String technique : techniques) {
      step(study.node(), id, firstTactic(technique).orElse(""), technique, "");
    }
  }

  private Optional<String> firstTactic(String technique) {
    return draft.techniqueTactics.stream()
        .filter(edge -> edge.source().equals(technique))
        .map(Draft.Edge::target)
        .findFirst();
  }

  private void step(Node at, String study, String tactic, String technique, String text) {
    draft.steps.add(new Draft.DraftStep(at, study, "", tactic, technique, text, List.of()));
  }
}
