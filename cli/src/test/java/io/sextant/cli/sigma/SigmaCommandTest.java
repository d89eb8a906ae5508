package io.sextant.cli.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.cli.CapturedConsole;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigmaCommandTest {
  private static final String RULE =
      """
      title: Word
      id: word
      logsource: {product: ai}
      detection:
        s: {text|contains: secret}
        condition: s
      """;

  private static final String BURST =
      """
      title: Any
      name: any
      logsource: {product: ai}
      detection:
        s: {text|exists: true}
        condition: s
      ---
      title: Burst
      id: burst
      correlation:
        type: event_count
        rules: [any]
        group-by: [user]
        timespan: 10s
        condition: {gte: 3}
      """;

  @TempDir Path folder;
  private final CapturedConsole console = new CapturedConsole();

  @BeforeEach
  void rules() throws IOException {
    Files.createDirectories(folder.resolve("rules"));
    write("rules/word.yml", RULE);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private int match(String... events) {
    String[] arguments = new String[5 + events.length];
    String[] fixed = {
      "sigma", "match", "--rules", folder.resolve("rules").toString(), "--format=jsonl"
    };
    System.arraycopy(fixed, 0, arguments, 0, 5);
    System.arraycopy(events, 0, arguments, 5, events.length);
    return console.run(arguments);
  }

  @Test
  void matchPrintsOneObjectForEachDetection() throws IOException {
    Path events = write("e.jsonl", "{\"text\":\"no\"}\n\n{\"text\":\"a SECRET\"}\n");
    assertThat(match(events.toString())).isZero();
    assertThat(console.out())
        .isEqualTo("{\"rule\":\"word\",\"event\":2,\"file\":\"" + events + "\"}\n");
    assertThat(console.err()).isEmpty();
  }

  @Test
  void matchReadsStandardInput() {
    console.input("{\"text\":\"secret\"}");
    assertThat(match("-")).isZero();
    assertThat(console.out()).isEqualTo("{\"rule\":\"word\",\"event\":0,\"file\":\"-\"}\n");
  }

  @Test
  void matchReadsGzipArraysAndConcatenatedObjects() throws IOException {
    Path packed = folder.resolve("a.json.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("[{\"text\":\"x\"},\n {\"text\":\"secret\"}]".getBytes(StandardCharsets.UTF_8));
    }
    Path joined =
        write("b.json", "{\n \"text\": \"secret\"\n}\n{\n \"text\": \"x\"\n}{\"text\":\"secret\"}");
    assertThat(match(packed.toString(), joined.toString())).isZero();
    assertThat(console.out().lines())
        .extracting(line -> line.substring(line.indexOf("\"event\""), line.indexOf(",\"file\"")))
        .containsExactly("\"event\":1", "\"event\":0", "\"event\":2");
  }

  @Test
  void matchReadsUtf16() throws IOException {
    String lines =
        "{\"text\":\"secret\"}\r\n{\"text\":\"" + "\uD83D\uDE00".repeat(9_000) + " secret\"}\r\n";
    for (Charset charset :
        List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
      Path events = Files.writeString(folder.resolve("w.jsonl"), lines, charset);
      assertThat(match(events.toString())).as(charset.name()).isZero();
      assertThat(console.out()).contains("\"event\":0").contains("\"event\":1");
    }
  }

  @Test
  void matchReadsArraysAndObjectsOnOneLongLine() throws IOException {
    String hit = "{\"text\":\"secret\"}";
    String filler = "{\"text\":\"" + "x".repeat(1 << 20) + "\"}";
    Path array = write("a.json", "[" + (filler + ",").repeat(17) + hit + "]");
    Path joined = write("b.json", filler.repeat(17) + hit);
    Path first = write("c.jsonl", "{\"text\":\"" + "x".repeat(17 << 20) + "\"}\n" + hit + "\n");
    assertThat(match(array.toString(), joined.toString(), first.toString())).isEqualTo(3);
    assertThat(console.out().lines())
        .extracting(line -> line.substring(line.indexOf("\"event\""), line.indexOf(",\"file\"")))
        .containsExactly("\"event\":17", "\"event\":17", "\"event\":1");
    assertThat(console.err()).contains("c.jsonl:1: error SX-SIGMA-070: the line is longer than");
  }

  @Test
  void matchAppliesPipelinesToArchives() throws IOException {
    write(
        "rules/process.yml",
        """
        title: Process
        id: process
        logsource: {product: windows, category: process_creation}
        detection: {s: {Image|endswith: tool.exe}, condition: s}
        """);
    Path archive = folder.resolve("events.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
      out.putNextEntry(new ZipEntry("folder/"));
      out.putNextEntry(new ZipEntry("folder/a.json"));
      String event =
          "{\"Event\":{\"System\":{\"EventID\":%d,"
              + "\"Channel\":\"Microsoft-Windows-Sysmon/Operational\"},"
              + "\"EventData\":{\"Image\":\"tool.exe\"}}}";
      String joined = event.formatted(3) + event.formatted(1);
      out.write(joined.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(match("--pipeline=windows", archive.toString())).isZero();
    assertThat(console.out())
        .isEqualTo("{\"rule\":\"process\",\"event\":1,\"file\":\"" + archive + "\"}\n");
  }

  @Test
  void matchTakesEventsInOrderWhenAsked() throws IOException {
    write("rules/burst.yml", BURST);
    StringBuilder lines = new StringBuilder();
    for (int second : new int[] {3, 1, 2, 0}) {
      lines
          .append("{\"time\":\"2026-01-01T00:00:0")
          .append(second)
          .append("Z\",\"product\":\"ai\",\"user\":\"u\",\"text\":\"x\"}\n");
    }
    Path events = write("e.jsonl", lines.toString());
    assertThat(match("--reorder=60", events.toString())).isZero();
    assertThat(console.out())
        .contains("\"rule\":\"burst\"")
        .contains("\"events\":[3,1,2]")
        .hasLineCount(1);
    assertThat(match("--reorder=-1", events.toString())).isEqualTo(2);
  }

  @Test
  void matchRefusesUnknownPipelines() {
    assertThat(match("--pipeline=nowhere", "-")).isEqualTo(3);
    assertThat(console.err()).contains("there is no pipeline nowhere").contains("windows");
  }

  @Test
  void translateWritesQueriesAndNamesWhatCannotBeSaid() throws IOException {
    write("rules/burst.yml", BURST);
    String rules = folder.resolve("rules").toString();
    assertThat(console.run("sigma", "translate", "--target=sqlite", "--table=t", rules)).isZero();
    assertThat(console.out())
        .contains("WITH RECURSIVE\n")
        .contains("-- Word\nSELECT * FROM \"t\" WHERE \"text\" LIKE '%secret%' ESCAPE '\\';\n");
    assertThat(console.run("sigma", "translate", "--target=esql", rules)).isEqualTo(3);
    assertThat(console.err())
        .contains("SX-SIGMA-082")
        .contains("'event_count' correlations over sliding windows");
    assertThat(console.run("sigma", "translate", "--target=esql", "--windows=fixed", rules))
        .isZero();
    assertThat(console.out()).contains("DATE_TRUNC(");
    assertThat(console.run("sigma", "translate", "--target=esql", "--windows=round", rules))
        .isEqualTo(2);
  }

  @Test
  void translateRefusesUnknownTargets() {
    assertThat(console.run("sigma", "translate", "--target=abacus", folder.toString()))
        .isEqualTo(2);
    assertThat(console.err()).contains("sentinel, defender, splunk, esql, lucene, sqlite");
  }

  @Test
  void checkLintsAndWritesSarif() throws IOException {
    write(
        "rules/odd.yml",
        """
        title: Odd
        id: odd
        tags: [atlas.aml.t9999]
        logsource: {product: ai}
        detection:
          s: {text|re: '(a+)+$'}
          condition: s and not s
        """);
    String rules = folder.resolve("rules").toString();
    assertThat(console.run("sigma", "check", "--format=sarif", rules)).isZero();
    assertThat(console.out())
        .contains("\"version\" : \"2.1.0\"")
        .contains("\"ruleId\" : \"SX-SIGMA-092\"")
        .contains("\"ruleId\" : \"SX-SIGMA-094\"")
        .contains("\"ruleId\" : \"SX-DETECTION-001\"")
        .contains("\"startLine\" : 7");
  }

  @Test
  void explainSaysWhyAnEventMatches() throws IOException {
    Path events = write("e.jsonl", "{\"text\":\"no\"}\n{\"text\":\"a secret\"}\n");
    String rule = folder.resolve("rules/word.yml").toString();
    assertThat(console.run("sigma", "explain", rule)).isZero();
    assertThat(console.out())
        .contains("matches events of ai with")
        .contains("text contains 'secret'");
    assertThat(console.run("sigma", "explain", "--event=" + events, rule)).isZero();
    assertThat(console.out())
        .contains("event 0 does not match")
        .contains("[no]  text contains 'secret'   <- no")
        .contains("event 1 matches");
    assertThat(console.run("sigma", "explain", "--format=json", "--event=" + events, rule))
        .isZero();
    assertThat(console.out()).contains("\"deciding\"");
  }

  @Test
  void testReplaysARecordingAndProposesThresholds() throws IOException {
    write("rules/burst.yml", BURST);
    StringBuilder recording = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      recording.append(
          "{\"text\":\"secret\",\"user\":\"%s\",\"time\":\"2026-01-01T00:00:0%dZ\"}\n"
              .formatted(i < 6 ? "a" : "b", i));
    }
    recording.append("{\"text\":\"x\",\"time\":\"2026-01-03T00:00:00Z\"}\n");
    Path events = write("normal.jsonl", recording.toString());
    String rules = folder.resolve("rules").toString();
    assertThat(
            console.run(
                "sigma",
                "test",
                "--replay",
                events.toString(),
                "--per-day=0",
                "--format=json",
                rules))
        .isZero();
    assertThat(console.out().replaceAll("\\s+", ""))
        .contains("\"events\":9,\"days\":2.0")
        .contains(
            "\"rule\":\"word\",\"title\":\"Word\",\"level\":\"medium\",\"matches\":8,"
                + "\"proposed\":{\"window\":\"1h\",\"gte\":9,\"alerts\":0,\"percentile\":100.0}")
        .contains(
            "\"rule\":\"burst\",\"title\":\"Burst\",\"level\":\"medium\",\"matches\":1,"
                + "\"proposed\":{\"window\":\"10s\",\"gte\":7,\"alerts\":0,\"percentile\":100.0}");
    assertThat(console.run("sigma", "test", "--replay", events.toString(), rules)).isZero();
    assertThat(console.out()).contains(">= 1 in 1h").contains("9 events over 2.00 days");
    assertThat(console.run("sigma", "test", "--replay", "-", "--window=soon", rules)).isEqualTo(2);
  }

  @Test
  void matchReportsBrokenLinesAndReadsOn() throws IOException {
    Path events =
        write(
            "e.jsonl",
            "{\"text\":\"secret\"}\n{\"text\": nope}\n[1]\n{\"text\":\n{\"text\":\"secret\"}\n");
    assertThat(match(events.toString())).isEqualTo(3);
    assertThat(console.out().lines()).hasSize(2).last().asString().contains("\"event\":4");
    assertThat(console.err())
        .contains(events + ":2:")
        .contains(events + ":3: error SX-SIGMA-070: expected a JSON object, found array")
        .contains(events + ":4:");
  }

  @Test
  void matchReadsLinesWhenTheFirstIsBroken() {
    console.input("{\"text\":\n{\"text\":\"secret\"}\n");
    assertThat(match("-")).isEqualTo(3);
    assertThat(console.out()).contains("\"event\":1");
  }

  @Test
  void matchSurvivesHostileEvents() {
    String deep = "{\"text\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
    String huge = "{\"text\":\"" + "x".repeat(EventInput.MAX_LINE) + "\"}";
    console.input(deep + "\n" + huge + "\n{\"text\":\"secret\"}\n");
    assertThat(match("-")).isEqualTo(3);
    assertThat(console.out()).contains("\"event\":2");
    assertThat(console.err()).contains("-:1:").contains("-:2:");
  }

  @Test
  void matchTellsLogSourcesApart() {
    console.input(
        """
        {"logsource":{"product":"windows"},"text":"secret"}
        {"product":"linux","text":"secret"}
        {"product":"ai","text":"secret"}
        """);
    assertThat(match("-")).isZero();
    assertThat(console.out().lines()).hasSize(1).first().asString().contains("\"event\":2");
  }

  @Test
  void matchCorrelates() throws IOException {
    write("rules/word.yml", BURST);
    console.input(
        """
        {"time":"2026-01-01T00:00:00Z","user":"a","text":"1"}
        {"time":"2026-01-01T00:00:01Z","user":"b","text":"2"}
        {"time":1767225602,"user":"a","text":"3"}
        {"@timestamp":"2026-01-01 00:00:03","user":"a","text":"4"}
        """);
    assertThat(match("-")).isZero();
    assertThat(console.out())
        .isEqualTo(
            "{\"rule\":\"burst\",\"event\":3,\"file\":\"-\",\"events\":[0,2,3],\"group\":{\"user\":\"a\"}}\n");
  }

  @Test
  void matchListsRefusedRulesAndRunsTheRest() throws IOException {
    write("rules/bad.yml", RULE.replace("id: word", "id: bad").replace("contains", "contain"));
    console.input("{\"text\":\"secret\"}");
    assertThat(match("-")).isEqualTo(3);
    assertThat(console.out()).contains("\"rule\":\"word\"");
    assertThat(console.err()).contains("SX-SIGMA-021").contains("did you mean 'contains'?");
  }

  @Test
  void checkListsEveryProblem() throws IOException {
    Path bad =
        write(
            "bad.yml",
            RULE.replace("contains", "contain").replace("condition: s", "condition: s and t"));
    assertThat(console.run("sigma", "check", bad.toString())).isEqualTo(3);
    assertThat(console.out())
        .contains(bad + ":5:12: error SX-SIGMA-021: unknown modifier 'contain'")
        .contains("      s: {text|contain: secret}\n")
        .contains("SX-SIGMA-041")
        .contains("2 errors, 1 warning");
  }

  @Test
  void checkAsJson() throws IOException {
    assertThat(console.run("sigma", "check", "--format=json", folder.resolve("rules").toString()))
        .isZero();
    assertThat(console.out()).contains("\"documents\" : 1").contains("\"severity\" : \"warning\"");
  }

  @Test
  void testRunsTheCasesBesideARule() throws IOException {
    write("rules/word.yml", BURST);
    write(
        "rules/word.tests.yml",
        """
        match:
          - name: three at once
            events:
              - {user: a, text: "call {i}", repeat: 3, every: 2s}
          - name: given times
            events:
              - {user: a, text: x}
              - {user: a, text: x, time: +5s}
              - {user: a, text: x, time: "2026-01-01T00:00:09Z"}
        no-match:
          - name: too slow
            events:
              - {user: a, text: x, repeat: 3, every: 6s}
          - name: wrong on purpose
            events:
              - {user: a, text: x, repeat: 5}
        """);
    Path rules = folder.resolve("rules");
    assertThat(console.run("sigma", "test", rules.toString())).isEqualTo(1);
    assertThat(console.out())
        .contains("3 of 4 cases passed")
        .contains("wrong on purpose")
        .contains("fired: burst on event 2");
    CapturedConsole junit = new CapturedConsole();
    assertThat(junit.run("sigma", "test", "--format=junit", rules.toString())).isEqualTo(1);
    assertThat(junit.out()).contains("tests=\"4\" failures=\"1\"");
  }

  @Test
  void testDerivesTheViews() throws IOException {
    write("rules/word.yml", RULE.replace("text|contains", "text.user|contains"));
    write(
        "rules/word.tests.yml",
        """
        match:
          - name: in a message
            events:
              - logsource: {product: ai, category: llm_inference}
                gen_ai.input.messages: [{role: user, parts: [{type: text, content: my secret}]}]
        """);
    assertThat(console.run("sigma", "test", folder.resolve("rules").toString())).isZero();
  }

  @Test
  void testReportsEverythingThatIsWrongWithAFile() throws IOException {
    write(
        "rules/word.tests.yml",
        """
        matches: []
        match:
          - name: a
            evens: []
          - name: b
            events:
              - {text: x, repeat: none}
              - {text: x, every: often}
              - {text: x, time: soon}
              - {text: x, repeat: 100001}
              - no map
        no-match: none
        """);
    assertThat(console.run("sigma", "test", folder.resolve("rules").toString())).isEqualTo(3);
    assertThat(console.err())
        .contains("word.tests.yml:1:1: error SX-SIGMA-071: unknown key 'matches'")
        .contains("word.tests.yml:3:5: error SX-SIGMA-071: case 'a' needs a list of events")
        .contains("word.tests.yml:4:5: error SX-SIGMA-071: unknown key 'evens'")
        .contains("word.tests.yml:7:27: error SX-SIGMA-071: 'repeat' must be")
        .contains("word.tests.yml:8:26: error SX-SIGMA-071: 'often' is no offset")
        .contains("word.tests.yml:9:25: error SX-SIGMA-071: 'soon' is no time")
        .contains("word.tests.yml:10:9: error SX-SIGMA-071: case 'b' has more than")
        .contains("word.tests.yml:12:11: error SX-SIGMA-071: expected a list of cases");
  }

  @Test
  void testReadsNoEndlessFile() throws IOException {
    write("rules/word.tests.yml", "#".repeat((8 << 20) + 1));
    assertThat(console.run("sigma", "test", folder.resolve("rules").toString())).isEqualTo(3);
    assertThat(console.err())
        .contains("word.tests.yml: error SX-SIGMA-071: the file has 8388609 characters");
  }

  @Test
  void testReportsAFileThatIsNoYaml() throws IOException {
    write("rules/word.tests.yml", "match:\n  - {name: a\n");
    assertThat(console.run("sigma", "test", folder.resolve("rules").toString())).isEqualTo(3);
    assertThat(console.err()).contains("word.tests.yml:3:").contains("error SX-FILE-001");
  }
}
