package io.sextant.server.taxii;

import io.sextant.server.http.Query;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a request asks of a collection: filters (TAXII 2.1, 3.4.1) and a page.
///
/// @param ids empty for all; the same holds of the others
/// @param after the last entry of the page before
record TaxiiFilter(
    Optional<Instant> addedAfter,
    int limit,
    Optional<After> after,
    Set<String> ids,
    Set<String> types,
    Set<String> versions,
    Set<String> specs) {
  /// Objects of one answer, at most and where the request does not say.
  static final int MOST = 1_000;

  private static final int LONGEST = 20_000;
  private static final String SPEC = "2.1";
  private static final Set<String> ANY_VERSION = Set.of("all", "first", "last");

  /// Where a page ended.
  record After(Instant added, String id) {
    private static final char BREAK = '|';

    String token() {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString((added + "" + BREAK + id).getBytes(StandardCharsets.UTF_8));
    }

    static Optional<After> parse(String token) {
      try {
        String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        int at = text.indexOf(BREAK);
        return at < 0
            ? Optional.empty()
            : Optional.of(new After(Instant.parse(text.substring(0, at)), text.substring(at + 1)));
      } catch (IllegalArgumentException | DateTimeParseException e) {
        return Optional.empty();
      }
    }
  }

  /// Reads and checks the query.
  static TaxiiFilter of(Query query) {
    TaxiiFilter filter =
        new TaxiiFilter(
            query.instant("added_after"),
            Math.min(MOST, query.integer("limit", 1, Integer.MAX_VALUE, MOST)),
            query.value("next", "the 'next' of the page before", After::parse),
            list(query, "match[id]"),
            list(query, "match[type]"),
            list(query, "match[version]"),
            list(query, "match[spec_version]"));
    query.check();
    return filter;
  }

  private static Set<String> list(Query query, String name) {
    return query.text(name, LONGEST).stream()
        .flatMap(text -> Arrays.stream(text.split(",")))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.toSet());
  }

  /// The entries that fit, from the beginning of the page on.
  List<TaxiiEntry> apply(List<TaxiiEntry> entries) {
    return entries.stream().filter(this::fits).toList();
  }

  private boolean fits(TaxiiEntry entry) {
    return addedAfter.filter(time -> !entry.added().isAfter(time)).isEmpty()
        && after.filter(end -> !follows(entry, end)).isEmpty()
        && (ids.isEmpty() || ids.contains(entry.id()))
        && (types.isEmpty() || types.contains(entry.type()))
        && (specs.isEmpty() || specs.contains(SPEC))
        && fitsVersion(entry);
  }

  private static boolean follows(TaxiiEntry entry, After end) {
    int order = entry.added().compareTo(end.added());
    return order > 0 || (order == 0 && entry.id().compareTo(end.id()) > 0);
  }

  /// Every object has one version here: it is the first, the last, and all.
  private boolean fitsVersion(TaxiiEntry entry) {
    return versions.isEmpty()
        || versions.stream()
            .anyMatch(
                version -> ANY_VERSION.contains(version) || sameTime(version, entry.version()));
  }

  private static boolean sameTime(String asked, String version) {
    try {
      return Instant.parse(asked).equals(Instant.parse(version));
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
