package io.sextant.sigma.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sextant.sigma.Issue;
import io.sextant.sigma.SigmaReader;
import io.sextant.sigma.ValueTest;
import io.sextant.sigma.pipeline.Pipelines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranslatorTest {
  private static String resource(String name) throws IOException {
    try (InputStream in = TranslatorTest.class.getResourceAsStream("/translate/" + name)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// Queries and what cannot be expressed, as `translate/TARGET.txt` expects them.
  @ParameterizedTest
  @EnumSource
  void writesWhatIsExpected(Target target) throws IOException {
    assertThat(translated(target, Windows.SLIDING)).isEqualTo(resource(target.label() + ".txt"));
  }

  /// Of correlations, as `translate/TARGET-fixed.txt` expects them.
  @ParameterizedTest
  @EnumSource(names = {"SENTINEL", "SPLUNK", "ESQL"})
  void cutsTimeAtFixedMomentsWhenAskedTo(Target target) throws IOException {
    String written = translated(target, Windows.FIXED);
    assertThat(written.substring(written.indexOf("Many\n")))
        .isEqualTo(resource(target.label() + "-fixed.txt"));
  }

  private static String translated(Target target, Windows windows) throws IOException {
    SigmaReader.ReadResult read = new SigmaReader().read("rules.yml", resource("rules.yml"));
    assertThat(read.hasErrors()).as(read.issues().toString()).isFalse();
    Translator.Result result =
        new Translator(target, Pipelines.NONE, Optional.empty(), windows)
            .translate(read.documents());
    StringBuilder written = new StringBuilder();
    for (Translator.Translation translation : result.translations()) {
      written.append(translation.rule().title()).append('\n').append(translation.query());
      written.append("\n\n");
    }
    for (Issue issue : result.issues()) {
      written.append(issue.line()).append(':').append(issue.column()).append(' ');
      written.append(issue.code()).append(' ').append(issue.message()).append('\n');
    }
    return written.toString();
  }

  @Test
  void asksForTheLogSourceOfEachLogInItsNames() {
    SigmaReader.ReadResult read =
        new SigmaReader()
            .read(
                "r.yml",
                """
                title: P
                id: p
                logsource: {product: windows, category: process_creation}
                detection: {s: {Image: a.exe}, condition: s}
                """);
    Pipelines windows = Pipelines.of(List.of(Pipelines.shipped("windows").orElseThrow()));
    String query =
        new Translator(Target.LUCENE, windows, Optional.empty(), Windows.SLIDING)
            .translate(read.documents())
            .translations()
            .getFirst()
            .query();
    assertThat(query)
        .contains("Channel:\"Microsoft-Windows-Sysmon/Operational\" AND EventID:1")
        .contains("Channel:\"Security\" AND EventID:4688")
        .contains("Image:\"a.exe\"")
        .contains("NewProcessName:\"a.exe\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      value = {
        "abc § .*abc.*",
        "^abc$ § abc",
        "^a\\d+ § a[0-9]+.*",
        "a|b § .*(a|b).*",
        "(?i)aB1 § .*[aA][bB]1.*",
        "[^\\]x]+? § .*[^\\]x]+.*",
        "<a@b> § .*\\<a\\@b\\>.*",
        "(?:x){2,3}\\. § .*(x){2,3}\\..*",
        "(?i)[a-f0-9] § .*[a-fA-F0-9].*",
      })
  void rewritesExpressionsForLucene(String expression, String expected) {
    assertThat(LuceneRegex.of(new ValueTest.Regex(expression, Set.of()))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\b", "^a|b", "(?<x>a)", "a$b", "[[:alpha:]]", "(?i)[A-z]", "[\\D]"})
  void namesWhatLuceneDoesNotHave(String expression) {
    assertThatThrownBy(() -> LuceneRegex.of(new ValueTest.Regex(expression, Set.of())))
        .isInstanceOf(Unsupported.class);
  }
}
