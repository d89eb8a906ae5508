package io.sextant.sigma.regex;

import com.google.re2j.Pattern;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Which characters differ in case alone, as RE2/J has it: Java's tables may be newer, so what they
/// say is asked of RE2/J too.
final class CaseOrbits {
  /// Longer ranges are not followed character by character.
  static final int MAX_RANGE = 0x3000;

  /// From here to [#UNFOLDED_TO], Cyrillic letters of Unicode 9 that RE2/J, asked to ignore case,
  /// turns over without end.
  static final int UNFOLDED_FROM = 0x1C80;

  static final int UNFOLDED_TO = 0x1C88;

  private static final int[] NONE = {};
  private static final int LAST_CASED = 0x1FFFF;

  /// Characters outside ASCII, made when the first is asked for.
  private static final class Wide {
    static final Map<Integer, int[]> ORBITS = orbits();

    private static Map<Integer, int[]> orbits() {
      Map<Integer, Set<Integer>> near = new HashMap<>();
      for (int c = 0; c <= LAST_CASED; c++) {
        for (int other :
            new int[] {
              Character.toLowerCase(c), Character.toUpperCase(c), Character.toTitleCase(c)
            }) {
          if (other != c) {
            near.computeIfAbsent(c, _ -> new LinkedHashSet<>()).add(other);
            near.computeIfAbsent(other, _ -> new LinkedHashSet<>()).add(c);
          }
        }
      }
      Map<Integer, int[]> orbits = new HashMap<>();
      for (int c : near.keySet()) {
        if (c > 0x7f && (c < UNFOLDED_FROM || c > UNFOLDED_TO)) {
          orbits.put(c, confirmed(c, near));
        }
      }
      return orbits;
    }

    private static int[] confirmed(int c, Map<Integer, Set<Integer>> near) {
      Set<Integer> reached = new LinkedHashSet<>(Set.of(c));
      for (int step = 0; step < 3; step++) {
        for (int one : Set.copyOf(reached)) {
          reached.addAll(near.getOrDefault(one, Set.of()));
        }
      }
      Pattern pattern = Pattern.compile("(?i)\\x{" + Integer.toHexString(c) + "}");
      return reached.stream()
          .filter(other -> other != c && pattern.matches(Character.toString(other)))
          .mapToInt(Integer::intValue)
          .toArray();
    }
  }

  private CaseOrbits() {}

  /// The others that are the same without regard to case.
  static int[] of(int c) {
    if (c > 0x7f) {
      return Wide.ORBITS.getOrDefault(c, NONE);
    }
    int lower = c | 0x20;
    if (lower < 'a' || lower > 'z') {
      return NONE;
    }
    return switch (lower) {
      case 'k' -> new int[] {c ^ 0x20, 0x212A};
      case 's' -> new int[] {c ^ 0x20, 0x17F};
      default -> new int[] {c ^ 0x20};
    };
  }
}
