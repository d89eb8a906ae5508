package io.sextant.core.system.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.document.Issue;
import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentId;
import io.sextant.core.system.ComponentKind;
import io.sextant.core.system.SystemMap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files as tools write them that are seldom in examples: several pages, nested parts, references
/// as IRIs, folders of included files.
class UnusualFilesTest {
  @Test
  void pagesOfDrawioMayUseOneIdTwice() {
    assertPages(read("pages.drawio", fixture("pages.drawio")));
  }

  @Test
  void aPictureFromDrawioHoldsItsDiagram() {
    String content =
        fixture("pages.drawio")
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "&quot;");
    assertPages(
        read(
            "pages.drawio.svg",
            "<?xml version=\"1.0\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\""
                + " \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n<svg content=\""
                + content
                + "\"><g/></svg>"));
  }

  private static void assertPages(Imported imported) {
    SystemMap map = imported.map();
    assertThat(imported.report().issues()).isEmpty();
    assertThat(map.components())
        .extracting(Component::name)
        .containsExactlyInAnyOrder("Customer", "Support Chatbot", "LLM", "Vector DB");
    assertThat(map.boundaries()).singleElement().returns("Internet", each -> each.name());
    assertThat(map.components())
        .as("a dashed box holds what is drawn inside it")
        .filteredOn(each -> each.boundary().isPresent())
        .extracting(Component::name)
        .containsExactly("Customer");
    assertThat(flows(map))
        .containsExactlyInAnyOrder("Customer > Support Chatbot", "LLM > Vector DB");
    assertThat(map.flows())
        .extracting(each -> each.name())
        .as("a label on an edge is the name of the flow")
        .contains("HTTPS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[<!ENTITY a \"b\">]", "[]"})
  void aPictureWithEntitiesIsRefused(String inside) {
    String text =
        "<!DOCTYPE svg PUBLIC \"a\" \"b\" " + inside + "><svg content=\"&lt;mxfile/&gt;\"/>";
    assertThat(MapImport.read("x.drawio.svg", text, _ -> Optional.empty(), Optional.empty()))
        .isInstanceOfSatisfying(
            MapImport.Result.Unknown.class,
            unknown ->
                assertThat(unknown.issues()).extracting(Issue::code).contains("SX-FILE-003"));
  }

  @Test
  void diagramsOfThreatDragonMayUseOneIdTwice() {
    Imported imported = read("two-diagrams.json", fixture("two-diagrams.json"));
    assertThat(flows(imported.map()))
        .containsExactlyInAnyOrder("User > Chat agent", "User > Vector store");
    assertThat(imported.report().issues())
        .as("nothing says whether the two are one")
        .singleElement()
        .satisfies(issue -> {
          assertThat(issue.severity()).isEqualTo(Issue.Severity.WARNING);
          assertThat(issue.message()).contains("'User' is drawn on 2 pages");
        });
  }

  @Test
  void nestedModelsAndDataFlowsOfCycloneDxAreRead() {
    Imported imported = read("services.cdx.json", fixture("services.cdx.json"));
    SystemMap map = imported.map();
    assertThat(kinds(map, "m0")).containsExactly(ComponentKind.PREDICTIVE_MODEL);
    assertThat(kinds(map, "emb")).containsExactly(ComponentKind.EMBEDDING_MODEL);
    assertThat(flows(map))
        .containsExactlyInAnyOrder(
            "Corpus > e5", "Chat API > Orchestrator", "resnet-x > Chat API", "Orchestrator > e5");
    assertThat(map.assets()).extracting(each -> each.name()).contains("Messages", "Corpus");
    assertThat(imported.report().left())
        .extracting(ImportReport.Left::what)
        .contains("ends of data flows");
  }

  @Test
  void whatProvidesAnApiStandsBehindIt() {
    SystemMap map = read("catalogue.yaml", fixture("catalogue.yaml")).map();
    assertThat(flows(map))
        .contains("chat-ui > chat-api", "chat-api > chat-agent", "chat-platform > vectors");
    Component agent =
        map.components().stream()
            .filter(each -> each.name().equals("chat-agent"))
            .findFirst()
            .orElseThrow();
    assertThat(agent.parent()).contains(new ComponentId("component-default-chat-platform"));
    assertThat(agent.kinds())
        .as("'service' is too wide a word to hide an agent")
        .containsExactly(ComponentKind.AGENT);
  }

  @Test
  void idsOfSpdxThatEndAlikeStayApart() {
    Imported imported = read("iris.spdx.json", fixture("iris.spdx.json"));
    assertThat(imported.report().issues()).isEmpty();
    assertThat(imported.map().components())
        .extracting(Component::name)
        .containsExactly("Fraud model", "Chat LLM", "Transactions", "Cards");
    assertThat(flows(imported.map()))
        .containsExactlyInAnyOrder("Cards > Fraud model", "Fraud model > Chat LLM");
  }

  @Test
  void includesOfThreagileAreFollowedFromWhereTheyStand() {
    Map<String, String> files =
        Map.of(
            "parts/a.yaml",
            "includes: [deep/b.yaml]\ntechnical_assets:\n  Bot: {id: bot, technologies: [ai], tags: [llm]}\n",
            "parts/deep/b.yaml",
            "data_assets:\n  Messages: {id: msgs}\ntechnical_assets:\n  Bot: {id: other}\n");
    Imported imported = read("folder/main.yaml", threagile("[parts/a.yaml]"), files);
    assertThat(flows(imported.map())).containsExactly("UI > Bot");
    assertThat(imported.map().flows())
        .as("an answer that carries data comes back")
        .allMatch(flow -> flow.bothWays());
    assertThat(imported.report().issues())
        .singleElement()
        .satisfies(issue -> assertThat(issue.message()).contains("'Bot' of technical_assets"));
  }

  @Test
  void includesOfThreagileNeitherLeaveTheFolderNorGoInCircles() {
    Map<String, String> files =
        Map.of(
            "a.yaml", "includes: [b.yaml, ../a.yaml, /etc/passwd, 'C:\\x.yaml']\n",
            "b.yaml", "includes: [a.yaml, ./sub/../main.yaml]\n");
    Imported imported = read("main.yaml", threagile("[a.yaml]"), files);
    assertThat(imported.report().issues())
        .filteredOn(issue -> issue.code().equals("SX-MODEL-011"))
        .extracting(Issue::message)
        .containsExactlyInAnyOrder(
            "the file 'a.yaml' includes itself: main.yaml includes a.yaml includes b.yaml",
            "the file 'main.yaml' includes itself: main.yaml includes a.yaml includes b.yaml",
            "the included file '../a.yaml' lies outside",
            "the included file '/etc/passwd' lies outside",
            "the included file 'C:\\x.yaml' lies outside");
  }

  @Test
  void manyIncludesOfThreagileAreCut() {
    Imported imported =
        switch (MapImport.read(
            "main.yaml",
            threagile("[f0.yaml]"),
            name ->
                Optional.of(
                    "includes: [f"
                        + (Integer.parseInt(name.replaceAll("\\D", "")) + 1)
                        + ".yaml]\n"),
            Optional.empty())) {
          case MapImport.Result.Read(Imported read) -> read;
          case MapImport.Result.Unknown(List<Issue> issues) ->
              throw new AssertionError(issues.toString());
        };
    assertThat(imported.report().issues())
        .extracting(Issue::message)
        .contains("more than 200 files are included");
  }

  @Test
  void xmlOfCycloneDxIsPointedToJson() {
    assertThat(
            MapImport.read(
                "x.xml",
                "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"/>",
                _ -> Optional.empty(),
                Optional.empty()))
        .isInstanceOfSatisfying(
            MapImport.Result.Unknown.class,
            unknown ->
                assertThat(unknown.issues())
                    .singleElement()
                    .satisfies(issue -> assertThat(issue.hint()).contains("JSON")));
  }

  private static String threagile(String includes) {
    return "threagile_version: 1.0.0\ntitle: T\nincludes: "
        + includes
        + "\ntechnical_assets:\n  UI: {id: ui, technologies: [browser], communication_links: "
        + "{Ask: {target: bot, data_assets_received: [msgs]}}}\n";
  }

  private static List<ComponentKind> kinds(SystemMap map, String id) {
    return map.components().stream()
        .filter(each -> each.id().value().equals(id))
        .flatMap(each -> each.kinds().stream())
        .toList();
  }

  private static List<String> flows(SystemMap map) {
    return map.flows().stream()
        .map(flow -> name(map, flow.from()) + " > " + name(map, flow.to()))
        .toList();
  }

  private static String name(SystemMap map, ComponentId id) {
    return map.components().stream()
        .filter(each -> each.id().equals(id))
        .map(Component::name)
        .findFirst()
        .orElseThrow();
  }

  private static Imported read(String name, String text) {
    return read(name, text, Map.of());
  }

  private static Imported read(String name, String text, Map<String, String> siblings) {
    return switch (MapImport.read(
        name, text, wanted -> Optional.ofNullable(siblings.get(wanted)), Optional.empty())) {
      case MapImport.Result.Read(Imported imported) -> imported;
      case MapImport.Result.Unknown(List<Issue> issues) ->
          throw new AssertionError(issues.toString());
    };
  }

  private static String fixture(String name) {
    try (InputStream in = UnusualFilesTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
