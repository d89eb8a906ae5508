package io.sextant.cli.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.cli.CapturedConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ReportCommandTest {
  private static final String MAP =
      """
      sextant: system/1
      id: shop
      name: Shop <script>alert(1)</script>
      owner: web
      assets: [{id: orders, sensitivity: confidential}]
      boundaries: [{id: world, trust: 0}, {id: house, trust: 90}]
      components:
        - {id: guest, kind: human, within: world}
        - {id: desk, kind: llm-application, within: house, processes: [orders]}
      flows:
        - {from: guest, to: desk, both-ways: true, assets: [orders]}
      """;
  private static final String CONTROLS =
      """
      sextant: controls/1
      controls:
        - id: screening
          owner: web
          mitigates: [AML.M0020]
          satisfies: ['nist-ai-rmf@1.0:MEASURE 2.7']
          evidence: [{date: 2026-10-20, kind: test, result: passed, source: 'https://example.org/t'}]
      """;

  @TempDir Path folder;
  private String map = "";

  @BeforeEach
  void files() throws IOException {
    map = Files.writeString(folder.resolve("shop.yaml"), MAP).toString();
    Files.writeString(folder.resolve("shop.controls.yaml"), CONTROLS);
  }

  private record Ran(int code, byte[] out, String err) {
    String text() {
      return new String(out, UTF_8);
    }
  }

  private Ran run(String... arguments) {
    CapturedConsole console = new CapturedConsole().data(folder.resolve("data"));
    int code = console.run(arguments);
    return new Ran(code, console.bytes(), console.err());
  }

  @Test
  void everyReportIsWritten() {
    for (String kind : new String[] {"register", "coverage", "executive"}) {
      Ran ran = run("report", kind, map, "--date", "2026-11-01");
      assertThat(ran.code()).as(kind + " " + ran.err()).isZero();
      assertThat(ran.text()).as(kind).contains("AML.T0051.000");
    }
  }

  @Test
  void everyFormTwiceTheSame() {
    for (String format : new String[] {"html", "pdf", "xlsx", "md", "csv"}) {
      Ran first = run("report", "system", map, "--format", format, "--date", "2026-11-01");
      assertThat(first.code()).as(format + " " + first.err()).isZero();
      Ran again = run("report", "system", map, "--format", format, "--date", "2026-11-01");
      assertThat(again.out()).as(format).isEqualTo(first.out()).isNotEmpty();
    }
  }

  @Test
  void whatMapsSayIsTextAndEvidenceIsLinked() {
    String html = run("report", "coverage", map, "--format", "html", "--date", "2026-11-01").text();
    assertThat(html)
        .doesNotContain("<script>alert(1)")
        .contains("AML.T0051.000", "state-proven", "https://example.org/t");
    String register =
        run("report", "register", map, "--format", "md", "--date", "2026-11-01").text();
    assertThat(register).contains("maturity", "reach", "evidence", "impact", "strength");
  }

  @Test
  void aFrameworkReportIsItsStatementOfApplicability() {
    Ran ran = run("report", "framework", map, "--framework", "iso-42001@2023", "--format", "md");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.text()).contains("Statement of applicability", "A.6.2.6", "unmapped");
    assertThat(run("report", "framework", map).code()).isEqualTo(2);
    assertThat(run("report", "register", map, "--framework", "iso-42001").code()).isEqualTo(2);
    assertThat(run("report", "framework", map, "--framework", "iso-9").code()).isEqualTo(3);
  }

  @Test
  void oscalNamesEveryControlWithItsRequirements() {
    Ran ran = run("report", "coverage", map, "--format", "oscal", "--date", "2026-11-01");
    assertThat(ran.code()).as(ran.err()).isZero();
    JsonNode definition = new JsonMapper().readTree(ran.text()).path("component-definition");
    assertThat(definition.path("uuid").asString())
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    JsonNode control = definition.path("components").path(0);
    assertThat(control.path("title").asString()).isEqualTo("screening");
    assertThat(control.path("control-implementations").toString())
        .contains("measure-2.7", "\"whole\"", "\"part\"");
    assertThat(run("report", "coverage", map, "--format", "oscal", "--date", "2026-11-01").out())
        .isEqualTo(ran.out());
  }
}
