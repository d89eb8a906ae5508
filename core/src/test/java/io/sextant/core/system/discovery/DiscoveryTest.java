package io.sextant.core.system.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.system.ComponentKind;
import io.sextant.core.system.MapReader;
import io.sextant.core.system.MapWriter;
import io.sextant.core.system.SystemMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class DiscoveryTest {
  private static List<Proposal> of(Map<String, String> files) {
    Discovery discovery = new Discovery();
    files.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            each -> discovery.file(new SourceEntry(each.getKey(), Optional.of(each.getValue()))));
    return discovery.proposals();
  }

  private static Map<String, ComponentKind> kinds(List<Proposal> proposals) {
    return proposals.stream().collect(Collectors.toMap(Proposal::id, Proposal::kind));
  }

  @Test
  void packagesOfEveryManagerAreRead() {
    assertThat(kinds(of(Map.of("requirements.txt", "chromadb==0.5 # langgraph\nrequests\n"))))
        .containsExactly(Map.entry("retrieval-index", ComponentKind.RETRIEVAL_INDEX));
    assertThat(
            kinds(
                of(
                    Map.of(
                        "pyproject.toml",
                        "[project]\ndependencies = [\"openai>=1.2\", 'LangGraph[x]~=0.2']\n"
                            + "[tool.poetry.dependencies]\nmlflow = \"^2\"\n"))))
        .containsOnlyKeys("generative-model", "agent", "model-registry");
    assertThat(
            kinds(
                of(
                    Map.of(
                        "web/package.json",
                        "{\"description\": \"uses crewai\", \"dependencies\": {\"@ai-sdk/openai\":"
                            + " \"1\", \"react\": \"19\"}}"))))
        .containsOnlyKeys("llm-application");
    assertThat(
            kinds(
                of(
                    Map.of(
                        "pom.xml",
                        "<dependency><artifactId>langchain4j</artifactId></dependency>"))))
        .containsOnlyKeys("llm-application");
    assertThat(kinds(of(Map.of("go.mod", "require github.com/mark3labs/mcp-go v0.9.0\n"))))
        .containsOnlyKeys("tool");
    assertThat(kinds(of(Map.of("build.gradle.kts", "implementation(\"ai.djl:djl-api:0.30\")\n"))))
        .containsOnlyKeys("predictive-model");
    assertThat(kinds(of(Map.of("Cargo.toml", "[dependencies]\nasync-openai = \"0.2\"\n"))))
        .containsOnlyKeys("generative-model");
  }

  @Test
  void aClueNamesFileAndLine() {
    Proposal proposal = of(Map.of("a/requirements-dev.txt", "x\nragas\n")).getFirst();
    assertThat(proposal.clues())
        .containsExactly(new Clue("a/requirements-dev.txt", 2, "depends on ragas"));
  }

  @Test
  void modelFilesAndServersAreProposed() {
    List<Proposal> proposals =
        of(
            Map.of(
                "models/fraud.joblib",
                "",
                "models/big-00001-of-00002.safetensors",
                "",
                "models/big-00002-of-00002.safetensors",
                "",
                ".mcp.json",
                "{\"mcpServers\": {\"files\": {\"command\": \"npx\", \"args\": [\"s3cret\"]},\n"
                    + "\"web\": {\"url\": \"https://example.org/mcp\"}}}",
                "AGENTS.md",
                "be kind"));
    assertThat(kinds(proposals))
        .containsOnly(
            Map.entry("model-fraud", ComponentKind.PREDICTIVE_MODEL),
            Map.entry("model-big", ComponentKind.UNTYPED),
            Map.entry("mcp-files", ComponentKind.TOOL),
            Map.entry("mcp-web", ComponentKind.TOOL),
            Map.entry("instructions", ComponentKind.PROMPT_CONFIGURATION));
    assertThat(proposals.toString()).doesNotContain("s3cret");
    assertThat(proposals)
        .filteredOn(each -> each.id().equals("model-fraud"))
        .allMatch(each -> each.properties().get("safe-format").equals("false"));
  }

  @Test
  void theProposedMapIsAMapAndWhatIsKnownIsNotProposedAgain() {
    List<Proposal> proposals = of(Map.of("requirements.txt", "openai\nchromadb\n", "m.gguf", ""));
    String text = MapWriter.write(ProposedMap.of("found", "Found", proposals));
    MapReader.Result result = MapReader.read("found.yaml", text);
    SystemMap map = result.map().orElseThrow();
    assertThat(map.components()).hasSize(3).allMatch(each -> each.tags().contains("proposed"));
    assertThat(ProposedMap.fresh(proposals, Optional.of(map))).isEmpty();
    assertThat(ProposedMap.fresh(proposals, Optional.empty())).hasSize(3);
  }

  @Test
  void noFileMakesItFail() {
    Random random = new Random(3);
    String[] names = {
      "package.json", "pyproject.toml", ".mcp.json", "go.mod", "pom.xml", "x.csproj"
    };
    for (int i = 0; i < 400; i++) {
      StringBuilder text = new StringBuilder();
      for (int k = random.nextInt(200); k > 0; k--) {
        text.append("{}[]\"':,\n@/openai<>= #\\\t".charAt(random.nextInt(23)));
      }
      Discovery discovery = new Discovery();
      discovery.file(new SourceEntry(names[i % names.length], Optional.of(text.toString())));
      assertThat(discovery.proposals().size()).isLessThan(5);
    }
  }
}
