package io.sextant.store.awareness;

import io.sextant.core.awareness.Card;
import io.sextant.core.awareness.Cards;
import io.sextant.store.Readers;
import io.sextant.store.Times;
import io.sextant.store.Writer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Cards on SQLite.
public final class SqliteCards implements Cards {
  private static final String FACTS =
      "question, stability, difficulty, answered, lapses, last, due";
  private static final String ALL = "select " + FACTS + " from quiz_card where person = :person";

  private final Writer writer;
  private final Readers readers;

  public SqliteCards(Writer writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public List<Card> of(String person) {
    return readers.withHandle(handle ->
        handle
            .createQuery(ALL + " order by due, question")
            .bind("person", person)
            .map((row, _) -> read(row))
            .list());
  }

  @Override
  public Optional<Card> find(String person, String question) {
    return readers.withHandle(handle ->
        handle
            .createQuery(ALL + " and question = :question")
            .bind("person", person)
            .bind("question", question)
            .map((row, _) -> read(row))
            .findOne());
  }

  @Override
  public void put(String person, Card card) {
    int _ =
        writer.write(connection -> {
          try (PreparedStatement put =
              connection.prepareStatement(
                  "insert or replace into quiz_card (person, "
                      + FACTS
                      + ") values (?, ?, ?, ?, ?, ?, ?, ?)")) {
            put.setString(1, person);
            put.setString(2, card.question());
            put.setDouble(3, card.stability());
            put.setDouble(4, card.difficulty());
            put.setInt(5, card.answered());
            put.setInt(6, card.lapses());
            put.setLong(7, Times.micros(card.last()));
            put.setLong(8, Times.micros(card.due()));
            return put.executeUpdate();
          }
        });
  }

  @Override
  public void forget(String person) {
    int _ =
        writer.write(connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement("delete from quiz_card where person = ?")) {
            delete.setString(1, person);
            return delete.executeUpdate();
          }
        });
  }

  private static Card read(ResultSet row) throws SQLException {
    return new Card(
        row.getString("question"),
        row.getDouble("stability"),
        row.getDouble("difficulty"),
        row.getInt("answered"),
        row.getInt("lapses"),
        Times.instant(row.getLong("last")),
        Times.instant(row.getLong("due")));
  }
}
