package io.sextant.gateway.ingest;

import io.sextant.gateway.ingest.Provenance.Field;
import io.sextant.gateway.protocol.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// A data set to train on, or a collection of documents to retrieve from, and what it takes.
///
/// @param require what must be said of where a record is from
/// @param sources it takes from, `*` for any characters; empty: any
/// @param licences it takes; empty: any
/// @param columns of its records; empty: any
/// @param otherColumns whether a record may have columns that are not declared
/// @param label the column that models learn to tell; empty when there is none
/// @param recordBytes longest record or document
public record DataSet(
    String id,
    Kind kind,
    Set<Field> require,
    List<String> sources,
    List<String> licences,
    Map<String, Column> columns,
    boolean otherColumns,
    Optional<String> label,
    int recordBytes) {
  /// Without these nobody can tell later which models a bad source reached.
  public static final Set<Field> REQUIRED = Set.of(Field.SOURCE, Field.COLLECTOR, Field.COLLECTED);

  /// A book has a million characters; images have no place here.
  public static final int RECORD_BYTES = 4 << 20;

  /// Departures that are told of one record.
  private static final int MOST_TOLD = 10;

  public DataSet {
    require = require.isEmpty() ? Set.of() : EnumSet.copyOf(require);
    sources = List.copyOf(sources);
    licences = List.copyOf(licences);
    columns = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  /// What it consists of.
  public enum Kind {
    RECORDS,
    DOCUMENTS;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Kind> of(String label) {
      return Arrays.stream(values()).filter(it -> it.label().equals(label)).findFirst();
    }
  }

  /// One that declares nothing but its name and kind.
  public static DataSet plain(String id, Kind kind) {
    return new DataSet(
        id, kind, REQUIRED, List.of(), List.of(), Map.of(), true, Optional.empty(), RECORD_BYTES);
  }

  boolean takesSource(String source) {
    return sources.isEmpty() || matches(sources, source, 0);
  }

  boolean takesLicence(String licence) {
    return licences.isEmpty() || matches(licences, licence, Pattern.CASE_INSENSITIVE);
  }

  private static boolean matches(List<String> names, String name, int flags) {
    return Names.pattern(names, flags).matcher(name).matches();
  }

  /// How a record departs from the columns declared.
  List<String> departures(ObjectNode row) {
    List<String> told = new ArrayList<>();
    for (var column : columns.entrySet()) {
      column
          .getValue()
          .departure(row.path(column.getKey()))
          .ifPresent(what -> told.add(column.getKey() + ": " + what));
    }
    if (!otherColumns) {
      for (String name : row.propertyNames()) {
        if (!columns.containsKey(name) && told.size() < MOST_TOLD) {
          told.add(name + ": is not declared");
        }
      }
    }
    return told.size() > MOST_TOLD ? told.subList(0, MOST_TOLD) : told;
  }

  /// The label of a record; empty when there is none.
  String labelOf(ObjectNode row) {
    return label.map(column -> Column.text(row.path(column))).orElse("");
  }
}
