package io.sextant.core.crosswalk;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How two things relate as sets, after NIST IR 8477.
public enum Relation {
  EQUAL,
  SUBSET,
  SUPERSET,
  INTERSECTS,
  NONE;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Relation> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  /// What holds over two steps; only equals keep more than that they touch.
  Relation then(Relation next) {
    if (this == NONE || next == NONE) {
      return NONE;
    }
    if (this == EQUAL) {
      return next;
    }
    return next == EQUAL || next == this ? this : INTERSECTS;
  }

  /// The same seen from the other end.
  Relation reversed() {
    return switch (this) {
      case SUBSET -> SUPERSET;
      case SUPERSET -> SUBSET;
      case EQUAL, INTERSECTS, NONE -> this;
    };
  }
}
