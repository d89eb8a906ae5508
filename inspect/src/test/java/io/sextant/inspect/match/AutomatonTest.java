package io.sextant.inspect.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import io.sextant.inspect.privacy.PersonalData;
import io.sextant.inspect.secret.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutomatonTest {
  @Test
  void agreesWithRe2OnEveryShape() {
    List<Recogniser> all = new ArrayList<>(PersonalData.list());
    all.addAll(Secrets.list());
    Random random = new Random(41);
    for (Recogniser recogniser : all) {
      Automaton automaton = Automaton.of(recogniser.shape());
      Pattern pattern = Pattern.compile(recogniser.shape());
      int accepted = 0;
      for (int i = 0; i < 60; i++) {
        String text = walk(automaton, random);
        boolean matches = matches(automaton, text);
        assertThat(pattern.matcher(text).matches())
            .as("%s on '%s'", recogniser.shape(), text)
            .isEqualTo(matches);
        accepted += matches ? 1 : 0;
      }
      assertThat(accepted).as(recogniser.shape()).isPositive();
    }
  }

  /// A random text that the automaton can read, changed in one place now and then.
  private static String walk(Automaton automaton, Random random) {
    StringBuilder text = new StringBuilder();
    int state = Automaton.START;
    while (text.length() < 400 && !(automaton.accepts(state) && random.nextInt(4) == 0)) {
      int[] open = open(automaton, state);
      if (open.length == 0) {
        break;
      }
      int symbol = open[random.nextInt(open.length)];
      state = automaton.next(state, symbol);
      text.append((char) symbol);
    }
    if (random.nextInt(3) == 0) {
      text.setCharAt(random.nextInt(text.length()), (char) (32 + random.nextInt(95)));
    }
    return text.toString();
  }

  private static int[] open(Automaton automaton, int state) {
    return Stream.iterate(32, c -> c < 127, c -> c + 1)
        .filter(c -> automaton.next(state, c) != Automaton.DEAD)
        .mapToInt(c -> c)
        .toArray();
  }

  private static boolean matches(Automaton automaton, String text) {
    int state = Automaton.START;
    for (int i = 0; i < text.length(); i++) {
      state = automaton.next(state, text.charAt(i));
    }
    return automaton.accepts(state);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a)", "(a", "*a", "a{2", "a{3,1}", "é", "\\q", "a{9999}", "^a", "[a", "a\\", "\\xg1", "[a-"
      })
  void saysWhatIsWrongWithAnExpression(String expression) {
    assertThatThrownBy(() -> Automaton.of(expression))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(expression);
  }
}
