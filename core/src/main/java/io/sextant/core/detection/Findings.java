package io.sextant.core.detection;

import io.sextant.atlas.TechniqueId;
import io.sextant.core.Page;
import io.sextant.sigma.Level;
import io.sextant.sigma.RuleId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The store of findings, and the mark up to which the journal of events has been searched.
public interface Findings {
  /// Records findings and moves the mark to `throughSequence`, both or neither.
  ///
  /// A finding whose `dedupKey` is that of a finding with status NEW or ACKNOWLEDGED that happened
  /// less than [#DEDUP_WINDOW] before or after is merged into it: count, last, evidence (the newest
  /// [#EVIDENCE_KEPT] events) and matches are updated. Repeating a call with the same mark changes
  /// nothing.
  ///
  /// @return the findings as they now stand, one per finding touched
  List<Finding> record(List<Finding> findings, long throughSequence);

  /// Records findings that no event brought but the passing of time until `now` (a window that
  /// ended without what a rule waits for); merges as [#record] does and leaves the mark where it
  /// is.
  ///
  /// @return the findings as they now stand, one per finding touched
  List<Finding> recordLate(List<Finding> findings, Instant now);

  /// The latest time of [#recordLate]; the epoch at first. A search that begins anew must not find
  /// again what time has brought until then.
  Instant passedThrough();

  /// How long before it first and after it last happened a finding takes in repetitions.
  java.time.Duration DEDUP_WINDOW = java.time.Duration.ofHours(24);

  /// How many events a finding names as evidence, newest kept.
  int EVIDENCE_KEPT = 50;

  /// The number of the last event that was searched; 0 at first.
  long searchedThrough();

  Optional<Finding> find(FindingId id);

  /// Newest `last` first.
  Page<Finding> page(Filter filter, Optional<String> cursor, int limit);

  /// Sets the status and adds to the history; undone by setting it back.
  ///
  /// @return the finding as it now stands; empty when there is none with this id
  Optional<Finding> triage(
      FindingId id, Finding.Status status, String note, String author, Instant time);

  /// What people did, oldest first.
  List<TriageEntry> history(FindingId id);

  /// Per technique: how often it was seen since `since`. A finding of a sub-technique counts for
  /// that id only.
  List<Heat> heat(Instant since);

  /// Per rule that ever found something: how often and when last.
  List<RuleActivity> ruleActivity();

  /// A technique admits its sub-techniques too.
  ///
  /// Every field empty or absent means no restriction. `text` is looked for in title, rule id,
  /// system and entities.
  record Filter(
      Set<Finding.Status> status,
      Set<Level> level,
      Optional<TechniqueId> technique,
      Optional<RuleId> rule,
      Optional<Instant> from,
      Optional<Instant> to,
      String text) {
    /// Restricts nothing.
    public static final Filter ALL =
        new Filter(
            Set.of(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "");
  }

  /// One act of triage.
  record TriageEntry(
      Instant time, String author, Finding.Status from, Finding.Status to, String note) {}

  /// @param findings findings that name the technique
  /// @param occurrences sum of their counts
  /// @param open those with status NEW or ACKNOWLEDGED
  record Heat(
      TechniqueId technique,
      long findings,
      long occurrences,
      long open,
      Level highest,
      Instant last) {}

  /// @param findings findings of the rule
  /// @param occurrences sum of their counts
  record RuleActivity(RuleId rule, long findings, long occurrences, Instant last) {}
}
