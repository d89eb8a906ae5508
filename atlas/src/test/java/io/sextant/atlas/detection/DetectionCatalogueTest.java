package io.sextant.atlas.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.CatalogueException;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.Technique;
import io.sextant.atlas.TechniqueId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionCatalogueTest {
  private static final Pattern TAG = Pattern.compile("- atlas\\.(aml\\.t[0-9.]+)");
  private static final Set<String> CATEGORIES =
      Set.of(
          "llm_inference",
          "llm_agent",
          "mcp",
          "rag_retrieval",
          "embedding",
          "predict",
          "model_registry",
          "training",
          "dataset",
          "guardrail",
          "host");

  private final DetectionCatalogue catalogue = DetectionCatalogue.load();

  @ParameterizedTest
  @ValueSource(strings = {"2026.05", "5.6.1"})
  void hasAnEntryForEveryTechnique(String tag) {
    List<Technique> techniques =
        AtlasLibrary.builtIn().release(new ReleaseId(tag)).orElseThrow().release().techniques();
    assertThat(techniques)
        .hasSize(170)
        .allSatisfy(technique -> assertThat(catalogue.of(technique)).isPresent());
    assertThat(catalogue.techniques())
        .containsExactlyInAnyOrderElementsOf(techniques.stream().map(Technique::id).toList());
  }

  /// A rule counts for the techniques in its tags; the catalogue may not say otherwise.
  @Test
  void linksExactlyTheRulesThatNameATechnique() throws IOException {
    Set<String> tagged = new TreeSet<>();
    Path rules = repository().resolve("rules");
    try (Stream<Path> files = Files.walk(rules)) {
      for (Path file : files.filter(DetectionCatalogueTest::isRule).toList()) {
        String path = rules.relativize(file).toString().replace(".yml", "");
        Matcher tags = TAG.matcher(Files.readString(file));
        while (tags.find()) {
          tagged.add(tags.group(1).toUpperCase(Locale.ROOT) + " " + path);
        }
      }
    }
    Set<String> linked = new TreeSet<>();
    entries()
        .forEach(
            entry -> entry.rules().forEach(rule -> linked.add(entry.technique() + " " + rule)));
    assertThat(linked)
        .as("`rules` in atlas/…/detections/*.yaml against the tags in rules/")
        .isEqualTo(tagged)
        .hasSizeGreaterThan(80);
  }

  @Test
  void namesOnlyFieldsThatEventsHave() throws IOException {
    String form = Files.readString(repository().resolve("docs/event-format.md"));
    Set<String> unknown = new TreeSet<>();
    for (Detection entry : entries()) {
      for (Detection.Telemetry telemetry : entry.telemetry()) {
        if (CATEGORIES.contains(telemetry.source())) {
          telemetry.fields().stream().filter(field -> !isField(form, field)).forEach(unknown::add);
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  /// A field stands in the text itself, or its last part does beside the `prefix.*` it belongs to.
  private static boolean isField(String form, String field) {
    if (form.contains("`" + field + "`") || field.startsWith("raw.")) {
      return true;
    }
    for (int dot = field.lastIndexOf('.'); dot > 0; dot = field.lastIndexOf('.', dot - 1)) {
      String group = field.substring(0, dot);
      String rest = field.substring(dot + 1);
      if (form.contains("`" + group + ".*`") && form.contains("`" + rest + "`")) {
        return true;
      }
    }
    return form.contains("`training.metric.name/value`") && field.startsWith("training.metric.");
  }

  /// An entry that could stand under any technique tells nothing.
  @Test
  void saysSomethingElseOfEveryTechnique() {
    Set<String> seen = new HashSet<>();
    for (Detection entry : entries()) {
      entry.indicators().forEach(text -> assertThat(seen.add(text)).as(text).isTrue());
      entry.ideas().forEach(text -> assertThat(seen.add(text)).as(text).isTrue());
      assertThat(seen.add(entry.test())).as(entry.test()).isTrue();
      entry
          .blind()
          .ifPresent(blind -> {
            assertThat(seen.add(blind.because())).as(blind.because()).isTrue();
            assertThat(blind.watch())
                .allSatisfy(id -> assertThat(catalogue.of(id)).as("%s", id).isPresent());
          });
      if (entry.blind().isEmpty()) {
        assertThat(entry.indicators()).as("%s", entry.technique()).isNotEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AML.T0001:\n  observable: never\n  because: a\n  nearest: b\n  watch: [AML.T0002]",
        "AML.T0001:\n  observable: sometimes\n  test: x",
        "AML.T0001:\n  observable: partly\n  test: x",
        "AML.T0001:\n  observable: never\n  why: x\n  test: x",
        "AML.T0001: [",
        "AML.T0002:\n  test: x"
      })
  void refusesABrokenEntry(String yaml) {
    assertThatThrownBy(() -> DetectionReader.read(new TechniqueId("AML.T0001"), yaml))
        .isInstanceOf(CatalogueException.class);
  }

  private List<Detection> entries() {
    return catalogue.techniques().stream().flatMap(id -> catalogue.of(id).stream()).toList();
  }

  private static boolean isRule(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".yml") && !name.endsWith(".tests.yml");
  }

  private static Path repository() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("rules"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
