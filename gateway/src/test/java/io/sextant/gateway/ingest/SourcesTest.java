package io.sextant.gateway.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.gateway.ingest.DataSet.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SourcesTest {
  private static final DataSet ROWS = small("rows", Kind.RECORDS);
  private static final DataSet DOCUMENTS = small("documents", Kind.DOCUMENTS);

  @TempDir private Path folder;

  private static DataSet small(String id, Kind kind) {
    Column stars =
        new Column(
            Column.Type.INTEGER, true, OptionalDouble.of(1), OptionalDouble.of(5), 0, Set.of());
    return new DataSet(
        id,
        kind,
        Set.of(),
        List.of(),
        List.of(),
        kind == Kind.RECORDS ? Map.of("stars", stars) : Map.of(),
        true,
        Optional.empty(),
        1_000);
  }

  private static List<Read> all(Source source) throws IOException {
    List<Read> all = new ArrayList<>();
    for (Optional<Read> read = source.next(); read.isPresent(); read = source.next()) {
      all.add(read.get());
    }
    return all;
  }

  private static InputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static List<Read> table(String text) throws IOException {
    return all(new Table("t.csv", ROWS, Provenance.NONE, in(text)));
  }

  @Test
  void readsATableWithEverythingThatQuotesAllow() throws IOException {
    List<Read> rows =
        table("\uFEFFtext,stars\r\n\"a, \"\"b\"\"\nc\",4\r\n\r\nplain,x\n\"\",5\nlast,1");

    assertThat(rows).hasSize(4).allMatch(Read.Row.class::isInstance);
    Read.Row first = (Read.Row) rows.getFirst();
    assertThat(first.row().path("text").asString()).isEqualTo("a, \"b\"\nc");
    assertThat(first.row().path("stars").asInt()).isEqualTo(4);
    assertThat(first.place()).isEqualTo("t.csv:2");
    assertThat(first.form().apply(first.row())).isEqualTo("\"a, \"\"b\"\"\nc\",4");
    assertThat(rows.get(1).place()).isEqualTo("t.csv:5");
    assertThat(ROWS.departures(((Read.Row) rows.get(1)).row()))
        .containsExactly("stars: expected integer, found \"x\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a,b;1|2|SX-INGEST-002|expected 2 fields as in the header, found 1
          a,b;"x,1|2|SX-INGEST-002|a quoted field does not end
          a,b;"x"y,1|2|SX-INGEST-002|expected a comma behind a quoted field
          a,b;x"y,1|2|SX-INGEST-002|a field with quotes in it
          a,a;1,2|1|SX-INGEST-002|the first line names every column once
          """)
  void tellsTheLineOfEveryMistakeInATable(String text, long line, String code, String message)
      throws IOException {
    Read.Unreadable bad = (Read.Unreadable) table(text.replace(';', '\n')).getFirst();
    assertThat(bad.line()).isEqualTo(line);
    assertThat(bad.code()).isEqualTo(code);
    assertThat(bad.message()).contains(message.strip());
  }

  @Test
  void goesOnBehindALineThatCannotBeRead() throws IOException {
    byte[] bytes =
        ("{\"a\":1}\n{\"a\":1,\"a\":2}\n" + "x".repeat(5_000) + "\n\n{\"a\":").getBytes(UTF_8);
    byte[] broken = java.util.Arrays.copyOf(bytes, bytes.length + 2);
    broken[bytes.length] = (byte) 0xC3;
    broken[bytes.length + 1] = '\n';
    byte[] whole = java.util.Arrays.copyOf(broken, broken.length + 7);
    System.arraycopy("{\"a\":3}".getBytes(UTF_8), 0, whole, broken.length, 7);
    List<Read> reads =
        all(new JsonLines("f", ROWS, Provenance.NONE, new ByteArrayInputStream(whole)));

    assertThat(reads.stream().map(Read::place)).containsExactly("f:1", "f:2", "f:3", "f:5", "f:6");
    assertThat(reads.stream().map(it -> it instanceof Read.Unreadable bad ? bad.code() : "good"))
        .containsExactly("good", "SX-INGEST-001", "SX-INGEST-003", "SX-INGEST-004", "good");
    assertThat(((Read.Unreadable) reads.get(1)).message()).contains("Duplicate");
    assertThat(((Read.Unreadable) reads.get(1)).column()).isPositive();
  }

  /// However a text is cut into reads, its lines are the same.
  @Test
  void readsTheSameLinesHoweverTheyCome() throws IOException {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(30); i > 0; i--) {
        text.append(random.nextInt(4) == 0 ? "\n" : "ab".repeat(random.nextInt(8)));
      }
      byte[] bytes = text.toString().getBytes(UTF_8);
      InputStream slow =
          new InputStream() {
            private int at;

            @Override
            public int read() {
              return at == bytes.length ? -1 : bytes[at++];
            }

            @Override
            public int read(byte[] to, int from, int length) {
              int some = Math.min(Math.min(length, 1 + random.nextInt(3)), bytes.length - at);
              System.arraycopy(bytes, at, to, from, some);
              at += some;
              return some == 0 ? -1 : some;
            }
          };
      List<String> lines = new ArrayList<>();
      Lines reader = new Lines(slow, 10);
      for (var line = reader.next(); line.isPresent(); line = reader.next()) {
        lines.add(line.get().text() + (line.get().tooLong() ? "…" : ""));
      }
      List<String> expected =
          text.toString()
              .lines()
              .map(it -> it.length() > 10 ? it.substring(0, 10) + "…" : it)
              .toList();
      assertThat(lines).isEqualTo(expected);
    }
  }

  @Test
  void readsAFolderInOrderAndLetsNothingUnreadablePass() throws IOException {
    Files.createDirectories(folder.resolve("b"));
    Files.writeString(folder.resolve("a.md"), "Alpha");
    Files.writeString(folder.resolve("b/c.html"), "<p>Gamma</p>");
    Files.write(folder.resolve("b/d.txt"), new byte[] {(byte) 0xFF, 1});
    Files.writeString(folder.resolve("e.pdf"), "%PDF");
    Files.writeString(folder.resolve("f.txt"), "x".repeat(2_000));
    Files.writeString(folder.resolve(".hidden.md"), "no");
    Files.createSymbolicLink(folder.resolve("g.md"), folder.resolve("a.md"));
    Files.writeString(folder.resolve("provenance.yaml"), "source: https://wiki.example\n");
    Files.writeString(folder.resolve("a.md.provenance.yaml"), "collector: ann\n");

    List<Read> reads = all(new Folder(folder, DOCUMENTS, Provenance.NONE));

    assertThat(
            reads.stream()
                .map(it ->
                    it.place() + " " + (it instanceof Read.Unreadable bad ? bad.code() : "good")))
        .containsExactly(
            "a.md good",
            "b/c.html good",
            "b/d.txt SX-INGEST-004",
            "e.pdf SX-INGEST-005",
            "f.txt SX-INGEST-003",
            "g.md SX-INGEST-005");
    Provenance own = ((Read.Document) reads.getFirst()).provenance();
    assertThat(own.source()).isEqualTo("https://wiki.example");
    assertThat(own.collector()).isEqualTo("ann");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <p hidden>x</p>y                                  | y  | x
          <span style="font-size:0">x</span>y               | y  | x
          <span style="font-size:0.9em">x</span>y           | xy | ''
          <div style="opacity:0"><b>x</b></div>y            | y  | x
          <template>x</template>y                           | y  | x
          <div style="display:none"><br>x</div>y            | y  | x
          <input type=hidden>y                              | y  | ''
          a &lt; b &amp; c                                  | a < b & c | ''
          1 < 2                                             | 1 < 2 | ''
          """)
  void tellsWhatIsShownFromWhatIsHidden(String html, String shown, String hidden) {
    Markup markup = Markup.of("p.html", html);
    assertThat(markup.shown().strip()).isEqualTo(shown);
    assertThat(markup.hidden().strip()).isEqualTo(hidden);
  }

  @Test
  void countsCharactersThatCarryTextUnseenButNoEmoji() {
    String tags =
        "hello"
            .codePoints()
            .map(it -> 0xE0000 + it)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    assertThat(Markup.invisible("plain" + tags)).isEqualTo(5);
    assertThat(Markup.invisible("👩‍👩‍👧 and ❤️")).isZero();
    assertThat(Markup.invisible("a" + "\u200B".repeat(6) + "b")).isEqualTo(6);
  }

  @Test
  void aDigestDoesNotDependOnHowARecordIsWritten() throws Exception {
    String[] same = {"{\"a\":1,\"b\":[1.50,\"x\"]}", "{ \"b\" : [1.5, \"\\u0078\"], \"a\":1.0 }"};
    List<String> digests = new ArrayList<>();
    for (String text : same) {
      digests.add(
          Digests.hex(Digests.of(io.sextant.gateway.protocol.Json.object(text.getBytes(UTF_8)))));
    }
    assertThat(digests.get(0)).isEqualTo(digests.get(1));
    assertThat(digests.get(0))
        .isEqualTo(Digests.hex(Digests.of("{\"a\":1,\"b\":[1.5,\"x\"]}".getBytes(UTF_8))));
  }
}
