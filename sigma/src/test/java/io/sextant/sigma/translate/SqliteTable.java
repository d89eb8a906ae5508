package io.sextant.sigma.translate;

import com.google.re2j.Pattern;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.sqlite.Function;
import tools.jackson.databind.JsonNode;

/// Events in a table of SQLite in memory, to run translated queries on.
public final class SqliteTable implements AutoCloseable {
  private final Connection connection;
  private final SequencedMap<String, String> columns = new TreeMap<>();

  /// @param fields further columns, for what rules ask and no event has
  public SqliteTable(List<JsonNode> events, Collection<String> fields) throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite::memory:");
    Function.create(connection, "REGEXP", new Regexp());
    for (JsonNode event : events) {
      event.propertyNames().forEach(this::column);
    }
    fields.forEach(this::column);
    try (Statement statement = connection.createStatement()) {
      StringBuilder create = new StringBuilder("create table logs (_id integer");
      columns.values().forEach(name -> create.append(", ").append(SqliteDialect.column(name)));
      statement.execute(create.append(")").toString());
    }
    for (int i = 0; i < events.size(); i++) {
      insert(i, events.get(i));
    }
  }

  private void column(String name) {
    columns.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
  }

  /// Whether the table has the column in just this spelling: names of columns have no case.
  boolean has(String field) {
    return field.equals(columns.get(field.toLowerCase(Locale.ROOT)));
  }

  private void insert(int id, JsonNode event) throws SQLException {
    List<Map.Entry<String, JsonNode>> values = new ArrayList<>(event.properties());
    StringBuilder insert = new StringBuilder("insert into logs (_id");
    values.forEach(value -> insert.append(", ").append(SqliteDialect.column(value.getKey())));
    insert.append(") values (?").append(", ?".repeat(values.size())).append(")");
    try (PreparedStatement statement = connection.prepareStatement(insert.toString())) {
      statement.setInt(1, id);
      for (int i = 0; i < values.size(); i++) {
        JsonNode value = values.get(i).getValue();
        statement.setObject(
            i + 2,
            value.isNull()
                ? null
                : value.isIntegralNumber()
                    ? (Object) value.longValue()
                    : value.isNumber() ? (Object) value.doubleValue() : value.asString());
      }
      statement.executeUpdate();
    }
  }

  /// The events that a query selects.
  List<Integer> select(String query) throws SQLException {
    List<Integer> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query.replaceFirst("SELECT \\*", "SELECT _id"))) {
      while (rows.next()) {
        found.add(rows.getInt(1));
      }
    }
    return found;
  }

  /// What a query gives, a row of texts each.
  public List<List<String>> rows(String query) throws SQLException {
    List<List<String>> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.add(rows.getString(i));
        }
        found.add(row);
      }
    }
    return found;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /// `value REGEXP pattern`, as SQLite's shell has it.
  private static final class Regexp extends Function {
    private final Map<String, Pattern> patterns = new HashMap<>();

    @Override
    protected void xFunc() throws SQLException {
      String value = value_text(1);
      if (value == null) {
        result();
      } else {
        result(
            patterns.computeIfAbsent(value_text(0), Pattern::compile).matcher(value).find()
                ? 1
                : 0);
      }
    }
  }
}
