package io.sextant.atlas;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What became of ids that a release no longer has, or never had.
///
/// ATLAS itself writes no tombstones: the facts come from its changelog, and from comparing the
/// releases at hand with each other.
public final class Successors {
  private final AtlasLibrary library;
  private final IdHistory history = IdHistory.load();

  public Successors(AtlasLibrary library) {
    this.library = library;
  }

  /// What is known of an id that is no longer used, or never was.
  ///
  /// @param name the last name it bore; empty when none is known
  /// @param since the first release without it; of an id never published, the oldest one searched
  public record Entry(
      AtlasId id,
      String name,
      Fate fate,
      Optional<AtlasId> successor,
      String successorName,
      Optional<ReleaseId> since) {}

  /// What became of an id.
  public enum Fate {
    /// Another id stands for it now.
    REPLACED,
    /// A later release at hand lacks it, and nothing is known to stand for it.
    GONE,
    /// Cited in public, and in no release.
    NEVER_PUBLISHED
  }

  /// All ids that were retired or never were, in their order.
  public List<Entry> all() {
    List<ReleaseIndex> releases = oldestFirst();
    Set<AtlasId> ids = new TreeSet<>(Comparator.comparing(AtlasId::value));
    ids.addAll(history.retired());
    ids.addAll(history.unpublished());
    if (!releases.isEmpty()) {
      ReleaseIndex newest = releases.getLast();
      releases.forEach(release ->
          release.objects().stream()
              .map(AtlasObject::id)
              .filter(id -> newest.object(id).isEmpty())
              .forEach(ids::add));
    }
    return ids.stream().flatMap(id -> find(id, releases).stream()).toList();
  }

  /// What became of an id; empty for one that the newest release has, or nobody knows.
  public Optional<Entry> find(AtlasId id) {
    return find(id, oldestFirst());
  }

  private Optional<Entry> find(AtlasId id, List<ReleaseIndex> releases) {
    Optional<IdHistory.Retired> retired = history.retired(id);
    if (retired.isPresent()) {
      AtlasId successor = retired.get().successor();
      return Optional.of(
          new Entry(
              id,
              name(id, releases),
              Fate.REPLACED,
              Optional.of(successor),
              name(successor, releases),
              Optional.of(retired.get().since())));
    }
    Optional<ReleaseId> never = history.unpublishedSince(id);
    if (never.isPresent()) {
      return Optional.of(new Entry(id, "", Fate.NEVER_PUBLISHED, Optional.empty(), "", never));
    }
    Optional<ReleaseId> gone = firstWithout(id, releases);
    return gone.map(since ->
        new Entry(id, name(id, releases), Fate.GONE, Optional.empty(), "", Optional.of(since)));
  }

  /// The release after the last one that has the id.
  private static Optional<ReleaseId> firstWithout(AtlasId id, List<ReleaseIndex> releases) {
    int last = -1;
    for (int i = 0; i < releases.size(); i++) {
      if (releases.get(i).object(id).isPresent()) {
        last = i;
      }
    }
    return last < 0 || last == releases.size() - 1
        ? Optional.empty()
        : Optional.of(releases.get(last + 1).release().id());
  }

  private static String name(AtlasId id, List<ReleaseIndex> releases) {
    for (ReleaseIndex release : releases.reversed()) {
      Optional<AtlasObject> object = release.object(id);
      if (object.isPresent()) {
        return object.get().fullName();
      }
    }
    return OtherNames.load().stream()
        .filter(other -> other.id().equals(id))
        .map(OtherNames.OtherName::name)
        .reduce((_, last) -> last)
        .orElse("");
  }

  private List<ReleaseIndex> oldestFirst() {
    List<ReleaseIndex> releases = new ArrayList<>();
    for (ReleaseId id : library.releases().reversed()) {
      library.release(id).ifPresent(releases::add);
    }
    return releases;
  }
}
