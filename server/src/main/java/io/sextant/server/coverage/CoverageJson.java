package io.sextant.server.coverage;

import io.sextant.atlas.MitigationId;
import io.sextant.atlas.TacticId;
import io.sextant.core.control.Control;
import io.sextant.core.control.Controls;
import io.sextant.core.coverage.Cell;
import io.sextant.core.coverage.Coverage;
import io.sextant.core.coverage.Detection;
import io.sextant.core.coverage.Grade;
import io.sextant.core.coverage.Row;
import io.sextant.core.coverage.Totals;
import io.sextant.server.http.IssueJson;
import io.sextant.server.threat.ShareJson;
import io.sextant.server.threat.ShareJson.EvidenceJson;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Coverage and controls as the API writes them.
final class CoverageJson {
  private CoverageJson() {}

  record RuleRef(String rule, String title, long findings) {
    static RuleRef of(Detection detection) {
      return new RuleRef(detection.rule().value(), detection.title(), detection.findings());
    }
  }

  record CellJson(
      String component,
      String state,
      String because,
      double residual,
      Optional<String> level,
      Optional<String> status,
      String watch,
      List<RuleRef> rules,
      List<ShareJson> controls) {
    static CellJson of(Cell cell) {
      return new CellJson(
          cell.component().value(),
          cell.grade().word(),
          cell.state().because(),
          rounded(cell.residual()),
          cell.entry().map(each -> each.threat().rating().level().word()),
          cell.entry().map(each -> each.status().word()),
          cell.watch().extent().word(),
          cell.watch().detections().stream().map(RuleRef::of).toList(),
          cell.shares().stream().map(ShareJson::of).toList());
    }
  }

  record RowJson(
      String technique,
      String name,
      List<String> tactics,
      String state,
      double residual,
      List<String> mitigations,
      List<CellJson> cells) {
    static RowJson of(Row row) {
      return new RowJson(
          row.technique().id().value(),
          row.technique().fullName(),
          row.technique().tactics().stream().map(TacticId::value).toList(),
          row.grade().word(),
          rounded(row.residual()),
          row.mitigations().stream().map(MitigationId::value).toList(),
          row.cells().stream().map(CellJson::of).toList());
    }
  }

  /// @param covered cells for which some control counts
  record TotalsJson(
      int applicable,
      int covered,
      int evidenced,
      int proven,
      int watched,
      int undetermined,
      double residual,
      Map<String, Integer> states) {
    static TotalsJson of(Totals totals) {
      Map<String, Integer> states = new LinkedHashMap<>();
      for (Grade grade : List.of(Grade.values()).reversed()) {
        if (grade != Grade.NOT_APPLICABLE) {
          states.put(grade.word(), totals.count(grade));
        }
      }
      return new TotalsJson(
          totals.applicable(),
          totals.atLeast(Grade.DECAYED),
          totals.atLeast(Grade.EVIDENCED),
          totals.atLeast(Grade.PROVEN),
          totals.watched(),
          totals.count(Grade.UNDETERMINED),
          rounded(totals.residual()),
          states);
    }
  }

  record ComponentRef(String id, String name) {}

  record Matrix(
      String system,
      String name,
      String release,
      LocalDate date,
      TotalsJson totals,
      List<ComponentRef> components,
      List<RowJson> rows) {
    static Matrix of(Coverage coverage) {
      var map = coverage.register().derived().map();
      return new Matrix(
          map.id().value(),
          map.name(),
          coverage.register().derived().release().tag(),
          coverage.assessment().today(),
          TotalsJson.of(coverage.totals()),
          map.components().stream()
              .map(each -> new ComponentRef(each.id().value(), each.name()))
              .toList(),
          coverage.rows().stream().map(RowJson::of).toList());
    }
  }

  /// @param systems,components,kinds what it is in place for; empty is everything
  record ControlJson(
      String id,
      String name,
      String description,
      List<String> systems,
      List<String> components,
      List<String> kinds,
      List<String> mitigates,
      List<String> counters,
      List<String> satisfies,
      Optional<String> owner,
      String stated,
      String effect,
      String effort,
      Optional<LocalDate> expires,
      List<EvidenceJson> evidence) {
    static ControlJson of(Control control) {
      return new ControlJson(
          control.id().value(),
          control.name(),
          control.description(),
          control.scope().systems().stream().map(Object::toString).sorted().toList(),
          control.scope().components().stream().map(Object::toString).sorted().toList(),
          control.scope().kinds().stream().map(each -> each.word()).sorted().toList(),
          control.mitigates().stream().map(MitigationId::value).toList(),
          control.counters().stream().map(each -> each.value()).toList(),
          control.satisfies().stream().map(Object::toString).toList(),
          control.owner(),
          control.stated().word(),
          control.effect().word(),
          control.effort().word(),
          control.expires(),
          control.evidence().stream().map(EvidenceJson::of).toList());
    }
  }

  record ControlList(List<ControlJson> items, List<IssueJson> issues) {
    static ControlList of(Controls controls) {
      return new ControlList(
          controls.all().stream().map(ControlJson::of).toList(),
          controls.issues().stream().map(IssueJson::of).toList());
    }
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
