package io.sextant.core.awareness;

import io.sextant.atlas.CaseStudyId;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.awareness.TabletopPlanner.Wishes;
import io.sextant.atlas.awareness.TabletopRun;
import io.sextant.core.document.Documents;
import io.sextant.core.document.Issue;
import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Place;
import io.sextant.core.document.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the record of an exercise from JSON and says everything that is wrong with it.
public final class RunReader {
  /// Largest record, in bytes: notes of an hour have a hundredth of it.
  public static final int MAX_BYTES = 512 << 10;

  private static final int MAX_LINE = 200;
  private static final int MAX_NOTE = 10_000;
  private static final int MAX_LIST = 500;
  private static final Pattern ANSWER = Pattern.compile("\\d{1,4}\\.[a-z]{1,20}\\.\\d{1,3}");
  private static final Set<String> KEYS =
      Set.of(
          "release",
          "study",
          "injects",
          "minutes",
          "seed",
          "team",
          "facilitator",
          "held",
          "played",
          "given",
          "notes",
          "actions");

  private final IssueLog log;

  private RunReader(IssueLog log) {
    this.log = log;
  }

  /// A record, unless there are errors.
  public record Reading(Optional<RunDocument> run, List<Issue> issues) {}

  /// @param file names the text in issues
  public static Reading read(String file, String json) {
    IssueLog log = new IssueLog(file, json);
    Optional<RunDocument> run = Optional.empty();
    if (json.stripLeading().startsWith("{")) {
      RunReader reader = new RunReader(log);
      run = Documents.read(json, log).stream().findFirst().flatMap(tree -> reader.run(tree, json));
    } else {
      log.error(Codes.NO_RUN, Place.FILE, "not a JSON object", "Give the record of an exercise.");
    }
    return new Reading(run.filter(_ -> log.errors() == 0), log.issues());
  }

  private Optional<RunDocument> run(Tree tree, String json) {
    keys(tree, KEYS);
    Optional<ReleaseId> release = required(tree, "release").flatMap(ReleaseId::parse);
    Optional<CaseStudyId> study = required(tree, "study").flatMap(RunReader::study);
    if (release.isEmpty()) {
      wrong(tree, "release", "a release's tag such as 2026.05");
    }
    if (study.isEmpty()) {
      wrong(tree, "study", "the id of a case study such as AML.CS0000");
    }
    int injects =
        number(tree, "injects", new Range(1, Wishes.MOST_INJECTS), Wishes.USUAL.injects());
    int minutes =
        number(
            tree,
            "minutes",
            new Range(Wishes.LEAST_MINUTES, Wishes.MOST_MINUTES),
            Wishes.USUAL.minutes());
    int seed = number(tree, "seed", new Range(0, Integer.MAX_VALUE), (int) Wishes.USUAL.seed());
    TabletopRun run =
        new TabletopRun(
            line(tree, "team", MAX_LINE),
            line(tree, "facilitator", MAX_LINE),
            line(tree, "held", MAX_LINE),
            played(tree),
            given(tree),
            notes(tree),
            actions(tree));
    return release.flatMap(tag ->
        study.map(id -> new RunDocument(tag, id, new Wishes(injects, minutes, seed), run, json)));
  }

