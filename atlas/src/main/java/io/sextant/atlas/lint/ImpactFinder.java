package io.sextant.atlas.lint;

import io.sextant.atlas.AtlasId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.compare.Change;
import io.sextant.atlas.compare.ReleaseDiff;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the references in texts that a change of release touches. Thread-safe.
public final class ImpactFinder {
  private final Map<AtlasId, List<Change>> changes = new HashMap<>();
  private final ReleaseIndex to;

  public ImpactFinder(ReleaseIndex from, ReleaseIndex to) {
    this.to = to;
    for (Change change : ReleaseDiff.between(from, to)) {
      changes.computeIfAbsent(change.id(), _ -> new ArrayList<>()).add(change);
    }
  }

  /// The touched references of a text, in its order.
  public List<Impact> find(String file, String text) {
    List<Impact> impacts = new ArrayList<>();
    int line = 1;
    int lineStart = 0;
    for (Mention mention : MentionScanner.scan(text)) {
      for (int end = text.indexOf('\n', lineStart);
          end >= 0 && end < mention.start();
          end = text.indexOf('\n', lineStart)) {
        line++;
        lineStart = end + 1;
      }
      Optional<Impact> touched =
          mention.id().flatMap(id -> of(id, file, mention.written(), mention.start()));
      if (touched.isPresent()) {
        impacts.add(touched.get().at(line, mention.start() - lineStart + 1));
      }
    }
    return impacts;
  }

  /// What the change of release means for one id; empty when it means nothing.
  ///
  /// @param offset of the reference in its text
  public Optional<Impact> of(AtlasId id, String file, String written, int offset) {
    List<Change> all = changes.getOrDefault(id, List.of());
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Impact.Weight weight =
        all.stream()
            .map(change -> Impact.Weight.of(change.kind()))
            .min(Enum::compareTo)
            .orElseThrow();
    String name =
        to.object(id).map(object -> object.fullName()).orElseGet(() -> all.getFirst().name());
    return Optional.of(new Impact(file, 0, 0, offset, written, id, name, weight, all));
  }
}
