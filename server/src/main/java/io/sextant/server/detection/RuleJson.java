package io.sextant.server.detection;

import io.sextant.server.detection.TechniqueNames.TechniqueRef;
import io.sextant.server.http.IssueJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Rules as the API writes them.
public final class RuleJson {
  private RuleJson() {}

  /// One rule in a list.
  public record Summary(
      String id,
      String title,
      String level,
      String status,
      String kind,
      List<TechniqueRef> techniques,
      List<String> tactics,
      Map<String, String> logsource,
      String file,
      long findings,
      long occurrences,
      Optional<Instant> lastSeen) {}

  record Items(List<Summary> items, List<IssueJson> issues) {}

  record Detail(
      Summary summary,
      String description,
      String author,
      String date,
      List<String> references,
      List<String> falsePositives,
      List<String> tags,
      String source,
      List<IssueJson> issues) {}
}
