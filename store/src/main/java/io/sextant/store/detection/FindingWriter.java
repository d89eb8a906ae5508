package io.sextant.store.detection;

import io.sextant.atlas.TechniqueId;
import io.sextant.core.detection.Finding;
import io.sextant.core.detection.FindingId;
import io.sextant.core.detection.Findings;
import io.sextant.core.telemetry.EventId;
import io.sextant.store.Times;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Changes findings on the writing connection, inside the transaction that its caller commits.
final class FindingWriter {
  private final Connection connection;

  FindingWriter(Connection connection) {
    this.connection = connection;
  }

  /// One act of a person.
  record Act(String note, String author, Instant time) {}

  /// See [Findings#record].
  List<Finding> record(List<Finding> findings, long throughSequence) throws SQLException {
    if (throughSequence <= searchedThrough()) {
      return List.of();
    }
    List<Finding> touched = merge(findings);
    raise("searched", throughSequence);
    return touched;
  }

  /// See [Findings#recordLate].
  List<Finding> recordLate(List<Finding> findings, Instant now) throws SQLException {
    List<Finding> touched = merge(findings);
    raise("passed", Times.micros(now));
    return touched;
  }

  /// Sets a mark, which never falls.
  private void raise(String setting, long value) throws SQLException {
    update(
        """
        insert into setting (name, value) values (?, ?)
        on conflict (name) do update set value = excluded.value where excluded.value > setting.value
        """,
        setting,
        value);
  }

  private List<Finding> merge(List<Finding> findings) throws SQLException {
    SequencedMap<FindingId, Finding> touched = new LinkedHashMap<>();
    for (Finding finding : findings) {
      Optional<Finding> repeated = openWithKey(finding);
      Finding stands = repeated.isPresent() ? merge(repeated.get(), finding) : insert(finding);
      touched.put(stands.id(), stands);
    }
    return List.copyOf(touched.sequencedValues());
  }

