package io.sextant.server.atlas;

import io.sextant.atlas.AtlasId;
import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.Overlay;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.server.http.IssueJson;
import java.util.Comparator;
import java.util.List;

/// The overlays at hand and what they say of a release, as the API writes it.
///
/// @param issues what is wrong with them, by themselves and against the release
record OverlayJson(
    String release, List<Source> overlays, List<Entry> entries, List<IssueJson> issues) {
  /// @param file its path within the data folder
  record Source(String organisation, String segment, String file) {
    static Source of(Overlay overlay) {
      return new Source(overlay.organisation(), overlay.segment(), overlay.file());
    }
  }

  record Entry(String kind, String id, String name, OwnJson own) {
    static Entry of(AtlasObject object, OwnJson own) {
      return new Entry(object.kind().word(), object.id().value(), object.fullName(), own);
    }
  }

  static OverlayJson of(AtlasLibrary library, ReleaseIndex index) {
    List<Entry> entries =
        index.ownIds().stream()
            .sorted(Comparator.comparing(AtlasId::value))
            .map(id ->
                Entry.of(index.object(id).orElseThrow(), OwnJson.of(index.own(id).orElseThrow())))
            .toList();
    return new OverlayJson(
        index.release().id().tag(),
        library.overlays().stream().map(Source::of).toList(),
        entries,
        library.overlayIssues(index).stream().map(IssueJson::of).toList());
  }
}
