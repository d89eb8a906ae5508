package io.sextant.server.detection;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.core.detection.BundledRules;
import io.sextant.core.detection.Inspection;
import io.sextant.core.detection.RuleFile;
import io.sextant.sigma.Issue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the rules in force up to date with their files: those that ship, and folders that people
/// edit. The book changes as a whole or not at all.
///
/// [#look] is for one thread; [#book] for any.
public final class RuleWorkspace {
  private static final Logger LOG = LoggerFactory.getLogger(RuleWorkspace.class);

  private final AtlasLibrary library;
  private final RuleFolders folders;
  private final Inspection inspection;
  private final List<RuleFile> bundled = BundledRules.files();
  private SortedMap<Path, RuleFolders.Stamp> seen = new TreeMap<>();
  private volatile RuleBook book;

  /// Reads all rules.
  ///
  /// @param inspection looks into texts for rules that ask what is in them
  public RuleWorkspace(RulesConfig config, AtlasLibrary library, Inspection inspection) {
    this.library = library;
    this.inspection = inspection;
    this.folders = new RuleFolders(config.folders());
    this.book = RuleBook.empty(library.current());
    SortedMap<Path, RuleFolders.Stamp> now = new TreeMap<>();
    try {
      now = folders.look();
    } catch (IOException e) {
      LOG.warn("the rule folders cannot be read: {}", e.getMessage());
    }
    seen = now;
    book = read();
    report();
  }

  public RuleBook book() {
    return book;
  }

  /// Reads the rules anew if a file changed, came or went.
  ///
  /// @return whether the book is another now
  public boolean look() {
    SortedMap<Path, RuleFolders.Stamp> now;
    try {
      now = folders.look();
    } catch (IOException e) {
      LOG.warn("the rule folders cannot be read, the rules stay as they are: {}", e.getMessage());
      return false;
    }
    if (now.equals(seen)) {
      return false;
    }
    seen = now;
    book = read();
    report();
    return true;
  }

  private RuleBook read() {
    RuleFolders.Content content = folders.read(seen.keySet());
    List<RuleFile> files = Stream.concat(bundled.stream(), content.files().stream()).toList();
    RuleBook next = RuleBook.read(files, library.current(), book, Optional.of(inspection));
    if (content.issues().isEmpty()) {
      return next;
    }
    List<Issue> issues = new ArrayList<>(content.issues());
    issues.addAll(next.issues());
    return next.withIssues(issues);
  }

  private void report() {
    long errors = book.issues().stream().filter(i -> i.severity() == Issue.Severity.ERROR).count();
    LOG.info(
        "{} rules in force{}",
        book.pack().headers().size(),
        errors == 0 ? "" : "; " + errors + " errors, see the page Rules");
  }
}
