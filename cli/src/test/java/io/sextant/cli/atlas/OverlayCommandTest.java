package io.sextant.cli.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.cli.CapturedConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayCommandTest {
  private static final String OWN =
      """
      overlay: 1
      organisation: Ferry Line
      id-segment: FERRY
      techniques:
      - {id: AML.FERRY.T0001, name: Fake Booking, tactics: [AML.TA0011], summary: Bots book.}
      renamed: {AML.T0051: Prompt Attack}
      hidden: {AML.T0008: not ours}
      notes: {AML.T0054: seen in March}
      mappings: {AML.T0054: [{to: R-17}]}
      """;

  @TempDir private Path data;

  private final CapturedConsole console = new CapturedConsole();
  private Path file;

  @BeforeEach
  void install() throws IOException {
    file = Files.createDirectories(data.resolve("overlays")).resolve("own.yaml");
    Files.writeString(file, OWN);
  }

  @Test
  void everyCommandShowsWhatIsOwn() {
    assertThat(run("overlay", "check")).isZero();
    assertThat(console.err()).contains("1 overlay checked against 2026.05: nothing is wrong");
    assertThat(run("overlay", "show")).isZero();
    assertThat(console.out())
        .contains("AML.FERRY.T0001", "Bots book.", "ATLAS: LLM Prompt Injection", "not ours")
        .contains("seen in March", "R-17");
    assertThat(run("show", "AML.T0051")).isZero();
    assertThat(console.out()).contains("LLM Prompt Injection  (renamed by Ferry Line)");
    assertThat(run("show", "AML.FERRY.T0001")).isZero();
    assertThat(console.out()).contains("of Ferry Line");
    assertThat(run("search", "fake booking")).isZero();
    assertThat(run("export", "--format", "csv")).isZero();
    assertThat(console.out()).contains("AML.FERRY.T0001,Fake Booking,,AML.TA0011");
    assertThat(run("overlay", "show", "--format", "jsonl")).isZero();
    assertThat(console.out()).contains("\"addedBy\":\"Ferry Line\"");
  }

  @Test
  void mistakesAreShownWithTheirLine() throws IOException {
    Files.writeString(file, OWN.replace("AML.FERRY.T0001", "AML.T0001"));
    assertThat(run("overlay", "check", file.toString())).isEqualTo(3);
    assertThat(console.err()).contains("own.yaml:5:", "SX-ATLAS-071", "AML.FERRY.T");
    assertThat(run("overlay", "check", "--format", "json")).isEqualTo(3);
    assertThat(console.out()).contains("\"SX-ATLAS-071\"");
    assertThat(run("show", "AML.T0054")).isZero();
    assertThat(console.out()).doesNotContain("seen in March");
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "atlas";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[arguments.length + 1] = "--data";
    all[arguments.length + 2] = data.toString();
    return console.run(all);
  }
}
