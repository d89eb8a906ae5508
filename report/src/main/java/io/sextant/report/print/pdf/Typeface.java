package io.sextant.report.print.pdf;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.text.Bidi;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/// The one font of a document, with the widths of its characters. One thread uses it.
final class Typeface implements Closeable {
  private static final String RESOURCE =
      "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  /// Widths in a font are thousandths of its size.
  private static final float UNIT = 1000f;

  private final TrueTypeFont source;
  private final CmapLookup characters;
  private final PDFont font;
  private final Map<Integer, Float> widths = new HashMap<>();

  private Typeface(TrueTypeFont source, CmapLookup characters, PDFont font) {
    this.source = source;
    this.characters = characters;
    this.font = font;
  }

  static Typeface load(PDDocument document) throws IOException {
    try (InputStream in = PDDocument.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("PDFBox carries no " + RESOURCE);
      }
      TrueTypeFont source = new TTFParser().parse(new RandomAccessReadBuffer(in));
      // Ligatures would be one glyph for several letters, which copying and searching then miss.
      source.setEnableGsub(false);
      PDFont font = PDType0Font.load(document, source, true);
      return new Typeface(source, source.getUnicodeCmapLookup(), font);
    }
  }

  PDFont font() {
    return font;
  }

  /// The same text in characters that the font has.
  String printable(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFC)
        .codePoints()
        .forEach(point -> append(point, printable));
    return printable.toString();
  }

  /// The width of printable text, in points.
  float width(String text, float size) {
    float width = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      width += widths.computeIfAbsent(text.codePointAt(i), this::unscaled);
    }
    return width * size / UNIT;
  }

  /// Text of one line in the order in which its characters stand from left to right.
  static String visual(String text) {
    if (!Bidi.requiresBidi(text.toCharArray(), 0, text.length())) {
      return text;
    }
    Bidi bidi = new Bidi(text, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
    int count = bidi.getRunCount();
    byte[] levels = new byte[count];
    String[] runs = new String[count];
    for (int i = 0; i < count; i++) {
      levels[i] = (byte) bidi.getRunLevel(i);
      String run = text.substring(bidi.getRunStart(i), bidi.getRunLimit(i));
      runs[i] = levels[i] % 2 == 0 ? run : new StringBuilder(run).reverse().toString();
    }
    Bidi.reorderVisually(levels, 0, runs, 0, count);
    return String.join("", runs);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  private void append(int point, StringBuilder printable) {
    if (point == '\n') {
      printable.append('\n');
    } else if (point == '\t' || Character.isSpaceChar(point)) {
      printable.append(' ');
    } else if (saysHowOthersLook(point)) {
      return;
    } else if (characters.getGlyphId(point) != 0) {
      printable.appendCodePoint(point);
    } else {
      printable.append("[U+%04X]".formatted(point));
    }
  }

  /// Joiners and the like have no look of their own.
  private static boolean saysHowOthersLook(int point) {
    return Character.getType(point) == Character.FORMAT || selectsVariant(point);
  }

  private static boolean selectsVariant(int point) {
    return (point >= 0xFE00 && point <= 0xFE0F) || (point >= 0xE0100 && point <= 0xE01EF);
  }

  private float unscaled(int point) {
    try {
      return font.getStringWidth(Character.toString(point));
    } catch (IOException e) {
      throw new IllegalStateException("the font is in memory", e);
    }
  }
}
