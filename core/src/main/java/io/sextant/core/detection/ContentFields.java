package io.sextant.core.detection;

import io.sextant.core.detection.Inspection.Judgement;
import io.sextant.core.telemetry.EventTexts;
import io.sextant.core.telemetry.Speaker;
import io.sextant.sigma.DerivedFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The fields `content.*`: what an inspection finds in the texts of an event, of all its speakers
/// (`content.score`) or of one (`content.user.score`). See `docs/event-format.md`, section "What is
/// in the texts".
final class ContentFields implements DerivedFields {
  static final String PREFIX = "content.";

  private static final String UNTRUSTED = "untrusted";

  /// What the model wrote before was looked into when it wrote it.
  private static final Set<Speaker> ALL = EnumSet.complementOf(EnumSet.of(Speaker.HISTORY));

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /// What is asked of a text.
  private enum Measure {
    SCORE,
    VERDICT,
    KIND,
    TECHNIQUES,
    PASSAGES,
    PII,
    SECRETS;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// Whether it is about attacks, which arguments of a tool, made by the model itself, are not.
    boolean isJudged() {
      return this != PII && this != SECRETS;
    }
  }

  private record Asked(Set<Speaker> speakers, Measure measure) {}

  private static final NavigableMap<String, Asked> FIELDS = fields();

  /// Every field that there is.
  static final SortedSet<String> NAMES =
      Collections.unmodifiableSortedSet(FIELDS.navigableKeySet());

  private final Inspection inspection;

  /// Of the event that was asked about last, by whichever thread.
  private volatile Known last = Known.NOTHING;

  private record Known(ObjectNode event, EventTexts texts) {
    static final Known NOTHING = of(NODES.objectNode());

    static Known of(ObjectNode event) {
      return new Known(event, EventTexts.of(event));
    }
  }

  /// Takes what is said in the event that is asked about next, so that it is not read again: its
  /// tree lies in the memory of the processor that made it.
  void next(ObjectNode event, EventTexts texts) {
    last = new Known(event, texts);
  }

  ContentFields(Inspection inspection) {
    this.inspection = inspection;
  }

  private static NavigableMap<String, Asked> fields() {
    NavigableMap<String, Asked> fields = new TreeMap<>();
    add("", ALL, fields);
    add(UNTRUSTED + ".", ALL.stream().filter(Speaker::isUntrusted).toList(), fields);
    ALL.forEach(speaker -> add(speaker.label() + ".", Set.of(speaker), fields));
    return fields;
  }

  private static void add(
      String group, Collection<Speaker> speakers, NavigableMap<String, Asked> fields) {
    for (Measure measure : Measure.values()) {
      Set<Speaker> asked = EnumSet.copyOf(speakers);
      if (measure.isJudged()) {
        asked.remove(Speaker.TOOL_CALL);
      }
      if (!asked.isEmpty()) {
        fields.put(PREFIX + group + measure.label(), new Asked(asked, measure));
      }
    }
  }

  @Override
  public boolean has(String field) {
    return FIELDS.containsKey(field);
  }

  @Override
  public List<JsonNode> values(JsonNode event, String field) {
    if (!(event instanceof ObjectNode object)) {
      return List.of();
    }
    Asked asked = FIELDS.get(field);
    return asked == null ? List.of() : values(texts(object), asked.speakers(), asked.measure());
  }

  /// Rules ask for several of these fields of one event before the next comes.
  @SuppressWarnings("ReferenceEquality") // comparing what they say takes longer than reading it
  private EventTexts texts(ObjectNode event) {
    Known known = last;
    if (known.event() != event) {
      known = Known.of(event);
      last = known;
    }
    return known.texts();
  }

  private List<JsonNode> values(EventTexts texts, Set<Speaker> speakers, Measure measure) {
    return switch (measure) {
      case SCORE ->
          judgements(texts, speakers).stream().mapToDouble(Judgement::score).max().stream()
              .<JsonNode>mapToObj(NODES::numberNode)
              .toList();
      case VERDICT -> verdict(judgements(texts, speakers));
      case KIND ->
          distinct(judgements(texts, speakers).stream().flatMap(it -> it.kinds().stream()));
      case TECHNIQUES ->
          distinct(judgements(texts, speakers).stream().flatMap(it -> it.techniques().stream()));
      case PASSAGES ->
          distinct(judgements(texts, speakers).stream().flatMap(it -> it.passages().stream()));
      case PII ->
          distinct(
              said(texts, speakers).stream().flatMap(it -> inspection.personalData(it).stream()));
      case SECRETS ->
          distinct(said(texts, speakers).stream().flatMap(it -> inspection.secrets(it).stream()));
    };
  }

  private static List<JsonNode> verdict(List<Judgement> judgements) {
    if (judgements.isEmpty()) {
      return List.of();
    }
    boolean flagged = judgements.stream().anyMatch(Judgement::flagged);
    return List.of(NODES.stringNode(flagged ? "flagged" : "benign"));
  }

  private List<Judgement> judgements(EventTexts texts, Set<Speaker> speakers) {
    List<Judgement> judgements = new ArrayList<>();
    for (Speaker speaker : speakers) {
      List<String> instructions =
          speaker == Speaker.ASSISTANT ? texts.of(Speaker.SYSTEM) : List.of();
      for (String text : new LinkedHashSet<>(texts.of(speaker))) {
        judgements.add(inspection.judge(speaker, text, instructions));
      }
    }
    return judgements;
  }

  private static Set<String> said(EventTexts texts, Set<Speaker> speakers) {
    Set<String> said = new LinkedHashSet<>();
    speakers.forEach(it -> said.addAll(texts.of(it)));
    return said;
  }

  private static List<JsonNode> distinct(Stream<String> texts) {
    return texts.distinct().<JsonNode>map(NODES::stringNode).toList();
  }
}
