package io.sextant.server.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {
  @Test
  void markdownBecomesMarkup() {
    assertThat(Html.of("A **bold** [link](/techniques/AML.T0051).\n\nThen `code`."))
        .isEqualTo(
            "<p>A <strong>bold</strong> <a href=\"https://atlas.mitre.org/techniques/AML.T0051\""
                + " rel=\"noreferrer noopener\">link</a>.</p><p>Then <code>code</code>.</p>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](https://a\" onmouseover=\"alert(1))",
        "[<b>](https://a.example/<script>)",
        "[x](data:text/html,<script>alert(1)</script>)"
      })
  void nothingOfTheSourceBecomesMarkup(String hostile) {
    String html = Html.of(hostile);
    assertThat(html)
        .doesNotContain("<script", "<img", "<b>", "href=\"javascript", "href=\"data")
        .doesNotContainPattern("<[^>]*\\son\\w+=");
  }
}
