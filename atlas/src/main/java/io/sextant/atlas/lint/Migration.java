package io.sextant.atlas.lint;

import java.util.List;

/// What moving a text to another release means: edits that follow from facts, and references that a
/// person must decide.
public record Migration(String before, List<Edit> edits, List<ReferenceIssue> undecided) {
  public Migration {
    edits = List.copyOf(edits);
    undecided = List.copyOf(undecided);
  }

  /// The text with every edit made.
  public String after() {
    StringBuilder text = new StringBuilder(before);
    for (Edit edit : edits.reversed()) {
      text.replace(edit.start(), edit.end(), edit.after());
    }
    return text.toString();
  }
}
