package io.sextant.store.access;

import io.sextant.core.access.Role;
import io.sextant.core.access.Tokens;
import io.sextant.store.Readers;
import io.sextant.store.StoreException;
import io.sextant.store.Times;
import io.sextant.store.Writer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/// Tokens on SQLite.
public final class SqliteTokens implements Tokens {
  /// Uses of a token are noted no finer than this, so that a busy sender does not write at every
  /// request.
  private static final Duration USE_GRAIN = Duration.ofMinutes(1);

  private static final String COLUMNS = "id, kind, name, role, created, expires, last_used";

  private final Writer writer;
  private final Readers readers;

  public SqliteTokens(Writer writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public void add(Token token, String secretDigest) {
    int _ =
        writer.write(connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "insert into token (id, digest, kind, name, role, created, expires) values (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, token.id());
            insert.setString(2, secretDigest);
            insert.setString(3, token.kind().name());
            insert.setString(4, token.name());
            insert.setString(5, token.role().name());
            insert.setLong(6, Times.micros(token.created()));
            if (token.expires().isPresent()) {
              insert.setLong(7, Times.micros(token.expires().get()));
            } else {
              insert.setNull(7, Types.BIGINT);
            }
            return insert.executeUpdate();
          }
        });
  }

  @Override
  public Optional<Token> use(String secretDigest, Instant now) {
    Optional<Token> token = byDigest(secretDigest, now);
    token
        .filter(found ->
            found.lastUsed().isEmpty() || found.lastUsed().get().plus(USE_GRAIN).isBefore(now))
        .ifPresent(found -> noteUse(found, now));
    return token;
  }

  private Optional<Token> byDigest(String secretDigest, Instant now) {
    return readers.withHandle(handle ->
        handle
            .createQuery(
                "select "
                    + COLUMNS
                    + " from token where digest = :digest and (expires is null or expires > :now)")
            .bind("digest", secretDigest)
            .bind("now", Times.micros(now))
            .map(SqliteTokens::read)
            .findOne());
  }

  private void noteUse(Token token, Instant now) {
    try {
      int _ =
          writer.write(connection -> {
            try (PreparedStatement update =
                connection.prepareStatement("update token set last_used = ? where id = ?")) {
              update.setLong(1, Times.micros(now));
              update.setString(2, token.id());
              return update.executeUpdate();
            }
          });
    } catch (StoreException e) {
      if (!e.reason().passes()) {
        throw e;
      }
    }
  }

  @Override
  public Optional<Token> redeem(String secretDigest, Instant now) {
    return byDigest(secretDigest, now)
        .filter(token -> token.kind() == Kind.SIGN_IN)
        .filter(token -> revoke(token.id()));
  }

  @Override
  public List<Token> list(Kind kind, Instant now) {
    return readers.withHandle(handle ->
        handle
            .createQuery(
                "select "
                    + COLUMNS
                    + " from token where kind = :kind and (expires is null or expires > :now) order by created desc, id desc")
            .bind("kind", kind.name())
            .bind("now", Times.micros(now))
            .map(SqliteTokens::read)
            .list());
  }

  @Override
  public boolean revoke(String id) {
    return writer.write(connection -> {
      try (PreparedStatement delete =
          connection.prepareStatement("delete from token where id = ?")) {
        delete.setString(1, id);
        return delete.executeUpdate() > 0;
      }
    });
  }

  private static Token read(ResultSet row, StatementContext context) throws SQLException {
    return new Token(
        row.getString("id"),
        Kind.valueOf(row.getString("kind")),
        row.getString("name"),
        Role.valueOf(row.getString("role")),
        Times.instant(row.getLong("created")),
        time(row, "expires"),
        time(row, "last_used"));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    long micros = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Times.instant(micros));
  }
}
