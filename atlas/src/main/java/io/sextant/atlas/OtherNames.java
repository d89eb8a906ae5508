package io.sextant.atlas;

import java.util.List;

/// Names that objects bear in releases outside the built-in catalogue, older and newer. Data:
/// `other-names.tsv`.
public final class OtherNames {
  private OtherNames() {}

  /// A name as the release writes it; a sub-technique's begins with its parent's.
  public record OtherName(AtlasId id, String name) {}

  public static List<OtherName> load() {
    return Tsv.resource("other-names.tsv").stream()
        .map(row ->
            new OtherName(
                AtlasId.parse(row.get("id"))
                    .orElseThrow(() -> new CatalogueException("other-names.tsv holds a wrong id")),
                row.get("name")))
        .toList();
  }
}
