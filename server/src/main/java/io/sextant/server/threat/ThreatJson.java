package io.sextant.server.threat;

import io.sextant.atlas.TacticId;
import io.sextant.core.coverage.Cell;
import io.sextant.core.detection.Finding;
import io.sextant.core.system.MapDiff;
import io.sextant.core.system.SystemMap;
import io.sextant.core.system.trust.Path;
import io.sextant.core.threat.Decision;
import io.sextant.core.threat.DecisionLog.Logged;
import io.sextant.core.threat.Rating;
import io.sextant.core.threat.Register;
import io.sextant.core.threat.Threat;
import io.sextant.core.threat.ThreatDiff;
import io.sextant.core.threat.rule.Question;
import io.sextant.core.threat.rule.Stride;
import io.sextant.core.threat.rule.Verdict;
import io.sextant.server.http.IssueJson;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Threats as the API writes them.
final class ThreatJson {
  private ThreatJson() {}

  /// A threat of a register in one line.
  ///
  /// @param decided the number of the last decision on it, 0 for none
  /// @param expires when that ends
  /// @param findings open findings of its technique that landed on its component
  /// @param rules rules of detection in force that look for the technique
  /// @param sees whether they would see it here
  /// @param state what covers it, at its best
  /// @param because why it stands so
  record Row(
      String system,
      String systemName,
      String key,
      String technique,
      String name,
      List<String> tactics,
      String component,
      String componentName,
      List<String> stride,
      String says,
      String level,
      double residual,
      double likelihood,
      double impact,
      double strength,
      String status,
      Optional<String> owner,
      int decided,
      Optional<LocalDate> expires,
      int findings,
      int rules,
      boolean sees,
      String state,
      String because) {}

  record Rows(String release, int total, List<Row> items) {}

  record Factor(String name, double value, String because) {
    static Factor of(Rating.Factor factor) {
      return new Factor(factor.name(), rounded(factor.value()), factor.because());
    }
  }

  record PathJson(String influence, String meaning, List<String> components, String why) {
    static PathJson of(Path path) {
      return new PathJson(
          path.influence().word(),
          path.influence().meaning(),
          path.components().stream().map(Object::toString).toList(),
          path.why());
    }
  }

  record Fact(String component, String asked, String answer) {}

  record Condition(String text, String answer, List<Fact> facts) {}

  record MitigationJson(String id, String name, boolean inherited) {}

  record DecisionJson(
      int number,
      Instant time,
      String status,
      Optional<String> owner,
      Optional<String> author,
      Optional<String> reason,
      Optional<LocalDate> expires) {
    static DecisionJson of(Logged logged) {
      Decision decision = logged.decision();
      return new DecisionJson(
          logged.number(),
          logged.time(),
          decision.status().word(),
          decision.owner(),
          decision.author(),
          decision.reason(),
          decision.expires());
    }
  }

  record FindingRef(String id, String title, String level, Instant last, long count) {
    static FindingRef of(Finding finding) {
      return new FindingRef(
          finding.id().value(),
          finding.title(),
          finding.level().name().toLowerCase(Locale.ROOT),
          finding.last(),
          finding.count());
    }
  }

  /// @param assumed questions that were taken to be answered with yes
  /// @param problems what somebody has to put right about it
  record Detail(
      Row threat,
      String release,
      List<Factor> factors,
      List<PathJson> paths,
      List<Condition> conditions,
      List<String> assumed,
      List<MitigationJson> mitigations,
      List<ShareJson> controls,
      List<DecisionJson> history,
      List<FindingRef> findings,
      List<String> problems) {}

  /// What a rule says of a component.
  ///
  /// @param answer yes, no or unknown
  record VerdictJson(
      String component,
      String answer,
      List<Condition> conditions,
      List<PathJson> paths,
      List<String> questions,
      List<String> assumed) {
    static VerdictJson of(Verdict verdict) {
      return new VerdictJson(
          verdict.component().value(),
          word(verdict.answer()),
          ThreatJson.conditions(verdict),
          verdict.paths().stream().map(PathJson::of).toList(),
          ThreatJson.texts(verdict.questions()),
          ThreatJson.texts(verdict.assumed()));
    }
  }

