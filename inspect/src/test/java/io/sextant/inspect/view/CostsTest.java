package io.sextant.inspect.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.inspect.attack.AttackModel;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A stretch costs the same however it is found.
class CostsTest {
  private static final Readability MODEL = AttackModel.builtIn().readability();
  private static final String SIGNS = "aabcdefghiklmnoprstuwyzAEéß Ж漢\ud83d\ude00   ..,,19\n";

  @Test
  void everyStretchCostsWhatItCostsAlone() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      String text =
          random
              .ints(random.nextInt(40), 0, SIGNS.length())
              .mapToObj(i -> String.valueOf(SIGNS.charAt(i)))
              .collect(Collectors.joining());
      Costs costs = MODEL.costs(text);
      for (int from = 0; from <= text.length(); from++) {
        for (int to = from; to <= text.length(); to++) {
          assertThat(costs.of(from, to))
              .as(text + " from " + from + " to " + to)
              .isEqualTo(MODEL.cost(text.substring(from, to)));
        }
      }
    }
  }
}