  private long searchedThrough() throws SQLException {
    try (PreparedStatement select = prepare("select value from setting where name = 'searched'");
        ResultSet row = select.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private Optional<Finding> openWithKey(Finding finding) throws SQLException {
    try (PreparedStatement select =
            prepare(
                "select "
                    + FindingRow.COLUMNS
                    + " from finding where dedup_key = ? and is_open = 1 and last > ? and first < ?"
                    + " order by last desc, id desc limit 1",
                finding.dedupKey(),
                Times.micros(finding.first().minus(Findings.DEDUP_WINDOW)),
                Times.micros(finding.last().plus(Findings.DEDUP_WINDOW)));
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? Optional.of(FindingRow.read(row, evidence(row.getString("id"))))
          : Optional.empty();
    }
  }

  private List<EventId> evidence(String finding) throws SQLException {
    List<EventId> evidence = new ArrayList<>();
    try (PreparedStatement select =
            prepare(
                "select event from finding_evidence where finding = ? order by position", finding);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        evidence.add(new EventId(row.getString(1)));
      }
    }
    return evidence;
  }

  private Finding insert(Finding finding) throws SQLException {
    List<EventId> kept = newest(finding.evidence());
    update(
        """
        insert into finding (id, rule, title, level, status, is_open, first, last, count, dedup_key, system, atlas_release,
                             tactics, techniques, entities, matches, haystack)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        finding.id().value(),
        finding.rule().value(),
        finding.title(),
        FindingRow.rank(finding.level()),
        finding.status().name(),
        FindingRow.open(finding.status()) ? 1 : 0,
        Times.micros(finding.first()),
        Times.micros(finding.last()),
        finding.count(),
        finding.dedupKey(),
        finding.system(),
        finding.release().tag(),
        FindingRow.texts(finding.tactics(), Object::toString),
        FindingRow.texts(finding.techniques(), Object::toString),
        FindingRow.entities(finding.entities()),
        FindingRow.matches(finding.matches()),
        FindingRow.haystack(finding));
    for (var technique : finding.techniques().stream().distinct().toList()) {
      update(
          "insert into finding_technique (finding, technique, last, count, level, is_open) values (?, ?, ?, ?, ?, ?)",
          finding.id().value(),
          technique.value(),
          Times.micros(finding.last()),
          finding.count(),
          FindingRow.rank(finding.level()),
          FindingRow.open(finding.status()) ? 1 : 0);
      addHeat(technique, finding);
    }
    writeEvidence(finding.id(), kept);
    return with(finding, finding.first(), finding.last(), finding.count(), kept);
  }

  private void addHeat(TechniqueId technique, Finding finding) throws SQLException {
    update(
        """
        insert into technique_heat (technique, findings, occurrences, open, highest, last) values (?, 1, ?, ?, ?, ?)
        on conflict (technique) do update set
          findings = technique_heat.findings + 1,
          occurrences = technique_heat.occurrences + excluded.occurrences,
          open = technique_heat.open + excluded.open,
          highest = case when excluded.highest > technique_heat.highest then excluded.highest else technique_heat.highest end,
          last = case when excluded.last > technique_heat.last then excluded.last else technique_heat.last end
        """,
        technique.value(),
        finding.count(),
        FindingRow.open(finding.status()) ? 1 : 0,
        FindingRow.rank(finding.level()),
        Times.micros(finding.last()));
  }

  private Finding merge(Finding stored, Finding again) throws SQLException {
    List<EventId> evidence = new ArrayList<>(stored.evidence());
    again.evidence().stream().filter(event -> !evidence.contains(event)).forEach(evidence::add);
    Instant first = stored.first().isBefore(again.first()) ? stored.first() : again.first();
    Instant last = stored.last().isAfter(again.last()) ? stored.last() : again.last();
    long count = stored.count() + again.count();
    update(
        "update finding set first = ?, last = ?, count = ?, matches = ? where id = ?",
        Times.micros(first),
        Times.micros(last),
        count,
        FindingRow.matches(again.matches()),
        stored.id().value());
    update(
        "update finding_technique set last = ?, count = ? where finding = ?",
        Times.micros(last),
        count,
        stored.id().value());
    update(
        """
        update technique_heat
        set occurrences = occurrences + ?, last = case when last < ? then ? else last end
        where technique in (select technique from finding_technique where finding = ?)
        """,
        again.count(),
        Times.micros(last),
        Times.micros(last),
        stored.id().value());
    List<EventId> kept = newest(evidence);
    update("delete from finding_evidence where finding = ?", stored.id().value());
    writeEvidence(stored.id(), kept);
    return new Finding(
        stored.id(),
        stored.rule(),
        stored.title(),
        stored.level(),
        stored.release(),
        stored.techniques(),
        stored.tactics(),
        stored.system(),
        stored.entities(),
        kept,
        again.matches(),
        first,
        last,
        stored.dedupKey(),
        count,
        stored.status());
  }

  private static Finding with(
      Finding f, Instant first, Instant last, long count, List<EventId> evidence) {
    return new Finding(
        f.id(),
        f.rule(),
        f.title(),
        f.level(),
        f.release(),
        f.techniques(),
        f.tactics(),
        f.system(),
        f.entities(),
        evidence,
        f.matches(),
        first,
        last,
        f.dedupKey(),
        count,
        f.status());
  }

  private static List<EventId> newest(List<EventId> evidence) {
    return evidence.subList(Math.max(0, evidence.size() - Findings.EVIDENCE_KEPT), evidence.size());
  }

  private void writeEvidence(FindingId finding, List<EventId> evidence) throws SQLException {
    try (PreparedStatement insert =
        prepare("insert into finding_evidence (finding, position, event) values (?, ?, ?)")) {
      for (int position = 0; position < evidence.size(); position++) {
        insert.setString(1, finding.value());
        insert.setLong(2, position);
        insert.setString(3, evidence.get(position).value());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /// Sets the status and writes the history; false when there is no such finding.
  boolean triage(FindingId id, Finding.Status status, Act act) throws SQLException {
    Optional<String> before = status(id);
    if (before.isEmpty()) {
      return false;
    }
    int open = FindingRow.open(status) ? 1 : 0;
    int wasOpen = FindingRow.open(Finding.Status.valueOf(before.get())) ? 1 : 0;
    update(
        "update technique_heat set open = open + ? where technique in (select technique from finding_technique where finding = ?)",
        open - wasOpen,
        id.value());
    update(
        "update finding set status = ?, is_open = ? where id = ?", status.name(), open, id.value());
    update("update finding_technique set is_open = ? where finding = ?", open, id.value());
    update(
        """
        insert into triage (finding, position, time, author, from_status, to_status, note)
        select ?, coalesce(max(position), 0) + 1, ?, ?, ?, ?, ? from triage where finding = ?
        """,
        id.value(),
        Times.micros(act.time),
        act.author,
        before.get(),
        status.name(),
        act.note,
        id.value());
    return true;
  }

  private Optional<String> status(FindingId id) throws SQLException {
    try (PreparedStatement select = prepare("select status from finding where id = ?", id.value());
        ResultSet row = select.executeQuery()) {
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }

  private void update(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepare(sql, values)) {
      statement.executeUpdate();
    }
  }

  @SuppressWarnings("MustBeClosed")
  private PreparedStatement prepare(String sql, Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }
}
