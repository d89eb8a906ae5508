package io.sextant.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sextant.atlas.compare.ReleaseDiff;
import io.sextant.atlas.lint.Linter;
import io.sextant.atlas.lint.Migrator;
import io.sextant.atlas.lint.ReferenceIssue;
import io.sextant.atlas.publish.StixBundle;
import io.sextant.atlas.suggest.Suggester;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class OverlayTest {
  private static final String BANK =
      """
      overlay: 1
      organisation: Example Bank
      id-segment: BANK
      techniques:
      - id: AML.BANK.T0002
        name: By Night
        parent: AML.BANK.T0001
      - id: AML.BANK.T0001
        name: Probe The Fraud Score
        description: |
          Many small card payments find out where the fraud model begins to block.
          More below.
        tactics: [AML.TA0008]
        maturity: realized
        platforms: [Predictive AI]
        references: [{title: Incident 17, url: "https://wiki.example.org/17"}]
      - {id: AML.BANK.T0003, name: Through A Voice Bot, parent: AML.T0051}
      mitigations:
      - id: AML.BANK.M0001
        name: Velocity Limits
        categories: [Technical - Cyber]
        mitigates: [{technique: AML.BANK.T0001, text: slows probing}, {technique: AML.T0040}]
      renamed: {AML.T0051: Prompt Attack On Our Assistants}
      hidden: {AML.T0008: "We buy no hardware"}
      notes: {AML.T0054: "Seen in the helpdesk bot <b>2026-03</b>"}
      mappings:
        AML.T0054: [{to: R-17, title: Zebra ledger, url: "https://grc.example.org/R-17"}]
      """;

  private static final ReleaseIndex OFFICIAL =
      AtlasLibrary.builtIn().release(new ReleaseId("2026.05")).orElseThrow();

  @TempDir private Path data;

  @Test
  void bothAreShownTogetherAndTheReleaseStaysAsItIs() {
    ReleaseIndex index = merged(BANK);

    Technique own = index.technique(new TechniqueId("AML.BANK.T0001")).orElseThrow();
    assertThat(own.summary())
        .isEqualTo("Many small card payments find out where the fraud model begins to block.");
    assertThat(own.page()).isEmpty();
    assertThat(index.own(own.id()).orElseThrow().addedBy()).contains("Example Bank");
    assertThat(index.technique(new TechniqueId("AML.BANK.T0002")).orElseThrow())
        .satisfies(sub -> {
          assertThat(sub.fullName()).isEqualTo("Probe The Fraud Score: By Night");
          assertThat(sub.tactics()).containsExactly(new TacticId("AML.TA0008"));
        });
    assertThat(name(index, "AML.T0051.000")).isEqualTo("Prompt Attack On Our Assistants: Direct");
    assertThat(name(index, "AML.BANK.T0003"))
        .isEqualTo("Prompt Attack On Our Assistants: Through A Voice Bot");
    assertThat(index.mitigations(own.id()))
        .extracting(applied -> applied.mitigation().name())
        .containsExactly("Velocity Limits");
    assertThat(index.official()).isSameAs(OFFICIAL);
    assertThat(name(index.official(), "AML.T0051")).isEqualTo("LLM Prompt Injection");
    assertThat(index.official().objects()).hasSize(index.objects().size() - 4);
    assertThat(ReleaseDiff.between(OFFICIAL, index)).isEmpty();
  }

  @Test
  void theMatrixHidesWithoutForgetting() {
    ReleaseIndex index = merged(BANK);
    TechniqueId hidden = new TechniqueId("AML.T0008");

    assertThat(index.matrix().stream().flatMap(column -> column.cells().stream()))
        .extracting(cell -> cell.technique().id().value())
        .contains("AML.BANK.T0001", "AML.T0051")
        .doesNotContain("AML.T0008");
    assertThat(index.isHidden(new TechniqueId("AML.T0008.000"))).isTrue();
    assertThat(index.search("acquire infrastructure", 50))
        .noneMatch(hit -> hit.object().id().value().startsWith("AML.T0008"));
    assertThat(index.lookup("AML.T0008").explanation())
        .isEqualTo("Example Bank hides it: We buy no hardware");
    assertThat(index.caseStudies(hidden)).isEqualTo(OFFICIAL.caseStudies(hidden)).isNotEmpty();
    assertThat(
            Suggester.of(index).suggest("They bought servers and domains", Optional.empty(), 170))
        .noneMatch(suggestion -> suggestion.technique().id().equals(hidden));
  }

  @Test
  void lookupsAndSearchKnowBothNames() {
    ReleaseIndex index = merged(BANK);

    assertThat(index.lookup("LLM Prompt Injection").candidates())
        .extracting(found -> found.id().value())
        .containsExactly("AML.T0051");
    assertThat(index.lookup("Prompt attack on our assistants").explanation())
        .contains("Example Bank calls it so; ATLAS says 'LLM Prompt Injection'.");
    assertThat(index.lookup("aml.bank.t0001")).isInstanceOf(Lookup.Found.class);
    assertThat(first(index, "fraud score")).isEqualTo("AML.BANK.T0001");
    assertThat(first(index, "helpdesk")).isEqualTo("AML.T0054");
    assertThat(first(index, "zebra")).isEqualTo("AML.T0054");
  }

  @Test
  void ownTechniquesAreSuggested() {
    String text = "Hundreds of tiny card payments, to learn where the fraud model blocks";

    assertThat(Suggester.of(merged(BANK)).suggest(text, Optional.empty(), 3))
        .extracting(suggestion -> suggestion.technique().id().value())
        .contains("AML.BANK.T0001");
    assertThat(Suggester.of(merged(BANK)).basis()).isEqualTo(Suggester.of(OFFICIAL).basis());
  }

  @Test
  void referencesToOwnEntriesAndBothNamesHold() throws IOException {
    AtlasLibrary library = installed(BANK);
    ReleaseIndex index = library.release(new ReleaseId("2026.05")).orElseThrow();
    String text =
        """
        AML.BANK.T0001: Probe The Fraud Score
        AML.T0051: LLM Prompt Injection
        AML.T0051: Prompt Attack On Our Assistants
        AML.BANK.T0009
        """;

    assertThat(new Linter(library, index).lint("x.md", text))
        .extracting(ReferenceIssue::found)
        .containsExactly("AML.BANK.T0009");
    assertThat(new Migrator(library, index).migrate("x.md", text).edits()).isEmpty();
  }

  @Test
  void stixKeepsWhatIsMitresApartFromWhatIsOurs() {
    JsonNode official = StixBundle.of(OFFICIAL);
    JsonNode bundle = StixBundle.of(merged(BANK));
    Set<String> ids = new HashSet<>();
    String identity = "";
    for (JsonNode object : bundle.path("objects")) {
      assertThat(ids.add(object.path("id").asString())).as(object.toString()).isTrue();
      if (object.path("name").asString("").equals("Example Bank")) {
        identity = object.path("id").asString();
      }
    }
    assertThat(identity).startsWith("identity--");
    int size = official.path("objects").size();
    for (int i = 0; i < size; i++) {
      assertThat(bundle.path("objects").get(i)).isEqualTo(official.path("objects").get(i));
    }
    List<JsonNode> own = bundle.path("objects").valueStream().skip(size + 1L).toList();
    String author = identity;
    assertThat(own)
        .allSatisfy(
            object -> assertThat(object.path("created_by_ref").asString()).isEqualTo(author));
    assertThat(own.stream().map(object -> object.path("type").asString()).distinct())
        .containsExactlyInAnyOrder("attack-pattern", "course-of-action", "relationship", "note");
    assertThat(own.stream().filter(object -> object.path("type").asString().equals("note")))
        .extracting(object -> object.path("abstract").asString())
        .contains("name", "hidden", "note", "mapping");
    for (JsonNode object : own) {
      for (String end : List.of("source_ref", "target_ref")) {
        if (object.has(end)) {
          assertThat(ids).contains(object.path(end).asString());
        }
      }
    }
    byte[] bytes = bundle.toString().getBytes(StandardCharsets.UTF_8);
    Release back =
        new ReleaseReader()
            .read(bytes, "x.json", Optional.of(new ReleaseId("x")))
            .release()
            .orElseThrow();
    assertThat(back.techniques()).hasSize(OFFICIAL.release().techniques().size() + 3);
  }

  @Test
  void whatIsOwnIsAsYoungAsItsOverlayAndWhatIsAtlasIsNot() {
    Instant changed = Instant.parse("2031-02-03T04:05:06.789999Z");
    int official = StixBundle.of(OFFICIAL).path("objects").size();
    List<JsonNode> objects =
        StixBundle.of(merged(BANK), Optional.of(changed)).path("objects").valueStream().toList();
    assertThat(objects.subList(0, official))
        .noneMatch(object -> object.path("modified").asString().startsWith("2031"));
    assertThat(objects.subList(official, objects.size()))
        .isNotEmpty()
        .allSatisfy(object -> {
          assertThat(object.path("modified").asString()).isEqualTo("2031-02-03T04:05:06.789Z");
          assertThat(object.path("created").asString()).doesNotStartWith("2031");
        });
  }

  @Test
  void aChangedFileIsSeenAndABrokenOneHidesNothingElse() throws IOException {
    AtlasLibrary library = installed(BANK);
    TechniqueId id = new TechniqueId("AML.BANK.T0001");
    assertThat(library.current().technique(id)).isPresent();
    assertThat(library.overlaysChanged()).isPresent();

    Path second = data.resolve("overlays/second.yaml");
    Files.writeString(second, "overlay: 1\norganisation: [");
    assertThat(library.current().technique(id)).isPresent();
    assertThat(library.problems()).extracting(Issue::file).containsOnly("overlays/second.yaml");

    Files.delete(second);
    Files.delete(data.resolve("overlays/bank.yaml"));
    assertThat(library.current().technique(id)).isEmpty();
    assertThat(library.problems()).isEmpty();
    assertThat(library.overlaysChanged()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          id: AML.BANK.T0001            | id: AML.T0300                | SX-ATLAS-071 | AML.T0300 is not an id of this organisation
          id: AML.BANK.T0001            | id: AML.BANK.M0009           | SX-ATLAS-034 | is not the id of a technique
          id: AML.BANK.T0002            | id: AML.BANK.T0001           | SX-ATLAS-072 | AML.BANK.T0001 stands twice
          maturity: realized            | maturity: sometimes          | SX-ATLAS-076 | expected feasible, demonstrated or realized
          "https://wiki.example.org/17" | "javascript:alert(1)"        | SX-ATLAS-076 | expected an address
          id-segment: BANK              | id-segment: bank             | SX-ATLAS-071 | capital letters
          overlay: 1                    | overlay: 2                   | SX-ATLAS-070 | the form of an overlay is 1
          organisation: Example Bank    | organisation: ''             | SX-ATLAS-007 | no 'organisation'
          {AML.T0051: Prompt            | {AML-T0051: Prompt           | SX-ATLAS-034 | is not an id of ATLAS
          tactics: [AML.TA0008]         | tactic: [AML.TA0008]         | SX-ATLAS-007 | neither 'tactics' nor a 'parent'
          name: By Night                | name: ''                     | SX-ATLAS-007 | no 'name'
          notes: {AML.T0054:            | notes: {AML.T0054: x, AML.T0054: | SX-ATLAS-072 | AML.T0054 stands twice in 'notes'
          """)
  void aMistakeIsNamedWithItsPlace(String from, String to, String code, String message) {
    OverlayReader.Read read = read(BANK.replace(from, to));

    assertThat(read.overlay()).isEmpty();
    assertThat(read.issues())
        .anySatisfy(issue -> {
          assertThat(issue.code()).isEqualTo(code);
          assertThat(issue.message()).contains(message);
          assertThat(issue.line()).isPositive();
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          parent: AML.BANK.T0001 | parent: AML.BANK.T0003    | SX-ATLAS-074 | ERROR   | AML.BANK.T0003 is itself below
          parent: AML.T0051      | parent: AML.T0051.000     | SX-ATLAS-074 | ERROR   | AML.T0051.000 is itself a sub-technique
          parent: AML.T0051      | parent: AML.BANK.T0003    | SX-ATLAS-074 | ERROR   | AML.BANK.T0003 is itself below
          hidden: {AML.T0008:    | hidden: {AML.T0045:       | SX-ATLAS-073 | WARNING | AML.T0048.004
          [AML.TA0008]           | [AML.TA9999]              | SX-ATLAS-073 | WARNING | AML.TA9999
          AML.T0040}             | AML.T9999}                | SX-ATLAS-073 | WARNING | AML.T9999
          Probe The Fraud Score  | LLM Jailbreak             | SX-ATLAS-075 | WARNING | also the name of AML.T0054
          """)
  void whatDoesNotFitTheReleaseIsLeftOutAndNamed(
      String from, String to, String code, Issue.Severity severity, String message) {
    Overlay overlay = read(BANK.replace(from, to)).overlay().orElseThrow();

    assertThat(OverlayMerge.merge(OFFICIAL, List.of(overlay)).issues())
        .anySatisfy(issue -> {
          assertThat(issue.code()).isEqualTo(code);
          assertThat(issue.severity()).isEqualTo(severity);
          assertThat(issue.message()).contains(message);
          assertThat(issue.line()).isPositive();
        });
  }

  @Test
  void ofTwoOverlaysTheFirstCounts() {
    Overlay first = read(BANK).overlay().orElseThrow();
    OverlayMerge.Merged twice = OverlayMerge.merge(OFFICIAL, List.of(first, first));

    assertThat(twice.issues()).filteredOn(issue -> issue.code().equals("SX-ATLAS-072")).hasSize(5);
    assertThat(twice.index().objects()).hasSize(merged(BANK).objects().size());
  }

  @Test
  void damagedOverlaysNeverThrow() {
    Random random = new Random(20_261_121L);
    byte[] whole = BANK.getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 2_000; round++) {
      byte[] damaged = whole.clone();
      for (int edit = 0; edit <= random.nextInt(5); edit++) {
        damaged[random.nextInt(damaged.length)] =
            random.nextBoolean()
                ? (byte) "{}[]:,-&*!|>'\"%@ \n#".charAt(random.nextInt(18))
                : (byte) random.nextInt(256);
      }
      assertThatCode(() ->
              OverlayReader.read(damaged, "x.yaml")
                  .overlay()
                  .ifPresent(overlay -> OverlayMerge.merge(OFFICIAL, List.of(overlay))))
          .as("round %d", round)
          .doesNotThrowAnyException();
    }
  }

  private AtlasLibrary installed(String overlay) throws IOException {
    Path overlays = Files.createDirectories(data.resolve("overlays"));
    Files.writeString(overlays.resolve("bank.yaml"), overlay);
    return AtlasLibrary.open(data.resolve("releases"), overlays);
  }

  private static ReleaseIndex merged(String overlay) {
    OverlayMerge.Merged merged =
        OverlayMerge.merge(OFFICIAL, List.of(read(overlay).overlay().orElseThrow()));
    assertThat(merged.issues()).isEmpty();
    return merged.index();
  }

  private static OverlayReader.Read read(String yaml) {
    return OverlayReader.read(yaml.getBytes(StandardCharsets.UTF_8), "bank.yaml");
  }

  private static String name(ReleaseIndex index, String id) {
    return index.technique(new TechniqueId(id)).orElseThrow().fullName();
  }

  private static String first(ReleaseIndex index, String query) {
    return index.search(query, 1).getFirst().object().id().value();
  }
}
