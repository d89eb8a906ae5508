package io.sextant.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {
  @Test
  void whatCannotBeShownEverywhereIsReplaced() {
    assertThat(Text.of("a\r\nb\rc\u0000d\u202Ee\uD800f\u2066g\tz\uFFFEq").plain())
        .isEqualTo("a\nb\nc\uFFFDd\uFFFDe\uFFFDf\uFFFDg\tz\uFFFDq");
    assertThat(new Section("a", " two\nlines ", List.of()).title()).isEqualTo("two lines");
    assertThat(Text.of("😀 שלום e\u0301").plain()).isEqualTo("😀 שלום e\u0301");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//host/x",
        "/relative",
        "http:opaque",
        "https://a b",
        "vbscript:x",
        ""
      })
  void onlyWebPagesAreLinkedTo(String address) {
    assertThat(Link.web(address)).isEmpty();
  }

  @Test
  void aWebPageIsLinkedTo() {
    assertThat(Link.web(" https://atlas.mitre.org/techniques/AML.T0051?a=1&b=2#x "))
        .hasValueSatisfying(link ->
            assertThat(((Link.ToWeb) link).text())
                .isEqualTo("https://atlas.mitre.org/techniques/AML.T0051?a=1&b=2#x"));
    assertThat(Link.web("https://host/" + "a".repeat(Link.MAX_LENGTH))).isEmpty();
  }

  @Test
  void cellsFitTheirColumns() {
    List<Column> columns = List.of(Column.text("a"), Column.number("b"));
    assertThatThrownBy(() -> new Table("t", columns, List.of(List.of(Cell.of("x"), Cell.of("y")))))
        .hasMessageContaining("row 1 of 't': column 'b' holds NUMBER");
    assertThatThrownBy(() -> new Table("t", columns, List.of(List.of(Cell.of("x")))))
        .hasMessageContaining("has 1 cells, the table 2 columns");
    assertThatThrownBy(
            () -> new Table("t", columns, List.of(List.of(Cell.of(1), Cell.of(LocalDate.EPOCH)))))
        .hasMessageContaining("holds TEXT");
    assertThat(new Table("t", columns, List.of(List.of(Cell.empty(), Cell.empty()))).rows())
        .hasSize(1);
  }

  @Test
  void chartsStayWithinTheirScale() {
    assertThatThrownBy(() -> new BarChart.Bar(Text.of("below"), BigDecimal.ONE.negate()))
        .hasMessageContaining("below 0");
    List<BarChart.Bar> bars = List.of(new BarChart.Bar(Text.of("x"), BigDecimal.TEN));
    assertThatThrownBy(() -> new BarChart("c", "n", BigDecimal.ONE, bars))
        .hasMessageContaining("no bar is longer");
    assertThat(BarChart.of("none", "n", List.of()).full()).isEqualTo(BigDecimal.ONE);
    HeatChart.Row row = new HeatChart.Row(Text.of("r"), List.of(Optional.of(BigDecimal.TWO)));
    assertThatThrownBy(() -> new HeatChart("h", List.of("c"), BigDecimal.ONE, List.of(row)))
        .hasMessageContaining("row 'r' has not 1 amounts from 0 to 1");
  }

  @Test
  void linksLeadToSectionsThatAreThere() {
    Section from =
        new Section(
            "from",
            "From",
            List.of(new Block.Paragraph(Text.linked("x", new Link.ToSection("to")))));
    assertThatThrownBy(() -> new Report("t", "", Instant.EPOCH, List.of(from)))
        .hasMessage("no section has the key to");
    assertThatThrownBy(() -> new Report("t", "", Instant.EPOCH, List.of(from, from)))
        .hasMessage("two sections have the key from");
    assertThatThrownBy(() -> new Section("A key", "t", List.of()))
        .hasMessageContaining("lower-case");
    assertThatThrownBy(() -> new Report(" ", "", Instant.EPOCH, List.of()))
        .hasMessageContaining("title");
  }
}
