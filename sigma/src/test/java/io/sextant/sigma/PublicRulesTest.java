package io.sextant.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Public rule sets load as they are.
class PublicRulesTest {
  private static final String HQ = "sigma/sigmahq-rules.tar.gz";

  private static boolean isActive(String name) {
    return name.startsWith("rules") || name.startsWith("./rules");
  }

  @Test
  void everyActiveSigmaHqRuleLoadsButThoseThatNeedPlaceholders() {
    SequencedMap<String, String> files = SharedData.archive(HQ, ".yml");
    List<SigmaDocument> documents = new ArrayList<>();
    Map<String, Integer> errors = new TreeMap<>();
    List<String> unexpected = new ArrayList<>();
    SigmaReader reader = new SigmaReader();
    files.forEach((name, text) -> {
      if (isActive(name)) {
        SigmaReader.ReadResult read = reader.read(name, text);
        documents.addAll(read.documents());
        for (Issue issue : read.issues()) {
          if (issue.severity() == Issue.Severity.ERROR) {
            errors.merge(issue.code(), 1, Integer::sum);
            if (!issue.code().equals("SX-SIGMA-026")) {
              unexpected.add(issue.toString());
            }
          }
        }
      }
    });
    assertThat(unexpected).isEmpty();
    SigmaCompiler.CompileResult compiled = new SigmaCompiler().compile(documents);
    assertThat(compiled.issues()).isEmpty();
    assertThat(errors).containsOnlyKeys("SX-SIGMA-026");
    assertThat(documents.size() + errors.get("SX-SIGMA-026")).isGreaterThanOrEqualTo(3780);
    assertThat(documents).hasSizeGreaterThanOrEqualTo(3755);
    assertThat(compiled.rules().headers()).hasSameSizeAs(documents);
  }
}
