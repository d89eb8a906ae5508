package io.sextant.atlas;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

  /// The same of an object that is the organisation's.
  OwnMark withAddedBy(String organisation) {
    return new OwnMark(Optional.of(organisation), renamed, hidden, notes, mappings);
  }

  /// The same of an object that bears another name.
  OwnMark with(Renaming renaming) {
    return new OwnMark(addedBy, Optional.of(renaming), hidden, notes, mappings);
  }

  /// The same of an object that is hidden; the first reason stays.
  OwnMark with(Hiding hiding) {
    return new OwnMark(addedBy, renamed, hidden.or(() -> Optional.of(hiding)), notes, mappings);
  }

  /// The same with one note more.
  OwnMark with(Note note) {
    return new OwnMark(addedBy, renamed, hidden, and(notes, note), mappings);
  }

  /// The same with one mapping more.
  OwnMark with(Mapping mapping) {
    return new OwnMark(addedBy, renamed, hidden, notes, and(mappings, mapping));
  }

  private static <T> List<T> and(List<T> some, T one) {
    return Stream.concat(some.stream(), Stream.of(one)).toList();
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
