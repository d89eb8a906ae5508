package io.sextant.sigma.regex;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// With so little room for states that they are dropped over and over, the same is found.
class LazyAutomatonTest {
  private static final int ROOM = 600;
  private static final int TEXTS = 300;

  @Test
  void dropsStatesAndFindsTheSame() {
    Random random = new Random(5);
    StateRoom room = new StateRoom(ROOM);
    for (String expression :
        List.of(
            "a.{3,12}b.{2}c",
            "(?i)\\bab\\s+(c|a)[^d]{0,9}d\\b",
            "(?m)^a[ab]*c$",
            "(a|b)*c(a|b){5}d",
            "\\Ba\\B.*\\z")) {
      LazyAutomaton.Pair automata = LazyAutomaton.of(RegexSyntax.parse(expression), room);
      Pattern pattern = Pattern.compile(expression);
      int found = 0;
      for (int i = 0; i < TEXTS; i++) {
        String text = text(random);
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        boolean expected = pattern.matcher(text).find();
        LazyAutomaton anywhere = automata.anywhere();
        assertThat(anywhere.run(text, 0, Integer.MAX_VALUE) < 0).as(text).isEqualTo(expected);
        assertThat(anywhere.run(bytes, 0, bytes.length, 0, Integer.MAX_VALUE) < 0)
            .as(text)
            .isEqualTo(expected);
        boolean somewhere = false;
        for (int at = 0; at <= bytes.length; at++) {
          somewhere |= automata.here().run(bytes, 0, bytes.length, at, Integer.MAX_VALUE) < 0;
        }
        assertThat(somewhere).as(text).isEqualTo(expected);
        found += expected ? 1 : 0;
      }
      assertThat(found).as(expression).isBetween(1, TEXTS - 1);
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(60); i > 0; i--) {
      text.append("abcd \n".charAt(random.nextInt(6)));
    }
    return text.toString();
  }
}