  /// @param role why it is no threat of a register: preparation, effect or family; empty when it is
  record Explained(
      String technique,
      String name,
      String release,
      Optional<String> role,
      Optional<String> reason,
      List<VerdictJson> components) {}

  record QuestionJson(
      String system, String component, String key, String question, List<String> techniques) {}

  record Questions(List<QuestionJson> items) {}

  record LooseJson(String threat, String status, String why) {}

  /// What could be decided about a threat.
  ///
  /// @param seen the number of the last decision that its author knew, 0 for none
  record Wish(
      @Nullable String threat,
      int seen,
      @Nullable String status,
      @Nullable String owner,
      @Nullable String reason,
      @Nullable String expires) {}

  record Brief(String key, String technique, String name, String level, String says) {
    static Brief of(Threat threat) {
      return new Brief(
          threat.key().toString(),
          threat.technique().id().value(),
          threat.technique().fullName(),
          threat.rating().level().word(),
          threat.says());
    }
  }

  /// What would hold of a map that is being written.
  record Preview(
      List<IssueJson> issues,
      boolean sound,
      List<Brief> threats,
      int undetermined,
      List<QuestionJson> questions) {}

  record ThreatChange(String key, String name, String level, String says, List<String> what) {}

  record MapChange(String sort, String kind, String id, List<String> what) {
    static MapChange of(MapDiff.Change change) {
      return new MapChange(
          change.sort().name().toLowerCase(Locale.ROOT),
          change.kind().name().toLowerCase(Locale.ROOT),
          change.id(),
          change.what());
    }
  }

  record Diff(
      int from,
      int to,
      String release,
      List<MapChange> map,
      List<Brief> added,
      List<Brief> gone,
      List<ThreatChange> changed,
      int same,
      List<String> newQuestions) {
    static Diff of(int from, int to, String release, MapDiff map, ThreatDiff diff) {
      return new Diff(
          from,
          to,
          release,
          map.changes().stream().map(MapChange::of).toList(),
          diff.added().stream().map(Brief::of).toList(),
          diff.gone().stream().map(Brief::of).toList(),
          diff.changed().stream()
              .map(each ->
                  new ThreatChange(
                      each.after().key().toString(),
                      each.after().technique().fullName(),
                      each.after().rating().level().word(),
                      each.after().says(),
                      each.what()))
              .toList(),
          diff.same(),
          diff.newQuestions().stream().map(each -> each.text()).toList());
    }
  }

  static List<Condition> conditions(Verdict verdict) {
    return verdict.conditions().stream()
        .map(each ->
            new Condition(
                each.condition(),
                word(each.answer()),
                each.findings().stream()
                    .map(
                        found -> new Fact(found.component().value(), found.asked(), found.answer()))
                    .toList()))
        .toList();
  }

  static List<String> texts(List<Question> questions) {
    return questions.stream().map(Question::text).toList();
  }

  static Row row(SystemMap map, Cell cell, Register.Entry entry, int decided, int findings) {
    Threat threat = entry.threat();
    Rating rating = threat.rating();
    return new Row(
        map.id().value(),
        map.name(),
        threat.key().toString(),
        threat.technique().id().value(),
        threat.technique().fullName(),
        threat.technique().tactics().stream().map(TacticId::value).toList(),
        threat.component().id().value(),
        threat.component().name(),
        threat.stride().stream().map(Stride::word).sorted().toList(),
        threat.says(),
        rating.level().word(),
        rounded(rating.residual()),
        rounded(rating.likelihood()),
        rounded(rating.impact()),
        rounded(rating.strength()),
        entry.status().word(),
        entry.owner(),
        decided,
        entry.decision().flatMap(Decision::expires),
        findings,
        cell.watch().detections().size(),
        cell.watch().extent().sees(),
        cell.grade().word(),
        cell.state().because());
  }

  /// Four digits say all that weights can.
  static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
