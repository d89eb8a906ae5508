package io.sextant.atlas.lint;

import io.sextant.atlas.AtlasId;
import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.Lookup;
import io.sextant.atlas.Mitigation;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Tactic;
import io.sextant.atlas.TacticId;
import io.sextant.atlas.Technique;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Checks every reference to ATLAS in texts of any kind against one release: ids, the names beside
/// them, and tactics on the same line. Thread-safe.
public final class Linter {
  /// Characters between a tactic and a technique of one record.
  private static final int RECORD = 60;

  private final ReleaseIndex release;
  private final Names names;
  private final Map<AtlasId, Lookup> lookups = new ConcurrentHashMap<>();

  /// @param library whose other releases tell old names from wrong ones
  public Linter(AtlasLibrary library, ReleaseIndex release) {
    this.release = release;
    names = Names.of(library, release);
  }

  /// What is wrong in a text, in its order.
  public List<ReferenceIssue> lint(String file, String text) {
    Page page = new Page(file, text);
    List<Mention> onLine = new ArrayList<>();
    for (Mention mention : MentionScanner.scan(text)) {
      if (page.moveTo(mention.start())) {
        checkTactics(page, onLine);
        onLine.clear();
      }
      onLine.add(mention);
      check(page, mention);
    }
    checkTactics(page, onLine);
    return page.issues;
  }

  private void check(Page page, Mention mention) {
    if (mention.spelling() == Mention.Spelling.BROKEN || mention.id().isEmpty()) {
      page.add(
          Verdict.MALFORMED,
          mention,
          "'" + mention.written() + "' has not the form of an id",
          mention.id().filter(id -> release.object(id).isPresent()).map(AtlasId::value).orElse(""));
      return;
    }
    AtlasId id = mention.id().get();
    Optional<AtlasObject> object = release.object(id);
    if (object.isEmpty()) {
      absent(page, mention, lookups.computeIfAbsent(id, key -> release.lookup(key.value())));
      return;
    }
    if (mention.spelling() == Mention.Spelling.LOOSE) {
      page.add(
          Verdict.SPELLING,
          mention,
          "'" + mention.written() + "' is not how ATLAS writes it",
          id.value());
    }
    checkName(page, mention, object.get());
  }

  private static void absent(Page page, Mention mention, Lookup lookup) {
    String suggestion =
        lookup.candidates().isEmpty() ? "" : lookup.candidates().getFirst().id().value();
    switch (lookup) {
      case Lookup.Successor(_, _, AtlasId successor, _, String explanation, _) ->
          page.add(Verdict.RETIRED, mention, explanation, successor.value());
      case Lookup.Newer(_, _, _, String explanation, _) ->
          page.add(Verdict.NEWER, mention, explanation, "");
      case Lookup.Unknown(_, String explanation, _) ->
          page.add(Verdict.UNKNOWN, mention, explanation, suggestion);
      case Lookup.Malformed(_, String explanation, _) ->
          page.add(Verdict.MALFORMED, mention, explanation, suggestion);
      case Lookup.Ambiguous(_, String explanation, _) ->
          page.add(Verdict.UNKNOWN, mention, explanation, "");
      case Lookup.Found _ -> {}
    }
  }

  private void checkName(Page page, Mention mention, AtlasObject object) {
    Optional<Names.Found> found = names.beside(page.text, mention);
    if (found.isEmpty()) {
      checkStrange(page, mention, object);
      return;
    }
    Names.Found name = found.get();
    String written = page.text.substring(name.start(), name.end());
    if (isCurrent(object, name.folded())) {
      return;
    }
    if (names.bears(object.id(), name.folded())) {
      page.add(
          Verdict.OLD_NAME,
          mention,
          object.id() + " is not called '" + written + "' in release " + release.release().id(),
          object.fullName());
      return;
    }
    if (object instanceof Technique technique && tactic(name).isPresent()) {
      checkTactic(page, mention, technique, tactic(name).get());
      return;
    }
    boolean oneWord = name.folded().indexOf(' ') < 0;
    List<AtlasId> sameKind =
        name.bearers().stream().filter(id -> id.getClass() == object.id().getClass()).toList();
    if (!oneWord && !sameKind.isEmpty()) {
      page.add(
          Verdict.OTHER_NAME,
          mention,
          object.id()
              + " is '"
              + object.fullName()
              + "'; '"
              + written
              + "' is "
              + sameKind.getFirst(),
          sameKind.getFirst().value() + " or '" + object.fullName() + "'");
    }
  }

