package io.sextant.sigma.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.sigma.Issue;
import io.sextant.sigma.LogSource;
import io.sextant.sigma.SigmaCompiler;
import io.sextant.sigma.SigmaDocument;
import io.sextant.sigma.SigmaEngine;
import io.sextant.sigma.SigmaEvent;
import io.sextant.sigma.SigmaReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs rules through pipelines over events, for tests.
final class PipelineMatching {
  private static final JsonMapper JSON = new JsonMapper();

  private final EventRouter router;
  private final SigmaEngine engine;

  private PipelineMatching(Pipelines pipelines, List<SigmaDocument> documents) {
    PreparedRules prepared = PreparedRules.of(pipelines, documents);
    SigmaCompiler.CompileResult compiled = new SigmaCompiler().compile(prepared.documents());
    assertThat(compiled.issues().stream().filter(i -> i.severity() == Issue.Severity.ERROR))
        .isEmpty();
    this.router = new EventRouter(pipelines);
    this.engine = SigmaEngine.of(compiled.rules());
  }

  static PipelineMatching of(Pipelines pipelines, List<SigmaDocument> documents) {
    return new PipelineMatching(pipelines, documents);
  }

  static PipelineMatching shipped(String pipeline, String yaml) {
    SigmaReader.ReadResult read = new SigmaReader().read("rule.yml", yaml);
    assertThat(read.hasErrors()).as(read.issues().toString()).isFalse();
    Pipeline found = Pipelines.shipped(pipeline).orElseThrow();
    return of(Pipelines.of(List.of(found)), read.documents());
  }

  /// Ids of the rules that match, for each event that the record holds.
  List<List<String>> match(JsonNode record) {
    List<List<String>> matched = new ArrayList<>();
    for (EventRouter.Routed event : router.route(record, LogSource.ANY)) {
      matched.add(
          engine.accept(new SigmaEvent(0, Instant.EPOCH, event.source(), event.body())).stream()
              .map(detection -> detection.rule().value())
              .toList());
    }
    return matched;
  }

  /// Ids of the rules that match the only event.
  List<String> match(String record) {
    return match(JSON.readTree(record)).getFirst();
  }
}
