package io.sextant.atlas.lint;

import io.sextant.atlas.AtlasId;
import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.Lookup;
import io.sextant.atlas.ReleaseIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Moves references in a text of any kind to a release: retired ids become their successors, old
/// names beside ids become the present ones. All else stays byte for byte. Thread-safe.
public final class Migrator {
  private final ReleaseIndex to;

  /// The same with what organisations say, whose names are left alone.
  private final ReleaseIndex shown;

  private final Names names;
  private final Linter linter;

  public Migrator(AtlasLibrary library, ReleaseIndex to) {
    this.to = to.official();
    shown = to;
    names = Names.of(library, to);
    linter = new Linter(library, to);
  }

  public Migration migrate(String file, String text) {
    List<Edit> edits = new ArrayList<>();
    int line = 1;
    int lineStart = 0;
    for (Mention mention : MentionScanner.scan(text)) {
      for (int end = text.indexOf('\n', lineStart);
          end >= 0 && end < mention.start();
          end = text.indexOf('\n', lineStart)) {
        line++;
        lineStart = end + 1;
      }
      edits.addAll(edits(text, mention, line, lineStart));
    }
    List<ReferenceIssue> undecided =
        linter.lint(file, text).stream()
            .filter(issue ->
                switch (issue.verdict()) {
                  case UNKNOWN, NEWER, MALFORMED, OTHER_NAME -> true;
                  case RETIRED -> AtlasId.parse(issue.suggestion()).flatMap(to::object).isEmpty();
                  case OLD_NAME, WRONG_TACTIC, SPELLING, STRANGE_NAME -> false;
                })
            .toList();
    return new Migration(text, ordered(edits), undecided);
  }

  private List<Edit> edits(String text, Mention mention, int line, int lineStart) {
    if (mention.id().isEmpty() || mention.spelling() == Mention.Spelling.BROKEN) {
      return List.of();
    }
    AtlasId id = mention.id().get();
    Optional<AtlasObject> target = target(id);
    if (target.isEmpty()) {
      return List.of();
    }
    List<Edit> edits = new ArrayList<>();
    AtlasObject object = target.get();
    if (!object.id().equals(id)) {
      String written =
          mention.spelling() == Mention.Spelling.TAG
              ? "atlas." + object.id().value().toLowerCase(Locale.ROOT)
              : object.id().value();
      edits.add(
          new Edit(
              mention.start(),
              mention.end(),
              line,
              mention.start() - lineStart + 1,
              mention.written(),
              written,
              id + " was retired in favour of " + object.id()));
    }
    names
        .beside(text, mention)
        .filter(name -> names.bears(id, name.folded()) && !isCurrent(object, name.folded()))
        .ifPresent(name ->
            edits.add(
                new Edit(
                    name.start(),
                    name.end(),
                    line,
                    Math.max(1, name.start() - lineStart + 1),
                    text.substring(name.start(), name.end()),
                    object.fullName(),
                    "the name of " + object.id() + " in release " + to.release().id())));
    return edits;
  }

  private Optional<AtlasObject> target(AtlasId id) {
    Optional<AtlasObject> same = to.object(id);
    if (same.isPresent()) {
      return same;
    }
    return to.lookup(id.value()) instanceof Lookup.Successor successor
        ? to.object(successor.successor())
        : Optional.empty();
  }

  private boolean isCurrent(AtlasObject object, String folded) {
    return Stream.concat(Stream.of(object), shown.object(object.id()).stream())
        .anyMatch(known ->
            Names.fold(known.name()).equals(folded) || Names.fold(known.fullName()).equals(folded));
  }

  /// By place, without a second edit of the same piece.
  private static List<Edit> ordered(List<Edit> edits) {
    List<Edit> ordered = new ArrayList<>();
    edits.stream()
        .sorted(Comparator.comparingInt(Edit::start))
        .filter(edit -> ordered.isEmpty() || ordered.getLast().end() <= edit.start())
        .forEachOrdered(ordered::add);
    return ordered;
  }
}
