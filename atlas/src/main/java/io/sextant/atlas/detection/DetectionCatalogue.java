package io.sextant.atlas.detection;

import io.sextant.atlas.CatalogueException;
import io.sextant.atlas.Technique;
import io.sextant.atlas.TechniqueId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The entries of `detections/*.yaml`, by technique. Immutable and thread-safe.
///
/// Every entry begins at the first column, so that the files are split without parsing them; an
/// entry is parsed when it is asked for, since most commands want one.
public final class DetectionCatalogue {
  private static final List<String> FILES =
      List.of(
          "reconnaissance",
          "resource-development",
          "initial-access",
          "ai-model-access",
          "execution",
          "persistence",
          "privilege-escalation",
          "defense-evasion",
          "credential-access",
          "discovery",
          "lateral-movement",
          "collection",
          "ai-attack-staging",
          "command-and-control",
          "exfiltration",
          "impact");

  private static final String ENTRY = "AML.";

  private final Map<TechniqueId, String> entries;

  private DetectionCatalogue(Map<TechniqueId, String> entries) {
    this.entries = entries;
  }

  /// The catalogue that ships with Sextant.
  public static DetectionCatalogue load() {
    Map<TechniqueId, String> entries = new LinkedHashMap<>();
    FILES.forEach(name -> split(text("/io/sextant/atlas/detections/" + name + ".yaml"), entries));
    return new DetectionCatalogue(entries);
  }

  /// The techniques that have an entry.
  public Set<TechniqueId> techniques() {
    return Set.copyOf(entries.keySet());
  }

  /// The entry of a technique. Empty for one that Sextant does not know, among them an id that
  /// meant another thing in an old release (it has no sentence of ours either).
  public Optional<Detection> of(Technique technique) {
    return technique.summary().isEmpty() ? Optional.empty() : of(technique.id());
  }

  /// The entry of an id as present releases use it.
  public Optional<Detection> of(TechniqueId id) {
    return Optional.ofNullable(entries.get(id)).map(text -> DetectionReader.read(id, text));
  }

  private static void split(String file, Map<TechniqueId, String> entries) {
    for (String part : file.split("\n(?=" + ENTRY + ")", -1)) {
      if (part.startsWith(ENTRY)) {
        TechniqueId id = new TechniqueId(part.substring(0, part.indexOf(':')));
        if (entries.put(id, part) != null) {
          throw new CatalogueException("two entries on the detection of " + id);
        }
      }
    }
  }

  private static String text(String resource) {
    try (InputStream in = DetectionCatalogue.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new CatalogueException("the file " + resource + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
