package io.sextant.cli.atlas;

import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.AttackReference;
import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.Dates;
import io.sextant.atlas.Issue;
import io.sextant.atlas.Mitigation;
import io.sextant.atlas.OwnMark;
import io.sextant.atlas.Release;
import io.sextant.atlas.ReleaseCounts;
import io.sextant.atlas.SearchHit;
import io.sextant.atlas.Tactic;
import io.sextant.atlas.Technique;
import io.sextant.atlas.detection.Detection;
import io.sextant.cli.Json;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON shapes of `sextant atlas`, as `docs/cli.md` describes them. A field that a release does
/// not state is left out; lists are always there.
final class AtlasJson {
  private AtlasJson() {}

  /// An object in a list: its own fields, without texts and edges.
  static ObjectNode item(AtlasObject object) {
    ObjectNode node = named(object);
    node.put("fullName", object.fullName());
    switch (object) {
      case Tactic tactic -> attack(tactic.attackReference(), node);
      case Technique technique -> technique(technique, node);
      case Mitigation mitigation -> {
        node.set("categories", texts(mitigation.categories()));
        node.set("lifecyclePhases", texts(mitigation.lifecyclePhases()));
        attack(mitigation.attackReference(), node);
      }
      case CaseStudy study -> {
        study.type().ifPresent(type -> node.put("type", type.word()));
        node.put("date", study.shownDate());
        node.put("steps", study.procedure().size());
      }
    }
    node.put("url", object.page());
    return node;
  }

  private static void technique(Technique technique, ObjectNode node) {
    technique.parent().ifPresent(parent -> node.put("parent", parent.value()));
    node.set("tactics", texts(technique.tactics().stream().map(id -> id.value()).toList()));
    technique.maturity().ifPresent(maturity -> node.put("maturity", maturity.word()));
    node.set("platforms", texts(technique.platforms()));
    attack(technique.attackReference(), node);
  }

  /// Kind, id, name and summary: enough to name an object elsewhere.
  static ObjectNode named(AtlasObject object) {
    ObjectNode node = Json.object();
    node.put("kind", kind(object));
    node.put("id", object.id().value());
    node.put("name", object.name());
    node.put("summary", object.summary());
    return node;
  }

  static ArrayNode named(List<? extends AtlasObject> objects) {
    ArrayNode array = Json.array();
    objects.forEach(object -> array.add(named(object)));
    return array;
  }

  /// What organisations say of an object.
  static ObjectNode own(OwnMark mark) {
    ObjectNode node = Json.object();
    mark.addedBy().ifPresent(by -> node.put("addedBy", by));
    mark.renamed()
        .ifPresent(own ->
            node.putObject("renamed")
                .put("organisation", own.organisation())
                .put("official", own.official()));
    mark.hidden()
        .ifPresent(own ->
            node.putObject("hidden")
                .put("organisation", own.organisation())
                .put("reason", own.reason()));
    ArrayNode notes = node.putArray("notes");
    mark.notes()
        .forEach(own ->
            notes.addObject().put("organisation", own.organisation()).put("text", own.text()));
    ArrayNode mappings = node.putArray("mappings");
    mark.mappings()
        .forEach(own ->
            mappings
                .addObject()
                .put("organisation", own.organisation())
                .put("to", own.to())
                .put("title", own.title())
                .put("url", own.url()));
    return node;
  }

  /// Adds what only a page of one object shows of its own fields.
  static void details(AtlasObject object, ObjectNode node) {
    node.put("description", object.description());
    Dates dates = object.dates();
    dates.created().ifPresent(date -> node.put("created", date.toString()));
    dates.modified().ifPresent(date -> node.put("modified", date.toString()));
    ArrayNode references = node.putArray("references");
    object
        .references()
        .forEach(reference ->
            references.addObject().put("title", reference.title()).put("url", reference.url()));
  }

  /// What can be seen of a technique.
  static ObjectNode detection(Detection detection) {
    ObjectNode node = Json.object();
    node.put("observable", detection.observability().word());
    ArrayNode telemetry = node.putArray("telemetry");
    for (Detection.Telemetry source : detection.telemetry()) {
      telemetry.addObject().put("source", source.source()).set("fields", texts(source.fields()));
    }
    node.set("indicators", texts(detection.indicators()));
    node.set("ideas", texts(detection.ideas()));
    node.set("rules", texts(detection.rules()));
    detection
        .blind()
        .ifPresent(blind ->
            node.putObject("blind")
                .put("because", blind.because())
                .put("nearest", blind.nearest())
                .set("watch", texts(blind.watch().stream().map(id -> id.value()).toList())));
    node.put("test", detection.test());
    return node;
  }

  static ObjectNode release(Release release) {
    ObjectNode node = Json.object();
    node.put("tag", release.id().tag());
    node.put("origin", release.origin().name().toLowerCase(Locale.ROOT));
    release.date().ifPresent(date -> node.put("date", date.toString()));
    ReleaseCounts.of(release)
        .columns()
        .forEach((name, value) -> {
          switch (value) {
            case Integer number -> node.put(name, number);
            default -> node.put(name, value.toString());
          }
        });
    node.set("notices", issues(release.notices()));
    return node;
  }

  static ArrayNode issues(List<Issue> issues) {
    ArrayNode array = Json.array();
    for (Issue issue : issues) {
      array
          .addObject()
          .put("code", issue.code())
          .put("severity", issue.severity().name().toLowerCase(Locale.ROOT))
          .put("file", issue.file())
          .put("line", issue.line())
          .put("column", issue.column())
          .put("message", issue.message())
          .put("hint", issue.hint());
    }
    return array;
  }

  static ObjectNode hit(SearchHit hit) {
    ObjectNode node = named(hit.object());
    node.put("fullName", hit.object().fullName());
    node.put("score", Math.round(hit.score() * 100) / 100.0);
    node.put("field", hit.field().name().toLowerCase(Locale.ROOT));
    node.put("fragment", hit.fragment());
    ArrayNode marks = node.putArray("marks");
    hit.marks().forEach(mark -> marks.addArray().add(mark.start()).add(mark.end()));
    return node;
  }

  static String kind(AtlasObject object) {
    return object.kind().name().toLowerCase(Locale.ROOT);
  }

  static ArrayNode texts(Collection<String> texts) {
    ArrayNode array = Json.array();
    texts.forEach(array::add);
    return array;
  }

  private static void attack(Optional<AttackReference> reference, ObjectNode node) {
    reference.ifPresent(
        found -> node.putObject("attackReference").put("id", found.id()).put("url", found.url()));
  }
}
