package io.sextant.report.print.pdf;

import io.sextant.report.Link;
import io.sextant.report.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Breaks text into lines of a width: at spaces, and inside of a word that is wider than a line.
final class LineBreaker {
  private final Typeface typeface;
  private final float size;
  private final float width;

  private final List<Line> lines = new ArrayList<>();
  private List<Line.Piece> pieces = new ArrayList<>();
  private float x;

  private LineBreaker(Typeface typeface, float size, float width) {
    this.typeface = typeface;
    this.size = size;
    this.width = width;
  }

  /// At least one line, be it empty.
  static List<Line> lines(Text text, Typeface typeface, float size, float width) {
    LineBreaker breaker = new LineBreaker(typeface, size, width);
    text.spans().forEach(breaker::span);
    breaker.end();
    return breaker.lines;
  }

  private void span(Text.Span span) {
    String[] paragraphs = typeface.printable(span.text()).split("\n", -1);
    for (int i = 0; i < paragraphs.length; i++) {
      if (i > 0) {
        end();
      }
      paragraph(paragraphs[i], span);
    }
  }

  private void paragraph(String text, Text.Span span) {
    int start = 0;
    while (start < text.length()) {
      int space = text.indexOf(' ', start);
      int end = space < 0 ? text.length() : space + 1;
      word(text.substring(start, end), span);
      start = end;
    }
  }

  /// @param word with the space behind it, which may hang over the end of the line
  private void word(String word, Text.Span span) {
    float needed = typeface.width(word.stripTrailing(), size);
    if (x > 0 && x + needed > width) {
      end();
    }
    String rest = word;
    while (needed > width && rest.codePointCount(0, rest.length()) > 1) {
      int fit = fitting(rest);
      add(rest.substring(0, fit), span);
      end();
      rest = rest.substring(fit);
      needed = typeface.width(rest.stripTrailing(), size);
    }
    if (!(x == 0 && rest.isBlank() && !lines.isEmpty())) {
      add(rest, span);
    }
  }

  /// How many characters of a text fit a line, at least one.
  private int fitting(String text) {
    int end = Character.charCount(text.codePointAt(0));
    float sum = typeface.width(text.substring(0, end), size);
    while (end < text.length()) {
      int next = end + Character.charCount(text.codePointAt(end));
      sum += typeface.width(text.substring(end, next), size);
      if (sum > width) {
        return end;
      }
      end = next;
    }
    return end;
  }

  /// Words that are set alike become one piece.
  private void add(String text, Text.Span span) {
    float added = typeface.width(text, size);
    Optional<Link> link = span.link();
    if (!pieces.isEmpty()) {
      Line.Piece last = pieces.getLast();
      if (last.style() == span.style() && last.link().equals(link)) {
        pieces.removeLast();
        pieces.add(
            new Line.Piece(last.text() + text, last.style(), link, last.x(), last.width() + added));
        x += added;
        return;
      }
    }
    pieces.add(new Line.Piece(text, span.style(), link, x, added));
    x += added;
  }

  private void end() {
    lines.add(new Line(List.copyOf(pieces)));
    pieces = new ArrayList<>();
    x = 0;
  }
}
