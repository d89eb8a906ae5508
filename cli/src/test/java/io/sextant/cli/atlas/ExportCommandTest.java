package io.sextant.cli.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.cli.CapturedConsole;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExportCommandTest {
  @TempDir private Path folder;

  private final CapturedConsole console = new CapturedConsole();

  @ParameterizedTest
  @CsvSource({"stix,objects", "navigator,techniques", "misp,values"})
  void writesJson(String format, String list) {
    assertThat(run("--format", format)).isZero();
    JsonNode document = new JsonMapper().readTree(console.out());
    assertThat(document.get(list).size()).isGreaterThanOrEqualTo(170);
  }

  @Test
  void writesTheCellsOfOneCaseStudy() {
    assertThat(run("--format", "navigator", "--case-study", "AML.CS0009")).isZero();
    assertThat(console.out()).contains("atlas-atlas", "step 1");
    assertThat(run("--format", "navigator", "--case-study", "AML.CS9999")).isEqualTo(3);
  }

  @Test
  void writesAnOlderLayerAnew() throws IOException {
    Path layer = folder.resolve("layer.json");
    Files.writeString(
        layer,
        """
        {"name":"x","domain":"atlas-atlas","versions":{"layer":"4.3","navigator":"4.6.4"},
         "techniques":[{"techniqueID":"AML.T0051","score":3,"custom":true}]}
        """);
    assertThat(run("--format", "navigator", "--layer", layer.toString())).isZero();
    JsonNode document = new JsonMapper().readTree(console.out());
    assertThat(document.get("versions").get("layer").stringValue()).isEqualTo("4.5");
    assertThat(document.get("techniques").get(0).get("custom").booleanValue()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"techniques":[]}
          [1]
          {"domain":
          """)
  void refusesWhatIsNoLayer(String content) throws IOException {
    Path layer = Files.writeString(folder.resolve("layer.json"), content);
    assertThat(run("--format", "navigator", "--layer", layer.toString())).isEqualTo(3);
    assertThat(console.err()).contains("SX-ATLAS-041");
  }

  @Test
  void writesPagesIntoAFolder() throws IOException {
    Path pages = folder.resolve("wiki");
    assertThat(run("--format", "markdown", "--output", pages.toString())).isZero();
    assertThat(Files.readString(pages.resolve("AML.T0051.md"))).contains("LLM Prompt Injection");
    assertThat(run("--format", "html", "--output", pages.toString())).isZero();
    assertThat(pages.resolve("index.html")).exists();
    assertThat(pages.resolve("wiki.js")).exists();
    assertThat(run("--format", "markdown")).isEqualTo(2);
    assertThat(run("--format", "stix", "--layer", "x")).isEqualTo(2);
    assertThat(run("--format", "csv", "--case-study", "AML.CS0009")).isEqualTo(2);
    assertThat(run("--format", "csv", "--output", "x")).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"pdf, %PDF-", "xlsx, PK"})
  void writesDocumentsTheSameWayEachTime(String format, String magic) throws IOException {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    assertThat(run("--format", format, "--output", first.toString())).isZero();
    assertThat(run("--format", format, "--output", second.toString())).isZero();
    assertThat(Files.readAllBytes(first))
        .isEqualTo(Files.readAllBytes(second))
        .startsWith(magic.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void librariesLogNothingWhereResultsStand() {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertThat(run("--format", "pdf", "--output", folder.resolve("a.pdf").toString())).isZero();
    } finally {
      System.setOut(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void writesALayerAsATable() throws IOException {
    Path layer = folder.resolve("layer.json");
    Files.writeString(
        layer,
        """
        {"name":"x","domain":"atlas-atlas","versions":{"layer":"4.3"},
         "techniques":[{"techniqueID":"AML.T0051","score":3,"comment":"=1+1"}]}
        """);
    assertThat(run("--format", "csv", "--layer", layer.toString())).isZero();
    assertThat(console.out())
        .contains("AML.T0051,LLM Prompt Injection,,3,,true,'=1+1,")
        .contains("Untouched techniques");
    Files.writeString(layer, "{\"name\":\"\"}");
    assertThat(run("--format", "csv", "--layer", layer.toString())).isEqualTo(3);
    assertThat(console.err()).contains("SX-ATLAS-041", "SX-LAYER-003");
  }

  private int run(String... arguments) {
    List<String> all =
        new ArrayList<>(List.of("atlas", "export", "--data", folder.resolve("data").toString()));
    all.addAll(List.of(arguments));
    return console.run(all.toArray(String[]::new));
  }
}
