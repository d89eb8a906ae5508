package io.sextant.cli.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.cli.CapturedConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceCommandTest {
  private static final String RULE =
      """
      title: Word
      id: word
      logsource: {product: test}
      detection:
        s: {text|contains: secret}
        condition: s
      """;

  @TempDir Path folder;
  private final CapturedConsole console = new CapturedConsole();

  @BeforeEach
  void suite() throws IOException {
    Path one = Files.createDirectories(folder.resolve("clause/one/rules")).getParent();
    Files.writeString(one.resolve("rules/r.yml"), RULE);
    Files.writeString(one.resolve("events.jsonl"), "{\"text\":\"no\"}\n{\"text\":\"a secret\"}\n");
    Files.writeString(one.resolve("expected.jsonl"), "{\"rule\":\"word\",\"event\":1}\n");
  }

  private int run(String... more) {
    String[] arguments = new String[more.length + 3];
    arguments[0] = "sigma";
    arguments[1] = "conformance";
    System.arraycopy(more, 0, arguments, 2, more.length);
    arguments[more.length + 2] = folder.toString();
    return console.run(arguments);
  }

  /// An adapter that prints the same for every case.
  private String adapter(String prints) throws IOException {
    Path script = Files.writeString(folder.resolve("adapter.sh"), "printf '" + prints + "'\n");
    return "sh " + script;
  }

  @Test
  void thisEnginePasses() {
    assertThat(run()).isZero();
    assertThat(console.out()).isEqualTo("1 of 1 cases agree\n");
  }

  @Test
  void thisEnginePassesOnTheShippedSuite() {
    Path shipped = Path.of("../sigma/conformance");
    assertThat(console.run("sigma", "conformance", shipped.toString())).as(console.out()).isZero();
  }

  @Test
  void anAdapterThatAgreesPasses() throws IOException {
    String adapter = adapter("{\"event\": 1, \"rule\": \"word\", \"more\": true}\\n");
    assertThat(run("--engine", adapter)).isZero();
  }

  @Test
  void whatIsMissingAndTooMuchIsNamed() throws IOException {
    String adapter = adapter("{\"rule\": \"word\", \"event\": 0}\\n");
    assertThat(run("--engine", adapter, "--format=json")).isOne();
    assertThat(console.out())
        .contains("\"case\" : \"clause/one\"")
        .containsSubsequence("\"missing\"", "\"event\" : 1", "\"extra\"", "\"event\" : 0");
  }

  @Test
  void otherOutputFailsTheCase() throws IOException {
    assertThat(run("--engine", adapter("matched: 1\\n"))).isOne();
    assertThat(console.out())
        .contains("expected {\"rule\": ID, \"event\": N}, found matched: 1")
        .contains("0 of 1 cases agree");
  }

  @Test
  void aCommandThatIsNotThereFailsTheCase() {
    assertThat(run("--engine", folder + "/nothing")).isOne();
    assertThat(console.out()).contains("0 of 1 cases agree");
  }

  @Test
  void aFolderWithoutCasesIsBadInput() {
    assertThat(console.run("sigma", "conformance", folder.resolve("clause/one/rules").toString()))
        .isEqualTo(3);
    assertThat(console.err()).contains("no case");
  }
}
