package io.sextant.server.atlas;

import io.sextant.atlas.AtlasId;
import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.compare.Change;
import io.sextant.atlas.compare.ReleaseDiff;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What differs between two releases, as the API writes it.
///
/// @param texts whether texts were compared: both releases have them
record DiffJson(String from, String to, boolean texts, List<Item> changes) {
  /// @param object what kind of object it is
  record Item(
      String kind,
      String object,
      String id,
      String name,
      String before,
      String after,
      Optional<String> successor) {
    static Item of(Change change, ReleaseIndex from, ReleaseIndex to) {
      String object =
          to.object(change.id())
              .or(() -> from.object(change.id()))
              .map(AtlasObject::kind)
              .map(kind -> kind.name().toLowerCase(Locale.ROOT))
              .orElse("");
      return new Item(
          change.kind().word(),
          object,
          change.id().value(),
          change.name(),
          change.before(),
          change.after(),
          change.successor().map(AtlasId::value));
    }
  }

  static DiffJson of(ReleaseIndex from, ReleaseIndex to) {
    boolean texts =
        from.release().origin() == to.release().origin()
            && from.release().origin() == io.sextant.atlas.Release.Origin.IMPORTED;
    return new DiffJson(
        from.release().id().tag(),
        to.release().id().tag(),
        texts,
        ReleaseDiff.between(from, to).stream().map(change -> Item.of(change, from, to)).toList());
  }
}
