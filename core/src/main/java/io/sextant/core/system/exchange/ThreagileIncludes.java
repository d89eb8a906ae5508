package io.sextant.core.system.exchange;

import io.sextant.core.document.Documents;
import io.sextant.core.document.Issue;
import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Place;
import io.sextant.core.document.Tree;
import io.sextant.core.system.Codes;
import io.sextant.core.system.Ref;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/// Joins a Threagile file with those it includes, nested too. A name is relative to the file that
/// says it, as Threagile has it; what an including file says itself wins, maps are joined.
final class ThreagileIncludes {
  private static final int MOST = 200;

  private final SourceFile file;
  private final Intake intake;
  private final SequencedMap<String, Tree.Entry> joined = new LinkedHashMap<>();
  private final Set<String> read = new HashSet<>();

  private ThreagileIncludes(SourceFile file, Intake intake) {
    this.file = file;
    this.intake = intake;
  }

  static Tree join(SourceFile file, Intake intake) {
    ThreagileIncludes includes = new ThreagileIncludes(file, intake);
    Tree top = file.document().orElseThrow();
    top.fields().forEach(entry -> includes.joined.put(entry.key(), entry));
    String own = file.name().replace('\\', '/');
    SequencedSet<String> open = new LinkedHashSet<>();
    open.add(own.substring(own.lastIndexOf('/') + 1));
    includes.follow(top, "", open);
    return new Tree.Mapping(top.place(), includes.joined);
  }

  /// @param folder where the file lies, from the first one's folder: empty or ending with a slash
  /// @param open the files on the way to it, itself included
  private void follow(Tree tree, String folder, SequencedSet<String> open) {
    for (Ref said : Intake.refs(tree, "includes")) {
      // A place in another file means nothing in this one.
      Place place = folder.isEmpty() && open.size() == 1 ? said.place() : Place.FILE;
      Optional<String> path = within(folder, said.name());
      if (path.isEmpty()) {
        refuse(place, "the included file '" + said.name() + "' lies outside");
      } else if (open.contains(path.get())) {
        intake.error(
            Codes.INCLUDE,
            place,
            "the file '" + path.get() + "' includes itself: " + String.join(" includes ", open),
            "Leave one of these includes out.");
      } else if (!read.contains(path.get()) && fits(place)) {
        read.add(path.get());
        include(path.get(), place, open);
      }
    }
  }

  private boolean fits(Place place) {
    if (read.size() == MOST) {
      intake.error(
          Codes.INCLUDE, place, "more than " + MOST + " files are included", "Join some of them.");
    }
    return read.size() < MOST;
  }

  private void include(String path, Place place, SequencedSet<String> open) {
    Optional<String> text = file.siblings().apply(path);
    if (text.isEmpty()) {
      refuse(place, "the included file '" + path + "' cannot be read");
      return;
    }
    IssueLog log = new IssueLog(path, text.get());
    List<Tree> documents = Documents.read(text.get(), log);
    for (Issue issue : log.issues()) {
      intake.error(
          issue.code(),
          Place.FILE,
          path + ":" + issue.place().line() + ": " + issue.message(),
          issue.hint());
    }
    if (!documents.isEmpty()) {
      Tree tree = documents.getFirst();
      tree.fields().forEach(entry -> add(path, entry));
      open.add(path);
      follow(tree, path.substring(0, path.lastIndexOf('/') + 1), open);
      open.remove(path);
    }
  }

  private void refuse(Place place, String message) {
    intake.error(
        Codes.INCLUDE, place, message, "It must lie in the folder of the first file or below.");
  }

  /// Adds what an included file says under one key, and tells what is said twice.
  private void add(String path, Tree.Entry entry) {
    Tree.Entry own = joined.putIfAbsent(entry.key(), entry);
    if (own == null
        || !(own.value() instanceof Tree.Mapping(var at, var first))
        || !(entry.value() instanceof Tree.Mapping(_, var second))) {
      return;
    }
    SequencedMap<String, Tree.Entry> both = new LinkedHashMap<>(first);
    second.forEach((key, value) -> {
      if (both.putIfAbsent(key, value) != null) {
        intake
            .log()
            .warning(
                Codes.DUPLICATE_ID,
                Place.FILE,
                path + ": '" + key + "' of " + entry.key() + " is defined elsewhere too",
                "What was read first counts; rename one of them.");
      }
    });
    joined.put(
        entry.key(), new Tree.Entry(entry.key(), own.keyPlace(), new Tree.Mapping(at, both)));
  }

  /// The path of a name, seen from the first file's folder; empty when it leaves that.
  private static Optional<String> within(String folder, String name) {
    String plain = name.replace('\\', '/');
    if (plain.startsWith("/") || plain.matches("[A-Za-z]:.*")) {
      return Optional.empty();
    }
    java.util.ArrayDeque<String> parts = new java.util.ArrayDeque<>();
    for (String part : (folder + plain).split("/", -1)) {
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          return Optional.empty();
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return Optional.of(String.join("/", parts));
  }
}
