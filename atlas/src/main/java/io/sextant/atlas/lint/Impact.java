package io.sextant.atlas.lint;

import io.sextant.atlas.AtlasId;
import io.sextant.atlas.compare.Change;
import java.util.List;

/// A reference whose object differs between two releases.
///
/// @param line one-based, as is `column`; 0 where the reference stands in no text
/// @param offset of the reference in its text
/// @param written as it stands there
/// @param name of the object in the newer release, else in the older one
/// @param changes all of them, never empty
public record Impact(
    String file,
    int line,
    int column,
    int offset,
    String written,
    AtlasId id,
    String name,
    Weight weight,
    List<Change> changes) {

  public Impact {
    changes = List.copyOf(changes);
  }

  Impact at(int newLine, int newColumn) {
    return new Impact(file, newLine, newColumn, offset, written, id, name, weight, changes);
  }

  /// What a change asks of whoever made the reference, heaviest first.
  public enum Weight {
    /// The reference leads nowhere now.
    BREAKS,
    /// It may mean something else now: read it again.
    REVIEW,
    /// Good to know.
    NOTE;

    static Weight of(Change.Kind kind) {
      return switch (kind) {
        case REMOVED -> BREAKS;
        case RENAMED, TACTICS, PARENT, TEXT, MATURITY_UP, MATURITY_DOWN -> REVIEW;
        case ADDED,
            REWORDED_NAME,
            RESPELLED_NAME,
            PLATFORMS,
            ATTACK_REFERENCE,
            TEXT_FORM,
            MITIGATES_ADDED,
            MITIGATES_REMOVED,
            EMPLOYS_ADDED,
            EMPLOYS_REMOVED,
            PROCEDURE,
            TACTIC_ORDER ->
            NOTE;
      };
    }
  }
}
