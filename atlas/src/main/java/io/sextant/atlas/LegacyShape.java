package io.sextant.atlas;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/// The shapes before format 6: `flat` (3.x, lists at the top level) and `matrices` (4.0 to 5.6.1,
/// lists inside `matrices`). Objects stand in lists and carry their edges themselves; the order of
/// `tactics` is the order of the matrix, that of `procedure` the order of the attack.
final class LegacyShape {
  private static final Set<String> READ =
      Set.of("tactics", "techniques", "mitigations", "case-studies");

  private final Draft draft;
  private final ObjectReader objects;
  private final IssueLog log;

  LegacyShape(Draft draft, IssueLog log) {
    this.draft = draft;
    this.log = log;
    this.objects = new ObjectReader(draft, log);
  }

  void readFlat(Fields root) {
    readLists(root);
    root.value("id", "name", "version");
    root.noticeUnknown();
  }

  void readMatrices(Fields root) {
    List<Node> matrices = root.list("matrices");
    if (matrices.size() > 1) {
      log.warning(
          "SX-ATLAS-018",
          matrices.get(1),
          "the file holds " + matrices.size() + " matrices; they are read as one",
          "Their tactics stand one after the other.");
    }
    for (Node node : matrices) {
      Fields.of(node, "matrix", log)
          .ifPresent(matrix -> {
            readLists(matrix);
            matrix.value("id", "name", "description", "object-type");
            noticeOtherKinds(matrix);
          });
    }
    root.list("case-studies").forEach(this::caseStudy);
    root.value("id", "name", "version");
    root.noticeUnknown();
  }

  private void readLists(Fields box) {
    box.list("tactics").forEach(node -> Fields.of(node, "tactic", log).ifPresent(this::tactic));
    box.list("techniques")
        .forEach(node -> Fields.of(node, "technique", log).ifPresent(this::technique));
    box.list("mitigations")
        .forEach(node -> Fields.of(node, "mitigation", log).ifPresent(this::mitigation));
    box.list("case-studies").forEach(this::caseStudy);
  }

  private void noticeOtherKinds(Fields matrix) {
    for (Map.Entry<String, Node> entry : matrix.all().entrySet()) {
      boolean known =
          READ.contains(entry.getKey())
              || Set.of("id", "name", "description", "object-type").contains(entry.getKey());
      if (!known) {
        log.warning(
            "SX-ATLAS-015",
            entry.getValue(),
            "objects of kind " + IssueLog.quote(entry.getKey()) + " are not read",
            "They stay in the stored file.");
      }
    }
  }

  private void tactic(Fields fields) {
    objects.tactic(fields);
    fields.noticeUnknown();
  }

  private void technique(Fields fields) {
    List<Fields.Text> tactics = fields.texts("tactics");
    Optional<String> parent = fields.text("subtechnique-of", "specializes");
    objects
        .technique(fields)
        .ifPresent(id -> {
          for (Fields.Text tactic : tactics) {
            draft.techniqueTactics.add(new Draft.Edge(tactic.at(), id.value(), tactic.value(), ""));
          }
          parent.ifPresent(
              text -> draft.parents.add(new Draft.Edge(fields.node(), id.value(), text, "")));
        });
    fields.noticeUnknown();
  }

  private void mitigation(Fields fields) {
    List<Node> techniques = fields.list("techniques");
    objects.mitigation(fields).ifPresent(id -> techniques.forEach(node -> mitigates(id, node)));
    fields.noticeUnknown();
  }

  /// An edge is `{id, use}`, or the id alone.
  private void mitigates(MitigationId mitigation, Node node) {
    if (!(node instanceof MappingNode)) {
      Fields.scalar(node, "the id of a technique", log)
          .ifPresent(id -> draft.mitigates.add(new Draft.Edge(node, mitigation.value(), id, "")));
      return;
    }
    Fields.of(node, "technique of a mitigation", log)
        .ifPresent(fields -> {
          fields
              .requiredText("id")
              .ifPresent(id ->
                  draft.mitigates.add(
                      new Draft.Edge(node, mitigation.value(), id, fields.text("use").orElse(""))));
          fields.noticeUnknown();
        });
  }

  private void caseStudy(Node node) {
    Fields.of(node, "case study", log)
        .ifPresent(fields -> {
          List<Node> procedure = fields.list("procedure");
          objects.caseStudy(fields).ifPresent(id -> procedure.forEach(step -> step(id, step)));
          fields.noticeUnknown();
        });
  }

  private void step(CaseStudyId study, Node node) {
    Fields.of(node, "step of a procedure", log)
        .ifPresent(fields -> {
          draft.steps.add(
              new Draft.DraftStep(
                  node,
                  study.value(),
                  "",
                  fields.requiredText("tactic").orElse(""),
                  fields.requiredText("technique").orElse(""),
                  fields.text("description").orElse(""),
                  List.of()));
          fields.noticeUnknown();
        });
  }
}
