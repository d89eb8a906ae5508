package io.sextant.store;

import io.sextant.store.StoreException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// How many findings each rule has under each technique. Only reads, and may do so while a server
/// writes.
public record FindingTally(
    String technique, String rule, String title, String release, long findings, long open) {

  /// The tallies of a data folder; none where no server has stored anything yet.
  ///
  /// @throws StoreException INACCESSIBLE when the database cannot be read
  public static List<FindingTally> of(Path dataFolder) {
    Path database = dataFolder.resolve("sextant.db");
    if (!Files.isRegularFile(database)) {
      return List.of();
    }
    String address = "jdbc:sqlite:" + database.toUri() + "?mode=ro";
    try (Connection connection = DriverManager.getConnection(address);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select t.technique, f.rule, max(f.title) as title, f.atlas_release,
                       count(*) as findings, sum(f.is_open) as open
                from finding_technique t join finding f on f.id = t.finding
                group by t.technique, f.rule, f.atlas_release
                order by t.technique, f.rule
                """)) {
      List<FindingTally> tallies = new ArrayList<>();
      while (rows.next()) {
        tallies.add(
            new FindingTally(
                rows.getString("technique"),
                rows.getString("rule"),
                rows.getString("title"),
                rows.getString("atlas_release"),
                rows.getLong("findings"),
                rows.getLong("open")));
      }
      return List.copyOf(tallies);
    } catch (SQLException e) {
      throw new StoreException(
          Reason.INACCESSIBLE,
          "the findings in " + database + " cannot be read: " + e.getMessage(),
          e);
    }
  }
}
