package io.sextant.atlas.publish;

import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.CatalogueException;
import io.sextant.atlas.Mitigation;
import io.sextant.atlas.Prose;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Tactic;
import io.sextant.atlas.Technique;
import io.sextant.atlas.TechniqueId;
import io.sextant.atlas.awareness.Quiz;
import io.sextant.atlas.awareness.QuizQuestion;
import io.sextant.atlas.detection.DetectionCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/// A release as pages for people: one for each object, and an index. What the release says is
/// cleaned ([Prose]).
public final class Wiki {
  /// The same release gives the same pages.
  private static final long QUIZ_SEED = 1;

  private final ReleaseIndex index;
  private final DetectionCatalogue detections;
  private final Quiz quiz;
  private final Supplier<Page> newPage;

  private Wiki(ReleaseIndex index, Supplier<Page> newPage) {
    this.index = index;
    this.detections = DetectionCatalogue.load();
    this.quiz = new Quiz(index, detections);
    this.newPage = newPage;
  }

  /// Markdown pages by file name.
  public static SequencedMap<String, String> markdown(ReleaseIndex index) {
    Prose prose = prose(index, ".md");
    return new Wiki(index, () -> new MarkdownPage(prose)).pages(".md");
  }

  /// HTML pages by file name, with a style sheet and a search that runs in the browser; they work
  /// without a server.
  public static SequencedMap<String, String> html(ReleaseIndex index) {
    String release = index.release().id().tag();
    Prose prose = prose(index, ".html");
    SequencedMap<String, String> pages =
        new Wiki(index, () -> new HtmlPage(release, prose)).pages(".html");
    pages.put("wiki.css", resource("wiki.css"));
    pages.put("wiki.js", "const objects = " + objects(index) + ";\n" + resource("wiki.js"));
    return pages;
  }

  private static Prose prose(ReleaseIndex index, String suffix) {
    return new Prose(index, object -> Optional.of(object.id() + suffix));
  }

  /// What the search looks through. `<` is written as an escape, so that the file may be put into a
  /// page.
  private static String objects(ReleaseIndex index) {
    JsonMapper mapper = new JsonMapper();
    ArrayNode objects = mapper.createArrayNode();
    for (AtlasObject object : index.objects()) {
      objects
          .addObject()
          .put("id", object.id().value())
          .put("name", object.fullName())
          .put("text", object.summary());
    }
    return mapper.writeValueAsString(objects).replace("<", "\\u003c");
  }

  private static String resource(String name) {
    try (InputStream in = Wiki.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new CatalogueException("the file " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SequencedMap<String, String> pages(String suffix) {
    SequencedMap<String, String> pages = new LinkedHashMap<>();
    pages.put("index" + suffix, contents());
    for (AtlasObject object : index.objects()) {
      pages.put(object.id().value() + suffix, page(object));
    }
    return pages;
  }

  private String contents() {
    Page page = newPage.get();
    page.title("MITRE ATLAS, release " + index.release().id(), "");
    for (ReleaseIndex.Column column : index.matrix()) {
      page.heading(column.tactic().name());
      List<Page.Item> items = new ArrayList<>();
      items.add(new Page.Item(0, "The tactic: ", Optional.of(column.tactic())));
      for (ReleaseIndex.Cell cell : column.cells()) {
        items.add(Page.Item.of(cell.technique()));
        cell.subTechniques().forEach(sub -> items.add(Page.Item.below(sub)));
      }
      page.items(items);
    }
    list(page, "Mitigations", index.release().mitigations());
    list(page, "Case studies", index.release().caseStudies());
    return page.finish();
  }

  private String page(AtlasObject object) {
    Page page = newPage.get();
    page.title(
        object.fullName(),
        object.id() + " · " + object.kind().word() + " · release " + index.release().id());
    page.text(object.summary());
    if (!object.description().isEmpty()) {
      page.heading("In MITRE's words");
      page.prose(Prose.citing(object.description(), object));
    }
    switch (object) {
      case Tactic tactic -> list(page, "Techniques", index.techniques(tactic.id()));
      case Technique technique -> technique(page, technique);
      case Mitigation mitigation ->
          list(
              page,
              "Techniques",
              mitigation.mitigates().stream().flatMap(edge -> find(edge.technique())).toList());
      case CaseStudy study -> steps(page, study);
    }
    return page.finish();
  }

  private void technique(Page page, Technique technique) {
    technique.maturity().ifPresent(maturity -> page.text("Maturity: " + maturity.word()));
    list(
        page,
        "Tactics",
        technique.tactics().stream().flatMap(id -> index.tactic(id).stream()).toList());
    technique.parent().ifPresent(parent -> list(page, "Part of", find(parent).toList()));
    list(page, "Sub-techniques", index.subTechniques(technique.id()));
    detections.of(technique).ifPresent(new DetectionSection(index, page)::write);
    list(
        page,
        "Mitigations",
        index.mitigations(technique.id()).stream()
            .map(ReleaseIndex.AppliedMitigation::mitigation)
            .toList());
    list(page, "Case studies", index.caseStudies(technique.id()));
    List<QuizQuestion> questions =
        quiz.about(technique.id(), QUIZ_SEED).stream()
            // Which technique it is the page says above.
            .filter(question -> question.id().kind() != QuizQuestion.Kind.NAME)
            .toList();
    if (!questions.isEmpty()) {
      page.heading("Ask yourself");
      page.questions(questions);
    }
  }

  private void steps(Page page, CaseStudy study) {
    page.heading("Steps");
    List<Page.Step> steps = new ArrayList<>();
    for (CaseStudy.Step step : study.procedure()) {
      String tactic = index.tactic(step.tactic()).map(Tactic::name).orElse(step.tactic().value());
      Page.Item line =
          index
              .technique(step.technique())
              .map(found -> new Page.Item(0, tactic + ": ", Optional.of(found)))
              .orElse(Page.Item.of(tactic + ": " + step.technique()));
      steps.add(new Page.Step(line, Prose.citing(step.description(), study)));
    }
    page.steps(steps);
  }

  private Stream<Technique> find(TechniqueId id) {
    return index.technique(id).stream();
  }

  private static void list(Page page, String title, List<? extends AtlasObject> objects) {
    if (!objects.isEmpty()) {
      page.heading(title);
      page.items(objects.stream().map(Page.Item::of).toList());
    }
  }
}
