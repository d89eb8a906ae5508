package io.sextant.atlas;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The tables that ship with this module: UTF-8, one row a line, cells parted by tabs, a heading
/// line, comment lines beginning with `#`. Chosen over YAML because a change shows as one line and
/// reading costs a few milliseconds.
final class Tsv {
  private Tsv() {}

  /// One line of a table, its cells by heading; a missing cell at the end is empty.
  record Row(Map<String, Integer> headings, List<String> cells) {
    String get(String heading) {
      Integer column = headings.get(heading);
      if (column == null) {
        throw new CatalogueException("a table lacks the column " + heading);
      }
      return column < cells.size() ? cells.get(column) : "";
    }

    /// The words of a cell that holds a list.
    List<String> list(String heading) {
      String cell = get(heading);
      return cell.isEmpty() ? List.of() : split(cell, ',');
    }
  }

  /// The rows of a table beside this class.
  static List<Row> resource(String name) {
    try (InputStream in = Tsv.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new CatalogueException("the table " + name + " is missing");
      }
      return rows(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Row> rows(InputStream in) throws IOException {
    var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
    Map<String, Integer> headings = new HashMap<>();
    List<Row> rows = new ArrayList<>();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.isEmpty() || line.charAt(0) == '#') {
        continue;
      }
      List<String> cells = split(line, '\t');
      if (headings.isEmpty()) {
        for (int i = 0; i < cells.size(); i++) {
          headings.put(cells.get(i), i);
        }
      } else {
        rows.add(new Row(headings, cells));
      }
    }
    return rows;
  }

  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
      parts.add(text.substring(start, end));
      start = end + 1;
    }
    parts.add(text.substring(start));
    return parts;
  }
}
