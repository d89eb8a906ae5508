package io.sextant.sigma.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.sigma.SharedData;
import io.sextant.sigma.SigmaDocument;
import io.sextant.sigma.SigmaReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/// Public rules match the recordings that were made for them, as often as declared.
class RegressionPairsTest {
  @Test
  void everyRuleMatchesItsRecordingAsDeclared() {
    List<SigmaDocument> documents = new ArrayList<>();
    SigmaReader reader = new SigmaReader();
    SharedData.archive("sigma/sigmahq-rules.tar.gz", ".yml")
        .forEach((name, text) -> {
          if (name.startsWith("rules")) {
            documents.addAll(reader.read(name, text).documents());
          }
        });
    PipelineMatching rules =
        PipelineMatching.of(
            Pipelines.of(List.of(Pipelines.shipped("windows").orElseThrow())), documents);
    Map<String, String> recordings = SharedData.archive("sigma/regression-dev.tar.gz", ".json");
    Map<String, Integer> expected = new TreeMap<>();
    Map<String, Integer> found = new TreeMap<>();
    SharedData.text("sigma/regression-dev-expected.csv")
        .lines()
        .skip(1)
        .map(line -> line.split(",", -1))
        .forEach(row -> {
          expected.put(row[1], Integer.parseInt(row[4]));
          found.put(row[1], count(rules, recordings.getOrDefault(row[1], ""), row[0]));
        });
    assertThat(expected).hasSize(58);
    assertThat(found).isEqualTo(expected);
  }

  private static int count(PipelineMatching rules, String recording, String id) {
    int matches = 0;
    try (MappingIterator<JsonNode> events =
        new JsonMapper().readerFor(JsonNode.class).readValues(recording)) {
      while (events.hasNext()) {
        matches += rules.match(events.next()).getFirst().contains(id) ? 1 : 0;
      }
    }
    return matches;
  }
}
