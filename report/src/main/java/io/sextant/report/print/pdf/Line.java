package io.sextant.report.print.pdf;

import io.sextant.report.Link;
import io.sextant.report.Text;
import java.util.List;
import java.util.Optional;

/// One line of set text.
record Line(List<Piece> pieces) {
  /// A row of characters that are set in one way.
  ///
  /// @param x where it begins, from the beginning of the line, in points
  record Piece(String text, Text.Style style, Optional<Link> link, float x, float width) {}

  float width() {
    return pieces.isEmpty() ? 0 : pieces.getLast().x() + pieces.getLast().width();
  }
}
