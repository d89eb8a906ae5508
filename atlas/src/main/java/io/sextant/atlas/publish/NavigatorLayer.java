package io.sextant.atlas.publish;

import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Tactic;
import io.sextant.atlas.TacticId;
import io.sextant.atlas.Technique;
import io.sextant.atlas.TechniqueId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Layers of the ATT&CK Navigator, format 4.5, with the tactic of each cell.
public final class NavigatorLayer {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String LAYER = "4.5";
  private static final String NAVIGATOR = "5.3.2";
  private static final String USED = "#C8E6C9";

  private NavigatorLayer() {}

  /// Every technique in every one of its columns, scored by how many case studies use it.
  public static ObjectNode frequency(ReleaseIndex index) {
    ObjectNode layer = start(index, "ATLAS: use in case studies");
    layer.put("description", "How many case studies of the release use each technique.");
    ArrayNode techniques = layer.putArray("techniques");
    int most = 0;
    for (Technique technique : index.release().techniques()) {
      int studies = index.caseStudies(technique.id()).size();
      most = Math.max(most, studies);
      for (TacticId tactic : technique.tactics()) {
        cell(techniques, index, technique, tactic).put("score", studies);
      }
    }
    ObjectNode gradient = layer.putObject("gradient");
    gradient.putArray("colors").add("#FFFFFF").add("#F44336");
    gradient.put("minValue", 0).put("maxValue", Math.max(1, most));
    return layer;
  }

  /// The cells that a case study goes through.
  public static ObjectNode caseStudy(ReleaseIndex index, CaseStudy study) {
    ObjectNode layer = start(index, study.name());
    layer.put("description", study.description().isEmpty() ? study.summary() : study.description());
    ArrayNode techniques = layer.putArray("techniques");
    Set<String> seen = new LinkedHashSet<>();
    int order = 0;
    for (CaseStudy.Step step : study.procedure()) {
      order++;
      if (seen.add(step.technique() + " " + step.tactic())) {
        int place = order;
        index
            .technique(step.technique())
            .ifPresent(technique ->
                cell(techniques, index, technique, step.tactic())
                    .put("color", USED)
                    .put("comment", "step " + place));
      }
    }
    layer.putArray("legendItems").addObject().put("label", "Used in case study").put("color", USED);
    return layer;
  }

  /// What a layer says of a technique.
  ///
  /// @param colour as `#RRGGBB`
  /// @param score for the Navigator's own arithmetic
  public record Mark(TechniqueId technique, String colour, double score, String comment) {}

  /// Marked techniques in every one of their columns.
  ///
  /// @param legend what the colours mean, by colour
  public static ObjectNode marked(
      ReleaseIndex index, String name, List<Mark> marks, SequencedMap<String, String> legend) {
    ObjectNode layer = start(index, name);
    ArrayNode techniques = layer.putArray("techniques");
    for (Mark mark : marks) {
      index
          .technique(mark.technique())
          .ifPresent(technique ->
              technique
                  .tactics()
                  .forEach(tactic ->
                      cell(techniques, index, technique, tactic)
                          .put("color", mark.colour())
                          .put("score", mark.score())
                          .put("comment", mark.comment())));
    }
    ArrayNode items = layer.putArray("legendItems");
    legend.forEach((colour, label) -> items.addObject().put("label", label).put("color", colour));
    return layer;
  }

  /// An older layer as one of this format; cells and all else stay as they are.
  ///
  /// @throws IllegalArgumentException when it is no layer
  public static ObjectNode upgrade(ObjectNode layer) {
    if (!layer.path("techniques").isArray() || !layer.path("domain").isString()) {
      throw new IllegalArgumentException("a layer has a 'domain' and a list of 'techniques'");
    }
    ObjectNode upgraded = layer.deepCopy();
    ObjectNode versions = MAPPER.createObjectNode();
    if (layer.path("versions").isObject()) {
      versions.setAll((ObjectNode) layer.get("versions"));
    }
    versions.put("layer", LAYER).put("navigator", NAVIGATOR);
    upgraded.set("versions", versions);
    upgraded.remove("version");
    return upgraded;
  }

  private static ObjectNode start(ReleaseIndex index, String name) {
    ObjectNode layer = MAPPER.createObjectNode().put("name", name).put("domain", "atlas-atlas");
    layer.putObject("versions").put("layer", LAYER).put("navigator", NAVIGATOR);
    layer
        .putArray("metadata")
        .addObject()
        .put("name", "atlas_data_version")
        .put("value", index.release().id().tag());
    return layer;
  }

  private static ObjectNode cell(
      ArrayNode techniques, ReleaseIndex index, Technique technique, TacticId tactic) {
    ObjectNode cell = techniques.addObject().put("techniqueID", technique.id().value());
    index
        .tactic(tactic)
        .map(Tactic::name)
        .ifPresent(name -> cell.put("tactic", name.toLowerCase(Locale.ROOT).replace(' ', '-')));
    return cell.put("showSubtechniques", !index.subTechniques(technique.id()).isEmpty());
  }
}