  private static Optional<CaseStudyId> study(String text) {
    try {
      return Optional.of(new CaseStudyId(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Set<Integer> played(Tree tree) {
    Set<Integer> played = new HashSet<>();
    for (Tree item : list(tree, "played")) {
      inject(item).ifPresent(played::add);
    }
    return played;
  }

  private Set<String> given(Tree tree) {
    Set<String> given = new HashSet<>();
    for (Tree item : list(tree, "given")) {
      Optional<String> id = item.text().filter(ANSWER.asMatchPredicate());
      id.ifPresent(given::add);
      if (id.isEmpty()) {
        error(Codes.WRONG_VALUE, item, "expected the id of an answer such as 1.see.2", "");
      }
    }
    return given;
  }

  private Map<Integer, String> notes(Tree tree) {
    Map<Integer, String> notes = new HashMap<>();
    for (Tree item : list(tree, "notes")) {
      keys(item, Set.of("inject", "text"));
      String text = line(item, "text", MAX_NOTE);
      Optional<Integer> inject = item.get("inject").flatMap(this::inject);
      if (inject.isEmpty() && item.get("inject").isEmpty()) {
        error(Codes.MISSING, item, "a note says to which inject it belongs", "Add \"inject\".");
      }
      inject.ifPresent(number -> notes.merge(number, text, (one, two) -> one + "\n" + two));
    }
    return notes;
  }

  private List<TabletopRun.Action> actions(Tree tree) {
    List<TabletopRun.Action> actions = new ArrayList<>();
    for (Tree item : list(tree, "actions")) {
      keys(item, Set.of("text", "owner", "due"));
      String text = line(item, "text", MAX_NOTE);
      if (text.isBlank()) {
        error(Codes.MISSING, item, "an action says what shall be done", "Add \"text\".");
      }
      actions.add(
          new TabletopRun.Action(text, line(item, "owner", MAX_LINE), line(item, "due", MAX_LINE)));
    }
    return actions;
  }

  private Optional<Integer> inject(Tree item) {
    Optional<Integer> number =
        item.text().flatMap(RunReader::integer).filter(it -> it >= 1 && it <= Wishes.MOST_INJECTS);
    if (number.isEmpty()) {
      error(
          Codes.WRONG_VALUE,
          item,
          "expected the number of an inject, 1 to " + Wishes.MOST_INJECTS,
          "");
    }
    return number;
  }

  private record Range(int least, int most) {}

  private int number(Tree tree, String key, Range range, int otherwise) {
    Optional<Tree> value = tree.get(key);
    Optional<Integer> number =
        value
            .flatMap(Tree::text)
            .flatMap(RunReader::integer)
            .filter(it -> it >= range.least() && it <= range.most());
    if (value.isPresent() && number.isEmpty()) {
      wrong(tree, key, "a whole number from " + range.least() + " to " + range.most());
    }
    return number.orElse(otherwise);
  }

  private static Optional<Integer> integer(String text) {
    try {
      return Optional.of(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private Optional<String> required(Tree tree, String key) {
    Optional<String> text = tree.text(key);
    if (text.isEmpty()) {
      error(Codes.MISSING, tree, "'" + key + "' is missing", "Add it.");
    }
    return text;
  }

  private String line(Tree tree, String key, int most) {
    String text = tree.text(key).orElse("");
    if (text.length() > most) {
      error(Codes.OVER_LIMIT, tree, "'" + key + "' is longer than " + most + " characters", "");
    }
    return text;
  }

  private List<Tree> list(Tree tree, String key) {
    Optional<Tree> value = tree.get(key);
    if (value.isPresent() && !(value.get() instanceof Tree.Sequence)) {
      wrong(tree, key, "a list");
    }
    List<Tree> items = tree.list(key);
    if (items.size() > MAX_LIST) {
      error(
          Codes.OVER_LIMIT,
          tree,
          "'" + key + "' has " + items.size() + " items; at most " + MAX_LIST + " are taken",
          "");
    }
    return items.stream().limit(MAX_LIST).toList();
  }

  private void keys(Tree tree, Set<String> known) {
    tree.fields()
        .filter(entry -> !known.contains(entry.key()))
        .forEach(entry ->
            log.error(
                Codes.WRONG_VALUE,
                entry.keyPlace(),
                "unknown key '" + shown(entry.key()) + "'",
                "Known: " + String.join(", ", known.stream().sorted().toList())));
  }

  private void wrong(Tree tree, String key, String expected) {
    tree.get(key)
        .ifPresent(value ->
            error(
                Codes.WRONG_VALUE,
                value,
                "'"
                    + key
                    + "' must be "
                    + expected
                    + ", found "
                    + value.text().map(text -> "'" + shown(text) + "'").orElse(value.kind()),
                ""));
  }

  private static String shown(String text) {
    return text.length() <= MAX_LINE ? text : text.substring(0, MAX_LINE) + "…";
  }

  private void error(String code, Tree at, String message, String hint) {
    log.error(code, at.place(), message, hint);
  }
}
