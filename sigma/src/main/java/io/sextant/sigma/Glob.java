package io.sextant.sigma;

import io.sextant.sigma.SigmaString.OneOf;
import io.sextant.sigma.SigmaString.Part;
import io.sextant.sigma.SigmaString.Plain;
import io.sextant.sigma.SigmaString.Wildcard;
import java.util.ArrayList;
import java.util.List;

/// A pattern made ready for matching: the pieces between `*`, searched from left to right. Time is
/// at most text times pattern, without backtracking.
final class Glob {
  private final boolean openStart;
  private final boolean openEnd;
  private final Piece[] pieces;

  /// @param cased whether case of letters matters; when not, texts must be folded before matching
  Glob(SigmaString pattern, boolean cased) {
    List<Part> parts = (cased ? pattern : pattern.mapPlain(CaseFold::fold)).parts();
    this.openStart = !parts.isEmpty() && parts.getFirst() == Wildcard.ANY;
    this.openEnd = !parts.isEmpty() && parts.getLast() == Wildcard.ANY;
    List<Piece> found = new ArrayList<>();
    List<Part> run = new ArrayList<>();
    for (Part part : parts) {
      if (part == Wildcard.ANY) {
        addPiece(run, found);
      } else {
        run.add(part);
      }
    }
    addPiece(run, found);
    this.pieces = found.toArray(Piece[]::new);
  }

  private static void addPiece(List<Part> run, List<Piece> to) {
    if (!run.isEmpty()) {
      to.add(new Piece(run.toArray(Part[]::new)));
      run.clear();
    }
  }

  /// The plain texts that must all occur in a match, none when it has none.
  List<String> mandatory() {
    List<String> texts = new ArrayList<>();
    for (Piece piece : pieces) {
      for (Part part : piece.parts) {
        if (part instanceof Plain(String text)) {
          texts.add(text);
        }
      }
    }
    return texts;
  }

  /// Whether the whole text fits.
  boolean matches(String text) {
    if (pieces.length == 0) {
      return openStart || text.isEmpty();
    }
    int from = 0;
    int next = 0;
    if (!openStart) {
      from = pieces[next++].matchAt(text, 0);
      if (from < 0 || pieces.length == 1) {
        return from >= 0 && (openEnd || from == text.length());
      }
    }
    int last = pieces.length - (openEnd ? 0 : 1);
    for (; next < last; next++) {
      from = pieces[next].find(text, from);
      if (from < 0) {
        return false;
      }
    }
    return openEnd || pieces[last].endsAt(text, from);
  }

  /// Consecutive parts without `*`.
  private static final class Piece {
    private final Part[] parts;
    private final int shortest;
    private final int longest;

    Piece(Part[] parts) {
      this.parts = parts;
      int least = 0;
      int most = 0;
      for (Part part : parts) {
        least += part instanceof Plain(String text) ? text.length() : 1;
        most += part instanceof Plain(String text) ? text.length() : part == Wildcard.ONE ? 2 : 1;
      }
      this.shortest = least;
      this.longest = most;
    }

    /// The end of the piece when it stands at `start`, else -1.
    int matchAt(String text, int start) {
      int at = start;
      for (Part part : parts) {
        at = advance(text, at, part);
        if (at < 0) {
          return -1;
        }
      }
      return at;
    }

    private static int advance(String text, int at, Part part) {
      switch (part) {
        case Plain(String plain) -> {
          return text.startsWith(plain, at) ? at + plain.length() : -1;
        }
        case OneOf(String characters) -> {
          return at < text.length() && characters.indexOf(text.charAt(at)) >= 0 ? at + 1 : -1;
        }
        case Wildcard _ -> {
          return at < text.length() ? at + Character.charCount(text.codePointAt(at)) : -1;
        }
      }
    }

    /// The end of its first occurrence from `from` on, or -1.
    int find(String text, int from) {
      String anchor = parts[0] instanceof Plain(String plain) ? plain : "";
      for (int start = from; start <= text.length() - shortest; start++) {
        if (!anchor.isEmpty()) {
          start = text.indexOf(anchor, start);
          if (start < 0) {
            return -1;
          }
        }
        int end = matchAt(text, start);
        if (end >= 0) {
          return end;
        }
      }
      return -1;
    }

    /// Whether it stands at the very end, not before `from`.
    boolean endsAt(String text, int from) {
      int first = Math.max(from, text.length() - longest);
      for (int start = first; start <= text.length() - shortest; start++) {
        if (matchAt(text, start) == text.length()) {
          return true;
        }
      }
      return false;
    }
  }
}
