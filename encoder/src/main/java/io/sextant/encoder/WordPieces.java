package io.sextant.encoder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/// Cuts text into the pieces of words that an encoder of the BERT family knows, without case and
/// accents (WordPiece; Devlin et al., 2019; the reference is `BertTokenizer`).
public final class WordPieces {
  /// Pieces of a stretch, with its marks, that an encoder reads.
  public static final int MOST = 128;

  static final int BEGIN = 101;
  static final int END = 102;
  private static final int UNKNOWN = 100;

  /// Longer words are not looked up.
  private static final int LONGEST_WORD = 100;

  private static final String CONTINUED = "##";

  private final Map<String, Integer> vocabulary;

  private WordPieces(Map<String, Integer> vocabulary) {
    this.vocabulary = vocabulary;
  }

  /// Reads the vocabulary out of a `tokenizer.json`.
  static WordPieces read(InputStream json) {
    Map<String, Integer> vocabulary = new HashMap<>(1 << 16);
    try (JsonParser parser = new JsonMapper().createParser(json)) {
      boolean inside = false;
      String name = "";
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case PROPERTY_NAME -> name = parser.currentName();
          case START_OBJECT -> inside = name.equals("vocab");
          case END_OBJECT -> inside = false;
          case VALUE_NUMBER_INT -> {
            if (inside) {
              vocabulary.put(name, parser.getIntValue());
            }
          }
          default -> {}
        }
      }
    }
    if (vocabulary.isEmpty()) {
      throw new IllegalStateException("the tokenizer has no vocabulary");
    }
    return new WordPieces(vocabulary);
  }

  /// The vocabulary of the base model.
  public static WordPieces builtIn() {
    try (InputStream in =
        WordPieces.class.getResourceAsStream("/all-minilm-l6-v2-q-tokenizer.json")) {
      if (in == null) {
        throw new IllegalStateException("the vocabulary is missing from the class path");
      }
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The numbers of the pieces of a text between the marks of its begin and end; what goes beyond
  /// `most` numbers is cut off.
  public int[] cut(CharSequence text, int most) {
    Pieces pieces = new Pieces(most - 1);
    pieces.add(BEGIN);
    String folded = folded(text);
    int start = -1;
    int at = 0;
    while (at < folded.length() && !pieces.isFull()) {
      int c = folded.codePointAt(at);
      int next = at + Character.charCount(c);
      boolean alone = isAlone(c);
      if (alone || Character.isWhitespace(c)) {
        word(folded, start, at, pieces);
        start = -1;
        if (alone) {
          word(folded, at, next, pieces);
        }
      } else if (start < 0) {
        start = at;
      }
      at = next;
    }
    word(folded, start, at, pieces);
    return pieces.ended();
  }

  /// Lower case, without accents, controls and unknown characters.
  private static String folded(CharSequence text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if (isSpace(c)) {
            clean.append(' ');
          } else if (c != 0 && c != 0xFFFD && !isControl(c)) {
            clean.appendCodePoint(Character.toLowerCase(c));
          }
        });
    if (clean.chars().allMatch(c -> c < 0x80)) {
      return clean.toString();
    }
    String parts = Normalizer.normalize(clean, Normalizer.Form.NFD);
    StringBuilder folded = new StringBuilder(parts.length());
    parts
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .forEach(folded::appendCodePoint);
    return folded.toString();
  }

  private static boolean isSpace(int c) {
    return c == ' '
        || c == '\t'
        || c == '\n'
        || c == '\r'
        || Character.getType(c) == Character.SPACE_SEPARATOR;
  }

  private static boolean isControl(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  /// Whether a character is a word of its own: signs, and ideographs.
  private static boolean isAlone(int c) {
    boolean sign = c < 0x80 && c > ' ' && !Character.isLetterOrDigit(c);
    return sign || isPunctuation(c) || isIdeograph(c);
  }

  private static boolean isPunctuation(int c) {
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  private static boolean isIdeograph(int c) {
    return (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0x20000 && c <= 0x2A6DF)
        || (c >= 0x2A700 && c <= 0x2CEAF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x2F800 && c <= 0x2FA1F);
  }

  /// The longest known piece again and again; a word with a part that is in none is unknown as a
  /// whole.
  private void word(String text, int start, int end, Pieces pieces) {
    if (start < 0 || start == end) {
      return;
    }
    if (text.codePointCount(start, end) > LONGEST_WORD) {
      pieces.add(UNKNOWN);
      return;
    }
    int mark = pieces.size;
    int from = start;
    while (from < end) {
      int to = end;
      Integer piece = null;
      while (to > from && piece == null) {
        String part = text.substring(from, to);
        piece = vocabulary.get(from == start ? part : CONTINUED + part);
        to = piece == null ? to - 1 : to;
      }
      if (piece == null) {
        pieces.size = Math.min(mark, pieces.size);
        pieces.add(UNKNOWN);
        return;
      }
      pieces.add(piece);
      from = to;
    }
  }

  private static final class Pieces {
    private final int most;
    private int[] numbers = new int[64];
    private int size;

    Pieces(int most) {
      this.most = most;
    }

    boolean isFull() {
      return size >= most;
    }

    void add(int piece) {
      if (!isFull()) {
        numbers = size == numbers.length ? Arrays.copyOf(numbers, size * 2) : numbers;
        numbers[size++] = piece;
      }
    }

    int[] ended() {
      int[] ended = Arrays.copyOf(numbers, size + 1);
      ended[size] = END;
      return ended;
    }
  }
}
