package io.sextant.atlas;

import java.util.List;
import java.util.Optional;

/// What organisations say of their own about one object, apart from what MITRE says.
///
/// @param addedBy the organisation whose object it is; empty for an object of ATLAS
/// @param renamed the name that it bears here in place of ATLAS's
/// @param hidden why it is left out of the matrix, of search and of suggestions
public record OwnMark(
    Optional<String> addedBy,
    Optional<Renaming> renamed,
    Optional<Hiding> hidden,
    List<Note> notes,
    List<Mapping> mappings) {
  static final OwnMark NONE =
      new OwnMark(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of());

  public OwnMark {
    notes = List.copyOf(notes);
    mappings = List.copyOf(mappings);
  }

  /// @param official the name in ATLAS
  public record Renaming(String organisation, String official) {}

  public record Hiding(String organisation, String reason) {}

  public record Note(String organisation, String text) {}

  /// What the object is called elsewhere.
  ///
  /// @param to an id or a name in the other catalogue
  /// @param title what that is called; may be empty
  /// @param url where it is described; may be empty
  public record Mapping(String organisation, String to, String title, String url) {}
}
