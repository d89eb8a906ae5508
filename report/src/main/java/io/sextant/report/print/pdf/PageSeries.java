package io.sextant.report.print.pdf;

import io.sextant.report.Link;
import io.sextant.report.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDBorderStyleDictionary;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageXYZDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;

/// The pages of a document as they fill from top to bottom. One thread uses it.
final class PageSeries {
  static final float MARGIN = 48;

  private static final float FOOT = 24;
  private static final float FOOT_SIZE = 8;

  /// How far below the top of a line its letters stand, as a part of the size.
  private static final float ASCENT = 0.91f;

  /// The width of the line around letters that makes them bold, as a part of the size.
  private static final float BOLD = 0.03f;

  private final PDDocument document;
  private final Typeface typeface;
  private final PDRectangle paper;
  private final PDDocumentOutline outline = new PDDocumentOutline();
  private final Map<String, PDPageXYZDestination> sections = new HashMap<>();
  private final List<Pending> pending = new ArrayList<>();

  private PDPage page;
  private PDPageContentStream content;
  private float y;

  /// A link to a section whose page may not be known yet.
  private record Pending(PDAnnotationLink link, String key) {}

  PageSeries(PDDocument document, Typeface typeface, PDRectangle paper) throws IOException {
    this.document = document;
    this.typeface = typeface;
    this.paper = paper;
    this.page = new PDPage(paper);
    document.addPage(page);
    this.content = new PDPageContentStream(document, page);
    this.y = top();
  }

  Typeface typeface() {
    return typeface;
  }

  float width() {
    return paper.getWidth() - 2 * MARGIN;
  }

  /// The height of a whole page.
  float height() {
    return top() - bottom();
  }

  /// What is left of this page.
  float left() {
    return y - bottom();
  }

  float y() {
    return y;
  }

  void down(float points) {
    y -= points;
  }

  void next() throws IOException {
    content.close();
    page = new PDPage(paper);
    document.addPage(page);
    content = new PDPageContentStream(document, page);
    y = top();
  }

  /// Begins a new page when this one has not as much room.
  void require(float points) throws IOException {
    if (left() < points && y < top()) {
      next();
    }
  }

  void fill(float x, float top, float width, float height, Shade shade) throws IOException {
    content.setNonStrokingColor(shade.red(), shade.green(), shade.blue());
    content.addRect(x, top - height, width, height);
    content.fill();
  }

  void rule(float x, float at, float width) throws IOException {
    content.setStrokingColor(0.75f);
    content.setLineWidth(0.5f);
    content.moveTo(x, at);
    content.lineTo(x + width, at);
    content.stroke();
  }

  /// Draws a line of text whose upper edge is at `top`.
  void draw(Line line, float x, float top, float size) throws IOException {
    float base = top - size * ASCENT;
    for (Line.Piece piece : line.pieces()) {
      float at = x + piece.x();
      if (piece.style() == Text.Style.CODE) {
        fill(at, top, piece.width(), size * 1.2f, Shade.HEAD);
      }
      text(piece, at, base, size);
      if (piece.link().isPresent()) {
        link(piece.link().get(), new PDRectangle(at, base - 2, piece.width(), size + 2));
      }
    }
  }

  /// Names this place of the page for links and bookmarks.
  void section(String key, String title) {
    sections.put(key, here());
    outline.addLast(bookmark(title));
  }

  /// Whether a title would repeat that of the section just begun.
  boolean isSection(String title) {
    PDOutlineItem last = outline.getLastChild();
    return last != null && !last.hasChildren() && title.equals(last.getTitle());
  }

  void heading(String title) {
    PDOutlineItem last = outline.getLastChild();
    if (last == null) {
      outline.addLast(bookmark(title));
    } else {
      last.addLast(bookmark(title));
    }
  }

  /// Numbers the pages and closes the last one.
  void finish(String title) throws IOException {
    content.close();
    pending.forEach(link -> link.link.setDestination(sections.get(link.key)));
    document.getDocumentCatalog().setDocumentOutline(outline);
    int count = document.getNumberOfPages();
    for (int i = 0; i < count; i++) {
      foot(document.getPage(i), title, "%d / %d".formatted(i + 1, count));
    }
  }

  private void foot(PDPage page, String title, String number) throws IOException {
    float room = width() - typeface.width(number, FOOT_SIZE) - MARGIN;
    Line line = LineBreaker.lines(Text.of(title), typeface, FOOT_SIZE, room).getFirst();
    try (PDPageContentStream foot =
        new PDPageContentStream(
            document, page, PDPageContentStream.AppendMode.APPEND, true, true)) {
      foot.setNonStrokingColor(0.35f);
      for (Line.Piece piece : line.pieces()) {
        show(foot, piece.text(), MARGIN + piece.x(), MARGIN - FOOT / 2, FOOT_SIZE);
      }
      float x = paper.getWidth() - MARGIN - typeface.width(number, FOOT_SIZE);
      show(foot, number, x, MARGIN - FOOT / 2, FOOT_SIZE);
    }
  }

  private void text(Line.Piece piece, float x, float base, float size) throws IOException {
    Shade ink = piece.link().isPresent() ? Shade.LINK : Shade.INK;
    content.setNonStrokingColor(ink.red(), ink.green(), ink.blue());
    if (piece.style() == Text.Style.STRONG) {
      content.setStrokingColor(ink.red(), ink.green(), ink.blue());
      content.setLineWidth(size * BOLD);
      content.setRenderingMode(RenderingMode.FILL_STROKE);
      show(content, piece.text(), x, base, size);
      content.setRenderingMode(RenderingMode.FILL);
    } else {
      show(content, piece.text(), x, base, size);
    }
  }

  private void show(PDPageContentStream stream, String text, float x, float base, float size)
      throws IOException {
    stream.beginText();
    stream.setFont(typeface.font(), size);
    stream.newLineAtOffset(x, base);
    stream.showText(Typeface.visual(text));
    stream.endText();
  }

  private void link(Link link, PDRectangle area) throws IOException {
    PDAnnotationLink annotation = new PDAnnotationLink();
    annotation.setRectangle(area);
    PDBorderStyleDictionary border = new PDBorderStyleDictionary();
    border.setWidth(0);
    annotation.setBorderStyle(border);
    switch (link) {
      case Link.ToWeb web -> {
        PDActionURI action = new PDActionURI();
        action.setURI(web.text());
        annotation.setAction(action);
      }
      case Link.ToSection section -> pending.add(new Pending(annotation, section.key()));
    }
    page.getAnnotations().add(annotation);
  }

  private PDOutlineItem bookmark(String title) {
    PDOutlineItem item = new PDOutlineItem();
    item.setTitle(title);
    item.setDestination(here());
    return item;
  }

  private PDPageXYZDestination here() {
    PDPageXYZDestination destination = new PDPageXYZDestination();
    destination.setPage(page);
    destination.setLeft((int) MARGIN);
    destination.setTop((int) Math.ceil(y));
    return destination;
  }

  private float top() {
    return paper.getHeight() - MARGIN;
  }

  private float bottom() {
    return MARGIN + FOOT / 2;
  }
}
