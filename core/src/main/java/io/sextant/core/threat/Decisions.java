package io.sextant.core.threat;

import io.sextant.core.document.Documents;
import io.sextant.core.document.Issue;
import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Place;
import io.sextant.core.document.Tree;
import io.sextant.core.system.Suggestion;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The decisions of one system: a YAML file beside its map.
public record Decisions(List<Decision> all, List<Issue> issues) {
  /// The first line of such a file.
  public static final String FORMAT = "register/1";

  public static final Decisions NONE = new Decisions(List.of(), List.of());

  private static final Set<String> TOP = Set.of("sextant", "system", "decisions");
  private static final Set<String> KEYS =
      Set.of("threat", "status", "owner", "author", "reason", "date", "expires");

  public Decisions {
    all = List.copyOf(all);
    issues = List.copyOf(issues);
  }

  /// Reads a file. A decision with a mistake is left out; the others count.
  ///
  /// @param system the id of the map that it must be about
  public static Decisions read(String file, String text, String system) {
    IssueLog log = new IssueLog(file, text);
    List<Tree> documents = Documents.read(text, log);
    if (documents.size() != 1
        || !documents.getFirst().text("sextant").filter(FORMAT::equals).isPresent()) {
      log.error(
          Codes.SHAPE,
          Place.FILE,
          "a file of decisions is one YAML map",
          "Begin it with 'sextant: " + FORMAT + "'.");
      return new Decisions(List.of(), log.issues());
    }
    Tree top = documents.getFirst();
    keys(top, TOP, "a file of decisions", log);
    if (!top.text("system").filter(system::equals).isPresent()) {
      log.error(
          Codes.OTHER_SYSTEM,
          top.get("system").map(Tree::place).orElse(top.place()),
          "expected 'system: " + system + "'",
          "Decisions are kept per system.");
    }
    List<Decision> found = new ArrayList<>();
    Set<ThreatKey> seen = new HashSet<>();
    for (Tree item : top.list("decisions")) {
      decision(item, log)
          .ifPresent(decision -> {
            if (seen.add(decision.threat())) {
              found.add(decision);
            } else {
              log.error(
                  Codes.TWICE,
                  item.place(),
                  "there is a decision on " + decision.threat() + " already",
                  "Keep the one that holds.");
            }
          });
    }
    return new Decisions(found, log.issues());
  }

  private static Optional<Decision> decision(Tree item, IssueLog log) {
    int before = log.errors();
    keys(item, KEYS, "a decision", log);
    Optional<ThreatKey> threat = item.text("threat").flatMap(ThreatKey::parse);
    if (threat.isEmpty()) {
      log.error(
          Codes.BAD_KEY,
          item.get("threat").orElse(item).place(),
          "'threat' names a technique and a component",
          "As in AML.T0051.001@desk; 'sextant model threats' lists them.");
    }
    Optional<Decision.Status> status = item.text("status").flatMap(Decision.Status::of);
    if (status.isEmpty()) {
      List<String> known =
          Arrays.stream(Decision.Status.values()).map(Decision.Status::word).toList();
      log.error(
          Codes.BAD_STATUS,
          item.get("status").orElse(item).place(),
          "'" + item.text("status").orElse("") + "' is no status",
          Suggestion.hint(
              item.text("status").orElse(""),
              known,
              "Expected one of: " + String.join(", ", known) + "."));
    }
    Optional<LocalDate> date = date(item, "date", log);
    Optional<LocalDate> expires = date(item, "expires", log);
    if (log.errors() > before || threat.isEmpty() || status.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Decision(
            threat.get(),
            status.get(),
            item.text("owner"),
            item.text("author"),
            item.text("reason"),
            date,
            expires,
            item.place()));
  }

  private static Optional<LocalDate> date(Tree item, String key, IssueLog log) {
    return item.get(key)
        .flatMap(value -> {
          try {
            return Optional.of(LocalDate.parse(value.text().orElse("")));
          } catch (DateTimeException e) {
            log.error(
                Codes.BAD_DATE, value.place(), "'" + key + "' is a day", "Write it as 2026-11-30.");
            return Optional.empty();
          }
        });
  }

  private static void keys(Tree tree, Set<String> known, String what, IssueLog log) {
    tree.fields()
        .filter(entry -> !known.contains(entry.key()))
        .forEach(entry ->
            log.error(
                Codes.SHAPE,
                entry.keyPlace(),
                what + " has no '" + entry.key() + "'",
                Suggestion.hint(
                    entry.key(), known, "Expected one of: " + String.join(", ", known) + ".")));
  }
}