  private void checkStrange(Page page, Mention mention, AtlasObject object) {
    if (!(object instanceof Technique || object instanceof Mitigation)) {
      return;
    }
    Titles.after(page.text, mention.end())
        .ifPresent(title ->
            page.add(
                Verdict.STRANGE_NAME,
                mention,
                object.id() + " is '" + object.fullName() + "'; no release knows '" + title + "'",
                object.fullName()));
  }

  /// Whether a name is the present one, in ATLAS or in the organisation.
  private boolean isCurrent(AtlasObject object, String folded) {
    return Stream.concat(Stream.of(object), release.official().object(object.id()).stream())
        .anyMatch(known ->
            Names.fold(known.name()).equals(folded) || Names.fold(known.fullName()).equals(folded));
  }

  private Optional<Tactic> tactic(Names.Found name) {
    return name.bearers().stream()
        .filter(TacticId.class::isInstance)
        .map(TacticId.class::cast)
        .flatMap(id -> release.tactic(id).stream())
        .findFirst();
  }

  /// A line that names one technique and one tactic is taken to say that they belong together.
  private void checkTactics(Page page, List<Mention> onLine) {
    if (onLine.size() != 2 || !together(page.text, onLine.getFirst(), onLine.getLast())) {
      return;
    }
    Optional<Tactic> tactic =
        onLine.stream()
            .flatMap(mention -> mention.id().stream())
            .flatMap(id ->
                id instanceof TacticId of ? release.tactic(of).stream() : Stream.<Tactic>empty())
            .findFirst();
    for (Mention mention : onLine) {
      Optional<AtlasObject> object = mention.id().flatMap(release::object);
      if (tactic.isPresent() && object.isPresent() && object.get() instanceof Technique technique) {
        checkTactic(page, mention, technique, tactic.get());
      }
    }
  }

  /// Whether two ids stand in one record rather than in one paragraph.
  private static boolean together(String text, Mention first, Mention second) {
    return second.start() - first.end() <= RECORD
        && !text.substring(first.end(), second.start()).contains("](");
  }

  private void checkTactic(Page page, Mention mention, Technique technique, Tactic tactic) {
    if (!technique.tactics().contains(tactic.id())) {
      List<String> right =
          technique.tactics().stream()
              .map(id -> release.tactic(id).map(Tactic::name).orElse(id.value()))
              .toList();
      page.add(
          Verdict.WRONG_TACTIC,
          mention,
          technique.id() + " is not of the tactic " + tactic.name() + " (" + tactic.id() + ")",
          String.join(", ", right));
    }
  }

  /// A text while it is checked, and where in it the check stands. Not thread-safe.
  private static final class Page {
    private final String file;
    private final String text;
    private final List<ReferenceIssue> issues = new ArrayList<>();
    private int line = 1;
    private int lineStart;

    /// Kept, since it is far away in a file of one long line.
    private int lineEnd;

    Page(String file, String text) {
      this.file = file;
      this.text = text;
      lineEnd = endOfLine(0);
    }

    private int endOfLine(int from) {
      int end = text.indexOf('\n', from);
      return end < 0 ? text.length() : end;
    }

    /// Whether the place is on a later line than before.
    boolean moveTo(int place) {
      int before = line;
      while (lineEnd < place) {
        line++;
        lineStart = lineEnd + 1;
        lineEnd = endOfLine(lineStart);
      }
      return line != before;
    }

    void add(Verdict verdict, Mention mention, String message, String suggestion) {
      int at = line;
      int start = lineStart;
      if (mention.start() < start) {
        at--;
        start = text.lastIndexOf('\n', Math.max(0, start - 2)) + 1;
      }
      issues.add(
          new ReferenceIssue(
              verdict,
              file,
              at,
              mention.start() - start + 1,
              mention.written(),
              message,
              suggestion));
    }
  }
}
