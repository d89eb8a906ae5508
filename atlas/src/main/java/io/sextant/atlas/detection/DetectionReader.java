package io.sextant.atlas.detection;

import io.sextant.atlas.CatalogueException;
import io.sextant.atlas.TechniqueId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads one entry of the catalogue strictly: an unknown or missing key is a defect of the build.
final class DetectionReader {
  private static final Set<String> KEYS =
      Set.of(
          "observable",
          "telemetry",
          "indicators",
          "detect",
          "rules",
          "because",
          "nearest",
          "watch",
          "test");

  private final TechniqueId id;
  private final Map<?, ?> fields;

  private DetectionReader(TechniqueId id, Map<?, ?> fields) {
    this.id = id;
    this.fields = fields;
  }

  static Detection read(TechniqueId id, String yaml) {
    try {
      Object document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
      if (document instanceof Map<?, ?> entries
          && entries.get(id.value()) instanceof Map<?, ?> fields) {
        return new DetectionReader(id, fields).detection();
      }
      throw new CatalogueException("the entry on the detection of " + id + " is no map");
    } catch (YamlEngineException e) {
      throw new CatalogueException(
          "the entry on the detection of " + id + " is no YAML: " + e.getMessage());
    }
  }

  private Detection detection() {
    for (Object key : fields.keySet()) {
      if (!(key instanceof String name) || !KEYS.contains(name)) {
        throw broken("unknown key " + key);
      }
    }
    Detection.Observability observability = observability(text("observable"));
    boolean blind = observability == Detection.Observability.NEVER;
    List<TechniqueId> watch = texts("watch", !blind).stream().map(TechniqueId::new).toList();
    return new Detection(
        id,
        observability,
        telemetry(blind),
        texts("indicators", blind),
        texts("detect", blind),
        texts("rules", true),
        blind
            ? Optional.of(new Detection.Blind(text("because"), text("nearest"), watch))
            : Optional.empty(),
        text("test"));
  }

  private Detection.Observability observability(String word) {
    for (Detection.Observability known : Detection.Observability.values()) {
      if (known.word().equals(word)) {
        return known;
      }
    }
    throw broken("observable: " + word);
  }

  private List<Detection.Telemetry> telemetry(boolean mayMiss) {
    Object value = fields.get("telemetry");
    List<Detection.Telemetry> sources = new ArrayList<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((source, list) ->
          sources.add(new Detection.Telemetry(String.valueOf(source), list("telemetry", list))));
    }
    if (sources.isEmpty() && !mayMiss) {
      throw broken("no telemetry");
    }
    return sources;
  }

  private List<String> texts(String key, boolean mayMiss) {
    Object value = fields.get(key);
    if (value == null && mayMiss) {
      return List.of();
    }
    return list(key, value);
  }

  private List<String> list(String key, @Nullable Object value) {
    if (value instanceof List<?> list && !list.isEmpty()) {
      return list.stream().map(String::valueOf).toList();
    }
    throw broken(key + " is no list");
  }

  private String text(String key) {
    if (fields.get(key) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw broken("no " + key);
  }

  private CatalogueException broken(String why) {
    return new CatalogueException("the entry on the detection of " + id + ": " + why);
  }
}
