package io.sextant.sigma.pipeline;

import io.sextant.sigma.Condition;
import io.sextant.sigma.Detection;
import io.sextant.sigma.DetectionRule;
import io.sextant.sigma.Level;
import io.sextant.sigma.LogSource;
import io.sextant.sigma.RuleHeader;
import io.sextant.sigma.RuleId;
import io.sextant.sigma.Selection;
import io.sextant.sigma.SigmaCompiler;
import io.sextant.sigma.SigmaDocument;
import io.sextant.sigma.SigmaEngine;
import io.sextant.sigma.SigmaEvent;
import io.sextant.sigma.pipeline.Pipeline.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Finds the sources that an event is from. The selections of a pipeline run as rules of an engine
/// of their own; what they say is remembered by the values they look at.
final class SourceTable {
  /// Combinations of values that are remembered.
  private static final int MAX_REMEMBERED = 10_000;

  private static final String RECOGNISED = "recognised";
  private static final String WITHOUT_SERVICE = "~";

  /// What was found.
  ///
  /// @param fields rule's field → the event's
  record Hit(
      LogSource source,
      SequencedMap<String, String> fields,
      SequencedMap<String, String> constants) {}

  private final Pipeline pipeline;
  private final Categories categories;
  private final SigmaEngine engine;
  private final Set<String> looksAt = new LinkedHashSet<>();
  private final Set<String> serviceFields = new LinkedHashSet<>();
  private final Map<String, Optional<Hit>> remembered = new HashMap<>();

  SourceTable(Pipeline pipeline) {
    this.pipeline = pipeline;
    this.categories = new Categories(pipeline.sources());
    List<SigmaDocument> rules = new ArrayList<>();
    pipeline.recognises().ifPresent(selection -> rules.add(rule(RECOGNISED, selection)));
    for (int i = 0; i < pipeline.sources().size(); i++) {
      Source source = pipeline.sources().get(i);
      rules.add(rule(Integer.toString(i), pipeline.whole(source)));
      rules.add(rule(WITHOUT_SERVICE + i, source.when()));
      if (source.isService()) {
        serviceFields.addAll(Selections.fields(source.when()));
      }
    }
    this.engine = SigmaEngine.of(new SigmaCompiler().compile(rules).rules());
  }

  Pipeline pipeline() {
    return pipeline;
  }

  private DetectionRule rule(String id, Selection selection) {
    looksAt.addAll(Selections.fields(selection));
    SequencedMap<String, Selection> selections = new LinkedHashMap<>();
    selections.put("when", selection);
    RuleHeader header =
        new RuleHeader(
            new RuleId(id),
            "",
            id,
            "",
            Level.INFORMATIONAL,
            "",
            "",
            "",
            List.of(),
            List.of(),
            List.of(),
            LogSource.ANY,
            pipeline.name(),
            0);
    return new DetectionRule(header, selections, List.of(new Condition.Named("when")));
  }

  /// The sources of an event; empty when the pipeline does not recognise it.
  Optional<Hit> find(ObjectNode body) {
    StringBuilder key = new StringBuilder();
    for (String field : looksAt) {
      Paths.find(body, field).ifPresent(value -> append(value, key));
      key.append('\u0000');
    }
    String text = key.toString();
    Optional<Hit> known = remembered.get(text);
    if (known != null) {
      return known;
    }
    Optional<Hit> found = search(body);
    if (remembered.size() < MAX_REMEMBERED) {
      remembered.put(text, found);
    }
    return found;
  }

  /// Writes a value so that different ones are told apart, without making JSON of it.
  private static void append(JsonNode value, StringBuilder key) {
    if (value.isValueNode()) {
      key.append(value.getNodeType().name()).append(value.asString(""));
    } else {
      key.append(value);
    }
  }

  private Optional<Hit> search(ObjectNode body) {
    Set<String> matched = new HashSet<>();
    for (Detection detection :
        engine.accept(new SigmaEvent(0, Instant.EPOCH, LogSource.ANY, body))) {
      matched.add(detection.rule().value());
    }
    boolean any = matched.stream().anyMatch(id -> !id.startsWith(WITHOUT_SERVICE));
    boolean recognised = pipeline.recognises().isPresent() ? matched.contains(RECOGNISED) : any;
    return recognised ? Optional.of(hit(body, matched)) : Optional.empty();
  }

  private Hit hit(ObjectNode body, Set<String> matched) {
    boolean serviceUnknown =
        !serviceFields.isEmpty()
            && serviceFields.stream().noneMatch(field -> Paths.find(body, field).isPresent());
    String service = serviceUnknown ? "" : EventRouter.NONE;
    Set<String> groups = new LinkedHashSet<>();
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    SequencedMap<String, String> constants = new LinkedHashMap<>();
    for (int i = 0; i < pipeline.sources().size(); i++) {
      Source source = pipeline.sources().get(i);
      boolean belongs = matched.contains((serviceUnknown ? WITHOUT_SERVICE : "") + i);
      if (belongs && source.isService()) {
        service = source.service();
      } else if (belongs) {
        groups.add(categories.groupOf(source.category()));
        source.fields().forEach(fields::putIfAbsent);
        source.constants().forEach(constants::putIfAbsent);
      }
    }
    String category =
        groups.size() == 1 ? groups.iterator().next() : groups.isEmpty() ? EventRouter.NONE : "";
    return new Hit(new LogSource(category, pipeline.product(), service), fields, constants);
  }
}
