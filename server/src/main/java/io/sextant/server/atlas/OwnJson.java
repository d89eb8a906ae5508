package io.sextant.server.atlas;

import io.sextant.atlas.OwnMark;
import java.util.List;
import java.util.Optional;

/// What organisations say of an object of their own, as the API writes it.
///
/// @param addedBy whose object it is; absent for an object of ATLAS
record OwnJson(
    Optional<String> addedBy,
    Optional<Renaming> renamed,
    Optional<Hiding> hidden,
    List<Note> notes,
    List<Mapping> mappings) {
  record Renaming(String organisation, String official) {}

  record Hiding(String organisation, String reason) {}

  record Note(String organisation, String text) {}

  record Mapping(String organisation, String to, String title, String url) {}

  static OwnJson of(OwnMark mark) {
    return new OwnJson(
        mark.addedBy(),
        mark.renamed().map(own -> new Renaming(own.organisation(), own.official())),
        mark.hidden().map(own -> new Hiding(own.organisation(), own.reason())),
        mark.notes().stream().map(own -> new Note(own.organisation(), own.text())).toList(),
        mark.mappings().stream()
            .map(own -> new Mapping(own.organisation(), own.to(), own.title(), own.url()))
            .toList());
  }
}
