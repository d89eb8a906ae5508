package io.sextant.atlas.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.Technique;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinterTest {
  private final AtlasLibrary library = AtlasLibrary.builtIn();
  private final Linter linter =
      new Linter(library, library.release(new ReleaseId("5.6.1")).orElseThrow());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          see AML.T9999 here                            | UNKNOWN      | 5
          AML.T0045                                     | RETIRED      | 1
          "technique": "AML.T0115.000"                  | NEWER        | 15
          AML.T51                                       | MALFORMED    | 1
          AML.T0051.1234                                | MALFORMED    | 1
          ATLAS:T0055                                   | SPELLING     | 1
          AML/T0024/000                                 | SPELLING     | 1
          aml.t0051                                     | SPELLING     | 1
          AML.T0000: Valid Accounts                     | OTHER_NAME   | 1
          AML.T0000,"Valid Accounts"                    | OTHER_NAME   | 1
          ~| AML.T0000 | Valid Accounts |~              | OTHER_NAME   | 3
          [Valid Accounts](/techniques/AML.T0000)       | OTHER_NAME   | 30
          Valid Accounts (AML.T0000)                    | OTHER_NAME   | 17
          AML.T0053: LLM Plugin Compromise              | OLD_NAME     | 1
          AML.T0012 - Grand Theft Account               | STRANGE_NAME | 1
          AML.T0012,AML.TA0011                          | WRONG_TACTIC | 1
          """)
  void findsOneMistake(String text, Verdict verdict, int column) {
    assertThat(linter.lint("notes.md", "first line\n" + text + "\n"))
        .singleElement()
        .satisfies(issue -> {
          assertThat(issue.verdict()).isEqualTo(verdict);
          assertThat(issue.line()).isEqualTo(2);
          assertThat(issue.column()).isEqualTo(column);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tags: [atlas.aml.t0051.000]",
        "AML.T0051: LLM Prompt Injection, AML.T0054: LLM Jailbreak",
        "LLM Prompt Injection (AML.T0051), LLM Jailbreak (AML.T0054)",
        "[LLM Jailbreak](/techniques/AML.T0054) and [LLM Data Leakage](/techniques/AML.T0057)",
        "AML.T0051.000 LLM Prompt Injection: Direct",
        "AML.TA0003,AML.T0020",
        "camlt0051 AMLX.T0001 atlas maps at 1000 m",
        "AML.T0051 was used to leak data."
      })
  void acceptsWhatIsRight(String text) {
    assertThat(linter.lint("notes.md", text)).isEmpty();
  }

  @Test
  void everyTechniqueWithItsOwnNameIsRight() {
    StringBuilder text = new StringBuilder();
    for (Technique technique :
        library.release(new ReleaseId("5.6.1")).orElseThrow().release().techniques()) {
      text.append(technique.id()).append(" | ").append(technique.fullName()).append('\n');
    }
    assertThat(linter.lint("list.md", text.toString())).isEmpty();
  }

  @Test
  void theOfficialReleaseHasNoMistake() throws IOException {
    Path file = official("ATLAS-5.6.1.yaml");
    assertThat(linter.lint(file.toString(), Files.readString(file))).isEmpty();
  }

  @Test
  void survivesAnyText() {
    Random random = new Random(7);
    String alphabet = "AMLTaml.tTA0123456789/:_-() \n\"|,\uD83D";
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 120; i++) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String noise = text.toString();
      assertThatCode(() -> linter.lint("noise", noise)).doesNotThrowAnyException();
      for (ReferenceIssue issue : linter.lint("noise", noise)) {
        String line = List.of(noise.split("\n", -1)).get(issue.line() - 1);
        assertThat(line.substring(issue.column() - 1)).startsWith(issue.found());
      }
    }
  }

  static Path official(String name) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path file = at.resolve("shared/data/atlas").resolve(name);
      if (Files.exists(file)) {
        return file;
      }
    }
    Assumptions.abort(name + " is not at hand");
    throw new AssertionError();
  }
}
