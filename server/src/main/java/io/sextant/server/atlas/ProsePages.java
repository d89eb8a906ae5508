package io.sextant.server.atlas;

import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.Prose;
import io.sextant.atlas.ReleaseIndex;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a release says, with its links to objects leading to their pages here.
final class ProsePages {
  private ProsePages() {}

  static Prose of(ReleaseIndex index) {
    String release =
        "?release=" + URLEncoder.encode(index.release().id().tag(), StandardCharsets.UTF_8);
    return new Prose(index, object -> page(object).map(page -> page + release));
  }

  private static Optional<String> page(AtlasObject object) {
    return switch (object.kind()) {
      case TECHNIQUE, SUB_TECHNIQUE -> Optional.of("/techniques/" + object.id());
      case MITIGATION -> Optional.of("/mitigations/" + object.id());
      case CASE_STUDY -> Optional.of("/case-studies/" + object.id());
      case TACTIC -> Optional.empty();
    };
  }
}
