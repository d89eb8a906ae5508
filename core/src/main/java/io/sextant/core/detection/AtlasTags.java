package io.sextant.core.detection;

import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.Lookup;
import io.sextant.atlas.Mitigation;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Tactic;
import io.sextant.atlas.TacticId;
import io.sextant.atlas.Technique;
import io.sextant.atlas.TechniqueId;
import io.sextant.sigma.Issue;
import io.sextant.sigma.RuleHeader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Reads the ATLAS tags of one rule in every spelling in use: `atlas.aml.t0051`, `atlas.t0051.000`,
/// `AML.T0051`, `mitre_atlas.t0051`, `atlas.prompt_infiltration`.
///
/// A retired id stands for its successor where the release has one. Whatever else a release does
/// not know is an issue, and the rule runs without it.
final class AtlasTags {
  private static final Pattern ATLAS =
      Pattern.compile("(?i)(?:(?:mitre[._ -])?atlas[._:/ -].*|aml[._ -](?:ta|t|m|cs)\\d.*)");
  private static final Pattern NAMESPACE = Pattern.compile("(?i)(?:mitre[._ -])?atlas[._:/ -]");

  private final RuleHeader rule;
  private final Supplier<String> yaml;
  private final ReleaseIndex release;
  private final List<Issue> issues;
  private final SequencedSet<TechniqueId> techniques = new LinkedHashSet<>();
  private final SequencedSet<TacticId> tactics = new LinkedHashSet<>();

  /// @param yaml the file the rule stands in, read when there is something to show
  /// @param issues takes what is wrong
  AtlasTags(RuleHeader rule, Supplier<String> yaml, ReleaseIndex release, List<Issue> issues) {
    this.rule = rule;
    this.yaml = yaml;
    this.release = release;
    this.issues = issues;
  }

  AtlasMapping read() {
    rule.tags().stream().filter(tag -> ATLAS.matcher(tag).matches()).forEach(this::read);
    if (tactics.isEmpty()) {
      for (TechniqueId id : techniques) {
        release.technique(id).ifPresent(technique -> tactics.addAll(technique.tactics()));
      }
    }
    return new AtlasMapping(new ArrayList<>(techniques), new ArrayList<>(tactics));
  }

  private void read(String tag) {
    String text = NAMESPACE.matcher(tag).replaceFirst("");
    boolean id = text.chars().anyMatch(Character::isDigit);
    Lookup answer = release.lookup(id ? text : text.replace('_', ' ').replace('-', ' '));
    switch (answer) {
      case Lookup.Found found -> take(found.object());
      case Lookup.Successor retired -> {
        Optional<AtlasObject> successor = retired.candidates().stream().findFirst();
        successor.ifPresent(this::take);
        issue("SX-DETECTION-002", tag, retired);
      }
      case Lookup.Newer newer -> issue("SX-DETECTION-003", tag, newer);
      case Lookup.Ambiguous ambiguous -> issue("SX-DETECTION-001", tag, ambiguous);
      case Lookup.Unknown unknown -> issue("SX-DETECTION-001", tag, unknown);
      case Lookup.Malformed malformed -> issue("SX-DETECTION-001", tag, malformed);
    }
  }

  private void take(AtlasObject object) {
    switch (object) {
      case Technique technique -> techniques.add(technique.id());
      case Tactic tactic -> tactics.add(tactic.id());
      case Mitigation _, CaseStudy _ -> {} // references, not claims about what was seen
    }
  }

  private void issue(String code, String tag, Lookup answer) {
    String hint =
        answer.candidates().isEmpty()
            ? ""
            : "Perhaps "
                + String.join(
                    ", ", answer.candidates().stream().map(AtlasTags::suggestion).limit(3).toList())
                + ".";
    List<String> lines = yaml.get().lines().toList();
    int line = line(tag, lines);
    String text = line == 0 ? "" : lines.get(line - 1);
    issues.add(
        new Issue(
            code,
            Issue.Severity.WARNING,
            rule.file(),
            line,
            line == 0 ? 0 : lower(text).indexOf(lower(tag)) + 1,
            text,
            "tag '" + tag + "': " + answer.explanation(),
            hint));
  }

  private static String suggestion(AtlasObject object) {
    return "atlas." + lower(object.id().value()) + " (" + object.fullName() + ")";
  }

  /// The line of the tag, at or below the rule's first line; 0 when it is not found.
  private int line(String tag, List<String> lines) {
    for (int i = Math.max(0, rule.line() - 1); i < lines.size(); i++) {
      if (lower(lines.get(i)).contains(lower(tag))) {
        return i + 1;
      }
    }
    return 0;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
