package io.sextant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SextantCommandTest {
  private final CapturedConsole console = new CapturedConsole();

  @Test
  void printsHelp() {
    assertThat(console.run("--help")).isZero();
    assertThat(console.out()).contains("Usage: sextant");
  }

  @Test
  void refusesAnUnknownCommandWithUsageExitCode() {
    assertThat(console.run("no-such-command")).isEqualTo(ExitCode.USAGE.number());
    assertThat(console.err()).contains("no-such-command").contains("--help");
  }

  @Test
  void pointsAtTheColumnOfAProblem() {
    Diagnostic diagnostic =
        new Diagnostic(
            "SX-TEST-001",
            Diagnostic.Severity.ERROR,
            "a.yml",
            3,
            5,
            "    bad: x",
            "what is wrong",
            "what to do");
    var bytes = new java.io.ByteArrayOutputStream();
    Diagnostic.print(
        List.of(diagnostic),
        new java.io.PrintStream(bytes, true, java.nio.charset.StandardCharsets.UTF_8),
        false);
    assertThat(bytes.toString(java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo(
            """
            a.yml:3:5: error SX-TEST-001: what is wrong
                    bad: x
                    ^
              what to do
            1 error, 0 warnings
            """);
  }
}
