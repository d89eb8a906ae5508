package io.sextant.server.atlas;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.Lookup;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.server.http.ProblemException;
import io.sextant.server.http.Query;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds what requests name: releases, and objects in them.
public record Releases(AtlasLibrary library) {
  static Optional<ReleaseId> wanted(Query query, String parameter) {
    return query.value(parameter, "a release's tag such as 5.6.1", ReleaseId::parse);
  }

  /// The release that the query names, or the current one; checks the query.
  public ReleaseIndex of(Query query) {
    Optional<ReleaseId> wanted = wanted(query, "release");
    query.check();
    return wanted.map(this::named).orElseGet(library::current);
  }

  /// The release of that tag.
  public ReleaseIndex named(ReleaseId id) {
    return library
        .release(id)
        .orElseThrow(() ->
            ProblemException.notFound(
                "Release " + id + " is not at hand. Known: " + known() + "."));
  }

  private String known() {
    return library.releases().stream().map(ReleaseId::tag).collect(Collectors.joining(", "));
  }

  /// The object of a kind with this id.
  ///
  /// @throws ProblemException 404 that says what became of the id, or what may be meant
  static <T extends AtlasObject> T object(
      ReleaseIndex index, String id, Class<T> type, String kind) {
    Lookup lookup = index.lookup(id);
    if (lookup instanceof Lookup.Found(_, AtlasObject object, _)) {
      if (type.isInstance(object)) {
        return type.cast(object);
      }
      throw ProblemException.notFound(
          object.id().value() + " is a " + object.kind().word() + ", not a " + kind + ".");
    }
    String meant =
        lookup.candidates().stream()
            .map(object -> object.id().value() + " " + object.fullName())
            .collect(Collectors.joining(", "));
    String explanation =
        lookup.explanation().isEmpty()
            ? "Release " + index.release().id() + " has no such " + kind + "."
            : lookup.explanation();
    throw ProblemException.notFound(
        explanation + (meant.isEmpty() ? "" : " Perhaps: " + meant + "."));
  }
}
