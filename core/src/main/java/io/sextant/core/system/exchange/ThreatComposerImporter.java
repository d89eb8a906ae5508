package io.sextant.core.system.exchange;

import io.sextant.core.document.Tree;
import java.util.List;

/// Reads AWS Threat Composer, version 1: threat statements without components. The map is empty but
/// for its name; the report says what the file holds.
final class ThreatComposerImporter implements Importer {
  @Override
  public MapFormat format() {
    return MapFormat.THREAT_COMPOSER;
  }

  @Override
  public boolean recognises(SourceFile file) {
    return file.has("schema")
        && file.has("threats")
        && (file.has("mitigationLinks")
            || file.has("assumptionLinks")
            || file.has("applicationInfo"));
  }

  @Override
  public void read(SourceFile file, Intake intake) {
    Tree top = file.document().orElseThrow();
    intake
        .draft()
        .system(
            "",
            top.at("applicationInfo", "name").flatMap(Tree::text).orElse(file.title()),
            top.at("applicationInfo", "description").flatMap(Tree::text).orElse(""));
    for (String part :
        List.of("assumptionLinks", "assumptions", "mitigationLinks", "mitigations", "threats")) {
      intake.count(part, top.list(part).size());
      intake.left(
          part, top.list(part).size(), "the format has no components that they could be about");
    }
    intake.left(
        "architecture and data-flow drawings",
        top.at("architecture", "image").isPresent() || top.at("dataflow", "image").isPresent()
            ? 1
            : 0,
        "a picture cannot be read");
  }
}
