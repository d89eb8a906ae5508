package io.sextant.inspect.match;

/// What must stand around a match, so that a part of something longer is not taken for it.
public enum Boundary {
  /// Anything.
  NONE {
    @Override
    boolean opens(int before, int beforeThat) {
      return true;
    }

    @Override
    boolean closes(int after) {
      return true;
    }
  },
  /// No letter, digit or underscore before; anything after.
  LEFT {
    @Override
    boolean opens(int before, int beforeThat) {
      return !wordPart(before);
    }

    @Override
    boolean closes(int after) {
      return true;
    }
  },
  /// No letter, digit or underscore.
  WORD {
    @Override
    boolean opens(int before, int beforeThat) {
      return !wordPart(before);
    }

    @Override
    boolean closes(int after) {
      return !wordPart(after);
    }
  },
  /// As [#WORD], and no joint (point, hyphen, slash) to more of the same: no decimal, version,
  /// UUID, or path is cut out of.
  NUMBER {
    @Override
    boolean opens(int before, int beforeThat) {
      return !wordPart(before) && !(joint(before) && wordPart(beforeThat));
    }

    @Override
    boolean closes(int after) {
      return !wordPart(after);
    }

    @Override
    boolean asksFurther(int after) {
      return joint(after);
    }

    @Override
    boolean closes(int after, int afterThat) {
      return after == '.' ? !digit(afterThat) : !wordPart(afterThat);
    }
  };

  /// What stands where the text begins or ends.
  static final int EDGE = -2;

  /// Stands for all symbols that join, before a match.
  static final int JOINT = '-';

  /// Stands for all symbols that separate, and for the edge, before a match.
  static final int BLANK = ' ';

  /// Whether a match may begin after these two symbols.
  abstract boolean opens(int before, int beforeThat);

  /// Whether a match may end before this symbol, as far as one symbol can tell.
  abstract boolean closes(int after);

  /// Whether nothing that stands after a match speaks against its end.
  boolean endsAnywhere() {
    return this == NONE || this == LEFT;
  }

  /// Whether the symbol after this one must be seen too.
  boolean asksFurther(int after) {
    return false;
  }

  boolean closes(int after, int afterThat) {
    return closes(after);
  }

  /// A symbol that stands for this one before a match: to every boundary both are the same there.
  static int like(int symbol) {
    return wordPart(symbol) ? 'a' : joint(symbol) ? JOINT : BLANK;
  }

  private static boolean digit(int symbol) {
    return symbol >= '0' && symbol <= '9';
  }

  private static boolean wordPart(int symbol) {
    return digit(symbol)
        || (symbol >= 'a' && symbol <= 'z')
        || (symbol >= 'A' && symbol <= 'Z')
        || symbol == '_';
  }

  private static boolean joint(int symbol) {
    return symbol == '.' || symbol == '-' || symbol == '/' || symbol == '+';
  }
}
