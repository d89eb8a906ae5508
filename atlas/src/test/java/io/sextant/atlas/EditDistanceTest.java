package io.sextant.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EditDistanceTest {
  @Test
  void agreesWithThePlainRecursion() {
    Random random = new Random(7);
    for (int round = 0; round < 3_000; round++) {
      String a = word(random);
      String b = word(random);
      int limit = random.nextInt(5);
      int expected = Math.min(plain(a, b), limit + 1);
      assertThat(EditDistance.within(a, b, limit)).as("%s/%s/%d", a, b, limit).isEqualTo(expected);
    }
  }

  private static String word(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(7);
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(3)));
    }
    return text.toString();
  }

  private static int plain(String a, String b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.length() + b.length();
    }
    String a1 = a.substring(1);
    String b1 = b.substring(1);
    int best =
        Math.min(
            plain(a1, b1) + (a.charAt(0) == b.charAt(0) ? 0 : 1),
            1 + Math.min(plain(a1, b), plain(a, b1)));
    boolean swapped =
        a.length() > 1
            && b.length() > 1
            && a.charAt(0) == b.charAt(1)
            && a.charAt(1) == b.charAt(0);
    return swapped ? Math.min(best, 1 + plain(a.substring(2), b.substring(2))) : best;
  }
}
