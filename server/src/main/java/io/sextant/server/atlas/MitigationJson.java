package io.sextant.server.atlas;

import io.sextant.atlas.Mitigation;
import io.sextant.atlas.ReleaseIndex;
import java.util.List;
import java.util.Optional;

/// A mitigation as the API writes it.
record MitigationJson(
    String release,
    String id,
    String name,
    String summary,
    String description,
    List<String> categories,
    List<String> lifecycle,
    String url,
    List<Applies> techniques,
    Optional<OwnJson> own) {
  /// A technique that it acts on; `description` says how.
  record Applies(String id, String name, String summary, String description) {}

  static MitigationJson of(Mitigation mitigation, ReleaseIndex index) {
    return new MitigationJson(
        index.release().id().tag(),
        mitigation.id().value(),
        mitigation.name(),
        mitigation.summary(),
        ProsePages.of(index).html(mitigation.description(), mitigation),
        mitigation.categories(),
        mitigation.lifecyclePhases(),
        mitigation.page(),
        mitigation.mitigates().stream()
            .flatMap(edge ->
                index.technique(edge.technique()).stream()
                    .map(technique ->
                        new Applies(
                            technique.id().value(),
                            technique.fullName(),
                            technique.summary(),
                            ProsePages.of(index).html(edge.description(), mitigation))))
            .toList(),
        index.own(mitigation.id()).map(OwnJson::of));
  }
}
