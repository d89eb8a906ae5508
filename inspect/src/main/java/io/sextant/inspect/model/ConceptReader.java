package io.sextant.inspect.model;

import java.util.List;
import java.util.Optional;

/// Writes the concepts and marks of structure of a text, alone, with the one before, and with the
/// two before: an order of concepts means the same in every language.
final class ConceptReader {
  private static final int FAR = FeatureStream.far();

  /// Beginnings of the names of files in which people keep keys and passwords.
  private static final List<String> SECRET_PLACES =
      List.of(
          ".env",
          ".ssh",
          ".aws",
          ".kube",
          ".npmrc",
          ".netrc",
          ".pgpass",
          ".git-credentials",
          ".gnupg",
          ".docker/config",
          "/etc/passwd",
          "/etc/shadow",
          "~/.config");

  /// Marks of structure, numbered after the lexicon's concepts.
  @SuppressWarnings("EnumOrdinal") // the order is part of the model
  private enum Mark {
    SHOUT,
    ROLE,
    TEMPLATE,
    ADDRESS,
    LINK,
    COMMENT,
    PLACEHOLDER,
    QUESTION,
    EXCLAMATION,
    CODE,
    SECRET_PLACE;

    int number() {
      return 1000 + ordinal();
    }
  }

  private final TokenText tokens;
  private final Lexicon lexicon;
  private final FeatureStream.Features features;
  private int one;
  private int two;
  private int oneAt = Integer.MIN_VALUE / 2;
  private int twoAt = Integer.MIN_VALUE / 2;
  private int opened;
  private int covered;

  ConceptReader(TokenText tokens, Lexicon lexicon, FeatureStream.Features features) {
    this.tokens = tokens;
    this.lexicon = lexicon;
    this.features = features;
  }

  void read(int token) {
    if (tokens.opens[token]) {
      opened = token;
    }
    if (tokens.isWord(token)) {
      word(token);
    } else {
      sign(token);
    }
  }

  private void word(int token) {
    int start = tokens.start[token];
    int end = tokens.end[token];
    if (start < covered) {
      return;
    }
    char first = tokens.folded.charAt(start);
    boolean alone = TokenText.standsAlone(first);
    int reach = Math.min(tokens.folded.length(), Math.max(end, start + 24));
    Optional<Lexicon.Hit> hit = lexicon.at(tokens.folded, start, end, reach);
    for (int at = start + 1;
        hit.isEmpty() && TokenText.joinsPrefixes(first) && at < Math.min(start + 4, end - 2);
        at++) {
      hit = lexicon.at(tokens.folded, at, end, end);
    }
    if (hit.isPresent()) {
      int length = hit.get().length();
      see(hit.get().concept(), token);
      covered = alone || length > end - start ? start + length : 0;
    }
    if (shouts(start, end)) {
      see(number(Mark.SHOUT), token);
    }
    if (end < tokens.folded.length()
        && tokens.folded.charAt(end) == ':'
        && token - opened <= 1
        && isRole(start, end)) {
      see(number(Mark.ROLE), token);
    }
  }

  private static boolean namesSecretPlace(String text, int at) {
    for (String place : SECRET_PLACES) {
      if (text.startsWith(place, at)) {
        return true;
      }
    }
    return false;
  }

  private boolean shouts(int start, int end) {
    int capitals = 0;
    for (int i = start; i < end; i++) {
      capitals += Character.isUpperCase(tokens.source.charAt(i)) ? 1 : 0;
    }
    return capitals >= 4 && capitals == end - start;
  }

  private boolean isRole(int start, int end) {
    return switch (tokens.folded.substring(start, Math.min(end, start + 12))) {
      case "system", "user", "assistant", "human", "ai", "admin", "instruction", "instructions" ->
          true;
      default -> false;
    };
  }

  private void sign(int token) {
    String text = tokens.folded;
    int at = tokens.start[token];
    switch (text.charAt(at)) {
      case '<' -> {
        if (text.startsWith("<!--", at)) {
          see(number(Mark.COMMENT), token);
        } else if (text.startsWith("<|", at)
            || text.startsWith("<<sys", at)
            || text.startsWith("<system", at)
            || text.startsWith("</document", at)) {
          see(number(Mark.TEMPLATE), token);
        }
      }
      case '[' -> {
        if (text.startsWith("[inst", at)
            || text.startsWith("[/inst", at)
            || text.startsWith("[system", at)
            || text.startsWith("[user", at)
            || text.startsWith("[assistant", at)) {
          see(number(Mark.TEMPLATE), token);
        } else {
          see(number(Mark.PLACEHOLDER), token);
        }
      }
      case '{' -> see(number(Mark.PLACEHOLDER), token);
      case '.', '~', '/' -> {
        if (namesSecretPlace(text, at)) {
          see(number(Mark.SECRET_PLACE), token);
        }
      }
      case '@' -> see(number(Mark.ADDRESS), token);
      case ':' -> {
        if (text.startsWith("://", at)) {
          see(number(Mark.LINK), token);
        }
      }
      case '?', '？', '؟' -> see(number(Mark.QUESTION), token);
      case '!', '！' -> see(number(Mark.EXCLAMATION), token);
      case '`' -> see(number(Mark.CODE), token);
      default -> {}
    }
  }

  private int number(Mark mark) {
    return mark.number();
  }

  private void see(int concept, int token) {
    int symbol = concept + 1;
    features.add(FeatureStream.mix(symbol));
    if (token - opened <= 1) {
      features.add(FeatureStream.mix(symbol + 0x5000));
    }
    if (token - oneAt <= FAR) {
      features.add(FeatureStream.mix(one * 4099 + symbol + 0x10000));
      if (token - twoAt <= FAR * 2 && one != two) {
        features.add(FeatureStream.mix(two * 4099 + symbol + 0x2000000));
        features.add(FeatureStream.mix((two * 4099 + one) * 4099 + symbol));
      }
    }
    if (symbol != one) {
      two = one;
      twoAt = oneAt;
      one = symbol;
    }
    oneAt = token;
  }
}
