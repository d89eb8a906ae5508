package io.sextant.cli;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A log in the Static Analysis Results Interchange Format 2.1.0 (OASIS, 2020) of one run, which
/// code scanning services read.
///
/// @param document the log
/// @param driver what the run was made with
/// @param rules what was looked for
/// @param results what was found
public record Sarif(ObjectNode document, ObjectNode driver, ArrayNode rules, ArrayNode results) {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  /// A log without rules and results. Columns count UTF-16 code units.
  ///
  /// @param tool the command that made it
  public static Sarif of(String tool) {
    ObjectNode document = Json.object().put("$schema", SCHEMA).put("version", "2.1.0");
    ObjectNode run = document.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver").put("name", tool);
    SextantCommand.version().ifPresent(it -> driver.put("version", it));
    run.put("columnKind", "utf16CodeUnits");
    return new Sarif(document, driver, driver.putArray("rules"), run.putArray("results"));
  }

  /// Adds the file that a result is in.
  ///
  /// @return its place, for a region
  public static ObjectNode place(ObjectNode location, String file) {
    ObjectNode place = location.putObject("physicalLocation");
    String uri = file.replace('\\', '/').replace("%", "%25").replace(" ", "%20");
    place.putObject("artifactLocation").put("uri", uri);
    return place;
  }

  /// Adds the file and the stretch of one of its lines that a result is about.
  ///
  /// @param line from 1 on
  /// @param column from 1 on
  /// @param length in UTF-16 code units
  public static void place(ObjectNode result, String file, int line, int column, int length) {
    place(result.putArray("locations").addObject(), file)
        .putObject("region")
        .put("startLine", line)
        .put("startColumn", column)
        .put("endColumn", column + length);
  }
}
