package io.sextant.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GramFilterTest {
  private static final String LETTERS = "abAB:\\. é\u212Ak";

  @Test
  void passesEveryValueThatHoldsOneOfTheTexts() {
    Random random = new Random(7);
    int held = 0;
    int passed = 0;
    for (int round = 0; round < 20_000; round++) {
      List<String> texts = texts(random, random.nextInt(4));
      List<String> wholes = texts(random, random.nextInt(2));
      String value = text(random, random.nextInt(40));
      if (random.nextBoolean() && !texts.isEmpty()) {
        value += texts.getFirst().toUpperCase(Locale.ROOT) + text(random, random.nextInt(9));
      } else if (random.nextInt(8) == 0 && !wholes.isEmpty()) {
        value = wholes.getFirst();
      }
      String folded = CaseFold.fold(value);
      boolean holds =
          texts.stream().anyMatch(text -> folded.contains(CaseFold.fold(text)))
              || wholes.stream().anyMatch(text -> folded.equals(CaseFold.fold(text)));
      boolean passes = GramFilter.of(folded(texts), folded(wholes)).mayBeIn(values(value));
      assertThat(passes || !holds).as("%s %s in %s", texts, wholes, value).isTrue();
      held += holds ? 1 : 0;
      passed += passes ? 1 : 0;
    }
    assertThat(held).isGreaterThan(5_000);
    assertThat(passed).isLessThan(17_000);
  }

  @Test
  void letsNothingPassWhenNothingIsLookedFor() {
    assertThat(GramFilter.NEVER.isEmpty()).isTrue();
    assertThat(GramFilter.ALWAYS.isOpen()).isTrue();
    assertThat(GramFilter.of(folded(List.of("abcd")), List.of()).isOpen()).isTrue();
    assertThat(GramFilter.of(folded(List.of("abcde")), List.of()).isOpen()).isFalse();
  }

  private static FieldValues values(String text) {
    FieldValues values = new FieldValues();
    values.clear();
    values.add(FieldValue.Kind.NULL, "");
    values.add(FieldValue.Kind.TEXT, text);
    return values;
  }

  private static List<byte[]> folded(List<String> texts) {
    return texts.stream().map(text -> Projection.folded(CaseFold.fold(text))).toList();
  }

  private static List<String> texts(Random random, int count) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(text(random, 5 + random.nextInt(20)));
    }
    return texts;
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
