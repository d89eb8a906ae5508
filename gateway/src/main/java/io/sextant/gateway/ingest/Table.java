package io.sextant.gateway.ingest;

import io.sextant.gateway.protocol.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Reads comma-separated values with a header (RFC 4180). Fields are read by the types of the
/// columns declared, other fields as text.
public final class Table implements Source {
  private static final int MOST_COLUMNS = 10_000;

  private final String name;
  private final DataSet set;
  private final Provenance usual;
  private final Lines lines;
  private List<String> header = List.of();
  private String headerText = "";
  private boolean begun;
  private boolean ended;

  public Table(String name, DataSet set, Provenance usual, InputStream in) {
    this.name = name;
    this.set = set;
    this.usual = usual;
    this.lines = new Lines(in, set.recordBytes());
  }

  /// The header as it was written; empty before anything was read.
  public String header() {
    return headerText;
  }

  @Override
  public Optional<Read> next() throws IOException {
    if (ended) {
      return Optional.empty();
    }
    if (!begun) {
      begun = true;
      Optional<Read> problem = readHeader();
      if (problem.isPresent() || ended) {
        ended = true;
        return problem;
      }
    }
    Optional<Written> record = record();
    return record.map(this::read);
  }

  /// A record as it was written: over several lines when a quoted field has line feeds.
  private record Written(long line, String text, String problem, String code) {}

  private Optional<Read> readHeader() throws IOException {
    Optional<Written> record = record();
    if (record.isEmpty()) {
      ended = true;
      return Optional.empty();
    }
    Written first = record.get();
    String text = first.text().startsWith("\uFEFF") ? first.text().substring(1) : first.text();
    if (!first.problem().isEmpty()) {
      return Optional.of(unreadable(first, first.code(), first.problem()));
    }
    try {
      header = fields(text);
    } catch (Json.Malformed e) {
      return Optional.of(unreadable(first, Codes.NOT_A_TABLE, String.valueOf(e.getMessage())));
    }
    headerText = text;
    if (header.size() > MOST_COLUMNS
        || header.stream().anyMatch(String::isBlank)
        || new HashSet<>(header).size() < header.size()) {
      return Optional.of(
          unreadable(
              first,
              Codes.NOT_A_TABLE,
              "the first line names every column once, at most " + MOST_COLUMNS));
    }
    return Optional.empty();
  }

  private Optional<Written> record() throws IOException {
    StringBuilder text = new StringBuilder();
    long from = 0;
    boolean open = false;
    while (true) {
      Optional<Lines.Line> next = lines.next();
      if (next.isEmpty()) {
        return from == 0
            ? Optional.empty()
            : Optional.of(
                new Written(
                    from, text.toString(), "a quoted field does not end", Codes.NOT_A_TABLE));
      }
      Lines.Line line = next.get();
      from = from == 0 ? line.number() : from;
      if (line.tooLong() || text.length() + line.bytes().length > set.recordBytes()) {
        return Optional.of(
            new Written(
                from,
                line.shown(),
                "the record is longer than " + set.recordBytes() + " bytes",
                Codes.TOO_LONG));
      }
      try {
        String part = line.text();
        text.append(part);
        open = staysOpen(part, open);
      } catch (CharacterCodingException _) {
        return Optional.of(
            new Written(from, line.shown(), "the line is not UTF-8", Codes.NOT_TEXT));
      }
      if (open) {
        text.append('\n');
      } else if (text.chars().allMatch(Character::isWhitespace)) {
        text.setLength(0);
        from = 0;
      } else {
        return Optional.of(new Written(from, withoutReturn(text.toString()), "", ""));
      }
    }
  }

  private static String withoutReturn(String text) {
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  /// Whether a quoted field goes on behind a line. A quote opens a field only at its beginning, so
  /// that a stray one spoils no more than its own line.
  private static boolean staysOpen(String part, boolean open) {
    boolean quoted = open;
    boolean start = !open;
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (quoted && c == '"') {
        boolean doubled = i + 1 < part.length() && part.charAt(i + 1) == '"';
        i += doubled ? 1 : 0;
        quoted = doubled;
      } else if (!quoted) {
        quoted = start && c == '"';
        start = c == ',';
      }
    }
    return quoted;
  }

  private Read read(Written written) {
    if (!written.problem().isEmpty()) {
      return unreadable(written, written.code(), written.problem());
    }
    List<String> fields;
    try {
      fields = fields(written.text());
    } catch (Json.Malformed e) {
      return unreadable(written, Codes.NOT_A_TABLE, String.valueOf(e.getMessage()));
    }
    if (fields.size() != header.size()) {
      return unreadable(
          written,
          Codes.NOT_A_TABLE,
          "expected " + header.size() + " fields as in the header, found " + fields.size());
    }
    ObjectNode row = Json.object();
    for (int i = 0; i < fields.size(); i++) {
      Column column = set.columns().get(header.get(i));
      if (column == null) {
        row.put(header.get(i), fields.get(i));
      } else {
        row.set(header.get(i), column.typed(fields.get(i)));
      }
    }
    return new Read.Row(name + ":" + written.line(), row, usual, written.text(), this::write);
  }

  private Read.Unreadable unreadable(Written written, String code, String message) {
    String raw = written.text();
    return new Read.Unreadable(
        name + ":" + written.line(),
        written.line(),
        0,
        code,
        message,
        raw.length() > Lines.SHOWN ? raw.substring(0, Lines.SHOWN) : raw);
  }

  private static List<String> fields(String text) throws Json.Malformed {
    List<String> fields = new ArrayList<>();
    int at = 0;
    while (true) {
      StringBuilder field = new StringBuilder();
      if (at < text.length() && text.charAt(at) == '"') {
        at = quoted(text, at + 1, field);
      } else {
        int end = text.indexOf(',', at) < 0 ? text.length() : text.indexOf(',', at);
        field.append(text, at, end);
        if (field.indexOf("\"") >= 0) {
          throw Json.malformed("a field with quotes in it begins and ends with one");
        }
        at = end;
      }
      fields.add(field.toString());
      if (at == text.length()) {
        return fields;
      }
      if (text.charAt(at) != ',') {
        throw Json.malformed("expected a comma behind a quoted field");
      }
      at++;
    }
  }

  private static int quoted(String text, int from, StringBuilder field) throws Json.Malformed {
    int at = from;
    while (true) {
      int quote = text.indexOf('"', at);
      if (quote < 0) {
        throw Json.malformed("a quoted field does not end");
      }
      field.append(text, at, quote);
      if (quote + 1 < text.length() && text.charAt(quote + 1) == '"') {
        field.append('"');
        at = quote + 2;
      } else {
        return quote + 1;
      }
    }
  }

  private String write(ObjectNode row) {
    List<String> fields = new ArrayList<>();
    for (String column : header) {
      String text = row.path(column).isNull() ? "" : Column.text(row.path(column));
      boolean quote = text.matches("(?s).*[\",\\r\\n].*");
      fields.add(quote ? '"' + text.replace("\"", "\"\"") + '"' : text);
    }
    return String.join(",", fields);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
