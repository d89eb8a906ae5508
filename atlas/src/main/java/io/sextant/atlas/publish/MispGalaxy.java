package io.sextant.atlas.publish;

import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.TacticId;
import io.sextant.atlas.Technique;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The techniques of a release as a MISP galaxy cluster; a value is `Name - AML.T0051`, and its
/// uuid is ATLAS's own.
public final class MispGalaxy {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String CLUSTER = "95e55c7e-68a9-453b-9677-020c8fc06333";

  private MispGalaxy() {}

  public static ObjectNode of(ReleaseIndex index) {
    ObjectNode cluster = MAPPER.createObjectNode();
    cluster.putArray("authors").add("MITRE");
    cluster.put("category", "attack-pattern");
    cluster.put("description", "MITRE ATLAS techniques, release " + index.release().id());
    cluster.put("name", "MITRE ATLAS Attack Pattern");
    cluster.put("source", "https://github.com/mitre-atlas/atlas-data");
    cluster.put("type", "mitre-atlas-attack-pattern").put("uuid", CLUSTER);
    ArrayNode values = cluster.putArray("values");
    index.release().techniques().forEach(technique -> value(values.addObject(), index, technique));
    cluster.put("version", 1);
    return cluster;
  }

  private static void value(ObjectNode value, ReleaseIndex index, Technique technique) {
    value.put(
        "description",
        technique.description().isEmpty() ? technique.summary() : technique.description());
    ObjectNode meta = value.putObject("meta").put("external_id", technique.id().value());
    ArrayNode chain = meta.putArray("kill_chain");
    for (TacticId id : technique.tactics()) {
      index
          .tactic(id)
          .ifPresent(tactic ->
              chain.add("mitre-atlas:" + tactic.name().toLowerCase(Locale.ROOT).replace(' ', '-')));
    }
    technique.platforms().forEach(meta.putArray("mitre_platforms")::add);
    if (!technique.page().isEmpty()) {
      meta.putArray("refs").add(technique.page());
    }
    technique
        .parent()
        .ifPresent(parent ->
            value
                .putArray("related")
                .addObject()
                .put("dest-uuid", StixIds.uuid(parent.value()).toString())
                .put("type", "subtechnique-of"));
    value.put("uuid", StixIds.uuid(technique.id().value()).toString());
    value.put("value", technique.fullName() + " - " + technique.id());
  }
}
