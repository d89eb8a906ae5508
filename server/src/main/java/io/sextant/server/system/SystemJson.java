package io.sextant.server.system;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.sextant.core.system.SavedMap;
import io.sextant.core.system.discovery.Proposal;
import io.sextant.core.system.exchange.Count;
import io.sextant.core.system.exchange.ImportReport;
import io.sextant.core.system.exchange.Imported;
import io.sextant.server.http.IssueJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Maps of the store as the API writes them.
final class SystemJson {
  private SystemJson() {}

  record Summary(
      String id,
      String name,
      Optional<String> owner,
      String stage,
      int components,
      int flows,
      int version,
      String author,
      String note,
      Instant saved) {
    static Summary of(SavedMap map) {
      return new Summary(
          map.document().id().value(),
          map.document().name(),
          map.document().owner(),
          map.document().stage().word(),
          map.document().components(),
          map.document().flows(),
          map.version(),
          map.author(),
          map.note(),
          map.saved());
    }
  }

  record Items(List<Summary> items) {}

  record Saved(Summary saved, List<IssueJson> issues) {}

  /// @param text as its author wrote it
  /// @param newest the number of the newest version
  /// @param layout where people put things; empty positions when nobody moved anything
  record Detail(
      Summary saved,
      int newest,
      String text,
      List<IssueJson> issues,
      @JsonRawValue String layout) {}

  /// Where a thing lies on the diagram, relative to what it is drawn in.
  record Point(double x, double y) {}

  /// @param positions by the id of the component or boundary
  record Layout(Map<String, Point> positions) {}

  /// A file of a source tree; without text when only its path says something.
  record SourceFile(@Nullable String path, @Nullable String text) {
    String where() {
      return path == null ? "" : path;
    }
  }

  record Sources(@Nullable List<SourceFile> files) {}

  record ClueJson(String where, int line, String says) {}

  /// A component that something speaks for.
  record Proposed(
      String id,
      String name,
      String kind,
      List<String> services,
      List<String> models,
      Map<String, String> properties,
      List<ClueJson> clues) {
    static Proposed of(Proposal proposal) {
      return new Proposed(
          proposal.id(),
          proposal.name(),
          proposal.kind().word(),
          proposal.telemetry().services(),
          proposal.telemetry().models(),
          proposal.properties(),
          proposal.clues().stream()
              .map(each -> new ClueJson(each.where(), each.line(), each.says()))
              .toList());
    }
  }

  /// @param events how many events were looked at
  record Proposals(int events, List<Proposed> items) {}

  record Guess(String component, String kind, String from) {}

  record Left(String what, int count, String why) {}

  /// @param text the map as YAML of ours
  record Import(
      String text,
      String id,
      String format,
      String title,
      Map<String, Object> counts,
      int components,
      int flows,
      List<Guess> guessed,
      List<Left> left,
      List<IssueJson> issues) {
    static Import of(Imported imported, String text) {
      ImportReport report = imported.report();
      return new Import(
          text,
          imported.map().id().value(),
          report.format().word(),
          report.format().title(),
          SystemJson.counts(report),
          imported.map().components().size(),
          imported.map().flows().size(),
          report.guesses().stream()
              .map(each -> new Guess(each.component().value(), each.kind().word(), each.from()))
              .toList(),
          report.left().stream()
              .map(each -> new Left(each.what(), each.count(), each.why()))
              .toList(),
          report.issues().stream().map(IssueJson::of).toList());
    }
  }

  private static Map<String, Object> counts(ImportReport report) {
    Map<String, Object> counts = new LinkedHashMap<>();
    report
        .counts()
        .forEach((name, count) -> {
          switch (count) {
            case Count.Figure(int number) -> counts.put(name, number);
            case Count.Sorts(var sorts) -> counts.put(name, sorts);
            case Count.Text(var text) -> text.ifPresent(value -> counts.put(name, value));
            case Count.Words(var words) -> counts.put(name, words);
            case Count.Flag(boolean flag) -> counts.put(name, flag);
          }
        });
    return counts;
  }
}
