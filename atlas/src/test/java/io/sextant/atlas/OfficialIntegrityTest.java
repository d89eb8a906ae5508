package io.sextant.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The notes on integrity that an independent reader made of the official files.
class OfficialIntegrityTest {
  private static final Pattern HEADING = Pattern.compile("==== (ATLAS-\\S+\\.yaml) .*");
  private static final Pattern NEVER =
      Pattern.compile(
          "  techniques .* without a mitigation edge: (\\d+) of (\\d+); never used in a case study:"
              + " (\\d+)");
  private static final Pattern STEPS =
      Pattern.compile(
          "  case study steps: min (\\d+) max (\\d+); steps whose tactic is not one of the"
              + " technique's: (\\d+) .*");
  private static final Pattern LINKS = Pattern.compile("  internal links (\\d+), dead (\\d+)");
  private static final Pattern LINK =
      Pattern.compile(
          "\\]\\((?:https://atlas\\.mitre\\.org)?/(?:tactics|techniques|mitigations|studies)/"
              + "([A-Z0-9.]+)\\)");

  @Test
  void everyReleaseHasTheSameNotes() throws IOException {
    List<String> lines =
        Files.readAllLines(SharedData.atlas().resolve("checks/expected-integrity.txt"));
    Map<String, Map<String, List<Integer>>> expected = new LinkedHashMap<>();
    Map<String, List<Integer>> notes = new LinkedHashMap<>();
    for (String line : lines) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        notes = new LinkedHashMap<>();
        expected.put(heading.group(1), notes);
      }
      note(NEVER, line, "never", notes);
      note(STEPS, line, "steps", notes);
      note(LINKS, line, "links", notes);
    }
    assertThat(expected).hasSize(7);
    for (Map.Entry<String, Map<String, List<Integer>>> release : expected.entrySet()) {
      assertThat(notes(OfficialReleasesTest.read(release.getKey())))
          .as(release.getKey())
          .isEqualTo(release.getValue());
    }
  }

  private static void note(
      Pattern pattern, String line, String name, Map<String, List<Integer>> notes) {
    Matcher matcher = pattern.matcher(line);
    if (matcher.matches()) {
      notes.putIfAbsent(
          name,
          Stream.iterate(1, i -> i <= matcher.groupCount(), i -> i + 1)
              .map(matcher::group)
              .map(Integer::valueOf)
              .toList());
    }
  }

  private static Map<String, List<Integer>> notes(Release release) {
    Set<TechniqueId> mitigated = new HashSet<>();
    for (Mitigation mitigation : release.mitigations()) {
      for (Mitigation.Mitigates edge : mitigation.mitigates()) {
        if (!isRescued(release, mitigation, edge)) {
          mitigated.add(edge.technique());
        }
      }
    }
    Set<TechniqueId> used = new HashSet<>();
    ReleaseIndex index = new ReleaseIndex(release);
    int odd = 0;
    for (CaseStudy study : release.caseStudies()) {
      for (CaseStudy.Step step : study.procedure()) {
        used.add(step.technique());
        odd +=
            index.technique(step.technique()).orElseThrow().tactics().contains(step.tactic())
                ? 0
                : 1;
      }
    }
    List<Integer> lengths =
        release.caseStudies().stream().map(study -> study.procedure().size()).sorted().toList();
    int links = 0;
    int dead = 0;
    for (AtlasObject object : index.objects()) {
      Matcher matcher = LINK.matcher(object.description());
      while (matcher.find()) {
        links++;
        dead += AtlasId.parse(matcher.group(1)).flatMap(index::object).isPresent() ? 0 : 1;
      }
    }
    int all = release.techniques().size();
    Map<String, List<Integer>> notes = new LinkedHashMap<>();
    notes.put("never", List.of(all - mitigated.size(), all, all - used.size()));
    notes.put("steps", List.of(lengths.getFirst(), lengths.getLast(), odd));
    notes.put("links", List.of(links, dead));
    return notes;
  }

  /// The other reader passed over the edges that stand in a wrong place.
  private static boolean isRescued(
      Release release, Mitigation mitigation, Mitigation.Mitigates edge) {
    String text = "the edge " + mitigation.id() + " -> '" + edge.technique() + "'";
    return release.notices().stream()
        .anyMatch(issue -> issue.code().equals("SX-ATLAS-012") && issue.message().startsWith(text));
  }
}
