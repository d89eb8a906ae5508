package io.sextant.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProseTest {
  private final Prose prose =
      new Prose(AtlasLibrary.builtIn().current(), object -> Optional.of(object.id() + ".html"));

  @Test
  void linksToObjectsStayHere() {
    assertThat(prose.html("See [it](/techniques/AML.T0051) and **more**.\n\nThen `code`."))
        .isEqualTo(
            "<p>See <a href=\"AML.T0051.html\">it</a> and <strong>more</strong>.</p>\n"
                + "<p>Then <code>code</code>.</p>");
    assertThat(prose.html("[it](https://atlas.mitre.org/studies/AML.CS0003/)"))
        .contains("href=\"AML.CS0003.html\"");
    assertThat(prose.html("[gone](/techniques/AML.T9999) [web](https://example.org/a)"))
        .contains("href=\"https://atlas.mitre.org/techniques/AML.T9999\"")
        .contains("<a rel=\"noreferrer noopener\" href=\"https://example.org/a\">web</a>");
  }

  @Test
  void marksLeadToTheReferencesOfTheirObject() {
    AtlasObject object =
        new Tactic(
            new TacticId("AML.TA0000"),
            "Access",
            "",
            "",
            Optional.empty(),
            new Dates(Optional.empty(), Optional.empty()),
            List.of(
                new Reference("paper", "A paper", "https://example.org/paper?a=1&b=2"),
                new Reference("evil", "x", "javascript:alert(1)"),
                new Reference("a](b", "x", "https://example.org/b")));
    String words = Prose.citing("So it was [[paper]], [[evil]] and [[a](b]] or [[other]].", object);

    assertThat(prose.html(words))
        .contains(
            "[<a rel=\"noreferrer noopener\" href=\"https://example.org/paper?a=1&amp;b=2\">paper</a>],")
        .contains("[[evil]]", "[[other]]")
        .doesNotContain("javascript", "example.org/b\"");
    assertThat(prose.markdown(words))
        .contains("[paper](https://example.org/paper?a=1&b=2)")
        .doesNotContain("\n");
    assertThat(Prose.text(words)).startsWith("So it was [paper], [[evil]]").doesNotContain("http");
  }

  @Test
  void formingMarkupGoesAndListsStay() {
    String source =
        """
        <div style="color: green; padding: 10px;">

        <span style="color: red;">Say</span> this<br>twice
        </div>

        - one
        - two

        # Loud
        """;
    assertThat(prose.html(source))
        .isEqualTo(
            "<p>Say this<br />\ntwice</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"
                + "<p><strong>Loud</strong></p>");
    assertThat(prose.markdown(source))
        .contains("Say this", "- one\n- two", "**Loud**")
        .doesNotContain("<", "style");
    assertThat(Prose.text(source + "[it](/techniques/AML.T0051) `a`"))
        .isEqualTo("Say this\ntwice\n\n- one\n- two\n\nLoud\n\nit \"a\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "a <script>alert(1)</script> b",
        "<img src=x onerror=alert(1)>",
        "<div onclick=\"alert(1)\">x</div>",
        "<div\nonclick=alert(1)\n>x</div>",
        "![x](https://example.org/pixel.png)",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&colon;alert(1))",
        "<javascript:alert(1)>",
        "[x](https://a\" onmouseover=\"alert(1))",
        "[<b>](https://a.example/<script>)",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x]: javascript:alert(1)\n\n[x]",
        "<svg/onload=alert(1)>",
        "<iframe srcdoc=\"<script>alert(1)</script>\">",
        "```html\n<script>alert(1)</script>\n```",
        "<!-- <script> --> <style>*{display:none}</style>",
        "<div <script>alert(1)</script>>",
      })
  void nothingOfTheSourceBecomesMarkup(String hostile) {
    assertThat(prose.html(hostile))
        .doesNotContain("<script", "<img", "<b>", "<svg", "<iframe", "<style", "<div", "<!--")
        .doesNotContainPattern("href=\"(?!https?://|AML)")
        .doesNotContainPattern("<[^>]*\\son\\w+=");
    assertThat(prose.markdown(hostile))
        .doesNotContainPattern("(?m)^(?!```|<script>alert\\(1\\)</script>$).*(?<!\\\\)<[a-zA-Z!/]")
        .doesNotContainPattern("]\\((?!https?://|AML)")
        .doesNotContain("![");
  }

  @ParameterizedTest
  @ValueSource(strings = {"> ", "- ", "*a **a ", "[", "![", "<div>\n", "`", "1. "})
  void whatNestsDeeplyIsText(String piece) {
    String deep = piece.repeat(20_000) + "x" + "** ".repeat(20_000);
    assertThat(prose.html(deep)).contains("x");
    assertThat(prose.markdown(deep)).contains("x");
  }
}
