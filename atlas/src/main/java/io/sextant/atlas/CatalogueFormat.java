package io.sextant.atlas;

import java.time.LocalDate;
import java.util.Optional;

/// The names and cell forms of the catalogue's tables, shared by the one who writes and the one who
/// reads them.
final class CatalogueFormat {
  static final String INDEX = "index.tsv";
  static final String TACTICS = "tactics.tsv";
  static final String TECHNIQUES = "techniques.tsv";
  static final String MITIGATIONS = "mitigations.tsv";
  static final String MITIGATES = "mitigates.tsv";
  static final String CASE_STUDIES = "case-studies.tsv";
  static final String STEPS = "steps.tsv";

  private static final String ATTACK_SITE = "https://attack.mitre.org/";

  private CatalogueFormat() {}

  /// `T1596`, and the address only where it is not the usual one for the id.
  static String write(AttackReference reference) {
    return reference.url().equals(usualUrl(reference.id()))
        ? reference.id()
        : reference.id() + " " + reference.url();
  }

  static Optional<AttackReference> readAttackReference(String cell) {
    if (cell.isEmpty()) {
      return Optional.empty();
    }
    int space = cell.indexOf(' ');
    return Optional.of(
        space < 0
            ? new AttackReference(cell, usualUrl(cell))
            : new AttackReference(cell.substring(0, space), cell.substring(space + 1)));
  }

  static String write(Optional<LocalDate> date) {
    return date.map(LocalDate::toString).orElse("");
  }

  static Dates readDates(Tsv.Row row) {
    return new Dates(readDate(row.get("created")), readDate(row.get("modified")));
  }

  /// Reads `2026-05-27`. [LocalDate#parse] would load the whole formatter for it: 20 ms of a fresh
  /// process.
  static Optional<LocalDate> readDate(String cell) {
    return cell.isEmpty()
        ? Optional.empty()
        : Optional.of(
            LocalDate.of(
                Integer.parseInt(cell, 0, 4, 10),
                Integer.parseInt(cell, 5, 7, 10),
                Integer.parseInt(cell, 8, 10, 10)));
  }

  private static String usualUrl(String id) {
    String kind =
        id.startsWith("TA") ? "tactics/" : id.startsWith("M") ? "mitigations/" : "techniques/";
    return ATTACK_SITE + kind + id.replace('.', '/') + "/";
  }
}
