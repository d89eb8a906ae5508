package io.sextant.core.system;

import io.sextant.core.document.Documents;
import io.sextant.core.document.Issue;
import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Place;
import io.sextant.core.document.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads a system map (`docs/system-map.md`) and finds every mistake of it at once.
public final class MapReader {
  /// The first line of a map.
  public static final String FORMAT = "system/1";

  static final Set<String> TOP =
      Set.of(
          "sextant",
          "id",
          "name",
          "description",
          "owner",
          "stage",
          "assets",
          "boundaries",
          "components",
          "flows");
  static final Set<String> ASSET = Set.of("id", "name", "description", "sensitivity", "owner");
  static final Set<String> BOUNDARY = Set.of("id", "name", "description", "trust", "within");
  static final Set<String> COMPONENT =
      Set.of(
          "id",
          "name",
          "description",
          "kind",
          "was",
          "within",
          "part-of",
          "owner",
          "exposure",
          "stores",
          "processes",
          "telemetry",
          "tags",
          "properties");
  static final Set<String> FLOW =
      Set.of(
          "id",
          "name",
          "description",
          "from",
          "to",
          "both-ways",
          "assets",
          "protocol",
          "encrypted",
          "authenticated",
          "tags",
          "properties");
  private static final Set<String> TELEMETRY = Set.of("services", "models", "routes");

  private final IssueLog log;
  private final MapDraft draft;
  private final Map<String, Place> placeOf = new HashMap<>();
  private boolean owned;

  private MapReader(IssueLog log) {
    this.log = log;
    this.draft = new MapDraft(log);
  }

  /// A map as far as it is sound, and what is wrong with its file. Empty when there is nothing of a
  /// map in it.
  public record Result(Optional<SystemMap> map, List<Issue> issues) {}

  public static Result read(String file, String text) {
    IssueLog log = new IssueLog(file, text);
    List<Tree> documents = Documents.read(text, log);
    if (documents.size() != 1 || !(documents.getFirst() instanceof Tree.Mapping)) {
      if (log.errors() == 0) {
        log.error(
            Codes.WRONG_SHAPE,
            Place.FILE,
            "a system map is one YAML map",
            "Begin it with 'sextant: " + FORMAT + "'.");
      }
      return new Result(Optional.empty(), log.issues());
    }
    SystemMap map = new MapReader(log).map(documents.getFirst());
    return new Result(Optional.of(map), log.issues());
  }

  private SystemMap map(Tree top) {
    keys(top, TOP, "a system map");
    String format = top.text("sextant").orElse("");
    if (!format.equals(FORMAT)) {
      log.error(
          Codes.VERSION,
          top.get("sextant").map(Tree::place).orElse(top.place()),
          "expected 'sextant: " + FORMAT + "', found '" + format + "'",
          "Other formats are read by 'sextant model import'.");
    }
    String id = id(top).map(Ref::name).orElse("");
    owned = top.text("owner").isPresent();
    draft
        .system(id, top.text("name").orElse(id), top.text("description").orElse(""))
        .owner(top.text("owner"))
        .stage(word(top, "stage", Stage::of, Stage.values(), Stage::word).orElse(Stage.UNKNOWN));
    maps(top, "assets").forEach(this::asset);
    maps(top, "boundaries").forEach(this::boundary);
    maps(top, "components").forEach(this::component);
    maps(top, "flows").forEach(this::flow);
    SystemMap map = draft.build();
    warnOfLoose(map);
    return map;
  }

  private void warnOfLoose(SystemMap map) {
    Set<ComponentId> connected = new HashSet<>();
    map.flows()
        .forEach(flow -> {
          connected.add(flow.from());
          connected.add(flow.to());
        });
    map.components()
        .forEach(component -> {
          component.parent().ifPresent(connected::add);
          component.parent().ifPresent(_ -> connected.add(component.id()));
        });
    for (Component component : map.components()) {
      Place place = placeOf.getOrDefault(component.id().value(), Place.FILE);
      if (!connected.contains(component.id())) {
        log.warning(
            Codes.UNCONNECTED,
            place,
            "no flow touches '" + component.id() + "'",
            "Add the flows, or leave it out: what nothing reaches has no threats.");
      }
    }
  }

  private void asset(Tree tree) {
    keys(tree, ASSET, "an asset");
    id(tree)
        .ifPresent(ref ->
            draft.asset(
                ref,
                tree.text("name").orElse(""),
                tree.text("description").orElse(""),
                word(tree, "sensitivity", Sensitivity::of, Sensitivity.values(), Sensitivity::word)
                    .orElse(Sensitivity.UNKNOWN),
                tree.text("owner")));
  }

  private void boundary(Tree tree) {
    keys(tree, BOUNDARY, "a boundary");
    id(tree)
        .ifPresent(ref ->
            draft.boundary(
                ref,
                tree.text("name").orElse(""),
                tree.text("description").orElse(""),
                trust(tree),
                ref(tree, "within")));
  }

  private void component(Tree tree) {
    keys(tree, COMPONENT, "a component");
    Optional<Ref> id = id(tree);
    if (id.isEmpty()) {
      return;
    }
    tree.get("telemetry").ifPresent(telemetry -> keys(telemetry, TELEMETRY, "telemetry"));
    ComponentDraft component =
        new ComponentDraft(id.get(), tree.text("name").orElse(""))
            .description(tree.text("description").orElse(""))
            .was(formerIds(tree))
            .within(ref(tree, "within"))
            .partOf(ref(tree, "part-of"))
            .owner(tree.text("owner"))
            .exposure(
                word(tree, "exposure", Exposure::of, Exposure.values(), Exposure::word)
                    .orElse(Exposure.UNKNOWN))
            .stores(refs(tree, "stores"))
            .processes(refs(tree, "processes"))
            .telemetry(
                new Component.Telemetry(
                    tree.get("telemetry").map(each -> each.texts("services")).orElse(List.of()),
                    tree.get("telemetry").map(each -> each.texts("models")).orElse(List.of()),
                    tree.get("telemetry").map(each -> each.texts("routes")).orElse(List.of())))
            .tags(tree.texts("tags"));
    kinds(tree, component);
    tree.entries("properties")
        .forEach(entry -> component.property(entry.key(), entry.value().text()));
    if (tree.text("owner").isEmpty() && !owned) {
      log.warning(
          Codes.UNOWNED,
          tree.place(),
          "nobody owns '" + id.get().name() + "'",
          "Add 'owner:' here, or to the system for everything without one.");
    }
    placeOf.put(draft.component(component).value(), tree.place());
  }

  private void kinds(Tree tree, ComponentDraft component) {
    List<String> words = tree.texts("kind");
    if (words.isEmpty()) {
      log.error(
          Codes.MISSING,
          tree.place(),
          "a component needs a kind",
          "Say what it is, such as 'kind: agent'; 'kind: untyped' when nobody knows yet.");
    }
    if (words.contains(ComponentKind.UNTYPED.word())) {
      log.warning(
          Codes.UNTYPED,
          tree.place(),
          "nobody said yet what this component is",
          "Give it a kind: no technique can be derived for it.");
    }
    for (String word : words) {
      ComponentKind.of(word)
          .ifPresentOrElse(
              component::kind,
              () ->
                  unknown(
                      tree.get("kind").map(Tree::place).orElse(tree.place()),
                      "kind",
                      word,
                      Arrays.stream(ComponentKind.values()).map(ComponentKind::word).toList()));
    }
  }

  private void flow(Tree tree) {
    keys(tree, FLOW, "a flow");
    Optional<Ref> from = ref(tree, "from");
    Optional<Ref> to = ref(tree, "to");
    if (from.isEmpty() || to.isEmpty()) {
      log.error(
          Codes.MISSING,
          tree.place(),
          "a flow needs 'from' and 'to'",
          "Name the components it goes between by their ids.");
      return;
    }
    Ref id =
        tree.get("id").isPresent()
            ? id(tree).orElse(new Ref("flow", tree.place()))
            : new Ref(from.get().name() + "-to-" + to.get().name(), tree.place());
    FlowDraft flow =
        new FlowDraft(id, tree.text("name").orElse(""), from.get(), to.get())
            .description(tree.text("description").orElse(""))
            .bothWays(truth(tree, "both-ways").orElse(false))
            .assets(refs(tree, "assets"))
            .protocol(tree.text("protocol"))
            .encrypted(truth(tree, "encrypted"))
            .authenticated(truth(tree, "authenticated"))
            .tags(tree.texts("tags"));
    tree.entries("properties").forEach(entry -> flow.property(entry.key(), entry.value().text()));
    draft.flow(flow);
  }

  private List<Tree> maps(Tree top, String key) {
    Optional<Tree> value = top.get(key);
    if (value.isPresent() && !(value.get() instanceof Tree.Sequence)) {
      wrongShape(value.get(), "'" + key + "' is a list of maps");
    }
    top.list(key).stream()
        .filter(item -> !(item instanceof Tree.Mapping))
        .forEach(item -> wrongShape(item, "'" + key + "' holds maps"));
    return top.list(key).stream().filter(Tree.Mapping.class::isInstance).toList();
  }

  private Optional<Ref> id(Tree tree) {
    Optional<Tree> value = tree.get("id");
    Optional<String> text = value.flatMap(Tree::text);
    if (text.isEmpty()) {
      log.error(
          Codes.MISSING, tree.place(), "an id is missing here", "Add 'id:' with a short name.");
      return Optional.empty();
    }
    if (!Ids.valid(text.get())) {
      log.error(
          Codes.BAD_ID,
          value.get().place(),
          "'"
              + text.get()
              + "' is no id: letters, digits, '.', '_' and '-', at most "
              + Ids.LONGEST,
          "Perhaps '" + Ids.like(text.get()) + "'.");
      return Optional.empty();
    }
    return Optional.of(new Ref(text.get(), value.get().place()));
  }

  private List<ComponentId> formerIds(Tree tree) {
    List<ComponentId> ids = new ArrayList<>();
    for (Ref ref : refs(tree, "was")) {
      if (Ids.valid(ref.name())) {
        ids.add(new ComponentId(ref.name()));
      } else {
        log.error(Codes.BAD_ID, ref.place(), "'" + ref.name() + "' is no id and never was one", "");
      }
    }
    return ids;
  }

  private Optional<Ref> ref(Tree tree, String key) {
    return tree.get(key).flatMap(value -> value.text().map(text -> new Ref(text, value.place())));
  }

  private List<Ref> refs(Tree tree, String key) {
    return tree.get(key).stream()
        .flatMap(value ->
            value instanceof Tree.Sequence(_, var items)
                ? items.stream()
                : java.util.stream.Stream.of(value))
        .flatMap(item -> item.text().map(text -> new Ref(text, item.place())).stream())
        .toList();
  }

  private Optional<Integer> trust(Tree tree) {
    Optional<Tree> value = tree.get("trust");
    Optional<Integer> number =
        value
            .flatMap(Tree::text)
            .filter(text -> text.matches("\\d{1,3}"))
            .map(Integer::valueOf)
            .filter(n -> n <= 100);
    if (value.isPresent() && number.isEmpty()) {
      wrongShape(value.get(), "'trust' is a whole number from 0 to 100");
    }
    return number;
  }

  private Optional<Boolean> truth(Tree tree, String key) {
    Optional<Tree> value = tree.get(key);
    Optional<String> text = value.flatMap(Tree::text);
    if (value.isPresent()
        && !text.filter(word -> word.equals("true") || word.equals("false")).isPresent()) {
      wrongShape(value.get(), "'" + key + "' is true or false; leave it out when it is not known");
      return Optional.empty();
    }
    return text.map(Boolean::valueOf);
  }

  private <T> Optional<T> word(
      Tree tree,
      String key,
      Function<String, Optional<T>> of,
      T[] all,
      Function<T, String> wordOf) {
    Optional<String> text = tree.text(key);
    Optional<T> found = text.flatMap(of);
    if (text.isPresent() && found.isEmpty()) {
      unknown(
          tree.get(key).orElseThrow().place(),
          key,
          text.get(),
          Arrays.stream(all).map(wordOf).toList());
    }
    return found;
  }

  private void keys(Tree tree, Set<String> known, String what) {
    tree.fields()
        .filter(entry -> !known.contains(entry.key()))
        .forEach(entry ->
            log.error(
                Codes.UNKNOWN_KEY,
                entry.keyPlace(),
                what + " has no '" + entry.key() + "'",
                Suggestion.hint(entry.key(), known, "Facts of your own go under 'properties'.")));
  }

  private void unknown(Place place, String key, String word, List<String> known) {
    log.error(
        Codes.UNKNOWN_WORD,
        place,
        "'" + word + "' is no " + key,
        Suggestion.hint(word, known, "Expected one of: " + String.join(", ", known) + "."));
  }

  private void wrongShape(Tree tree, String expected) {
    log.error(Codes.WRONG_SHAPE, tree.place(), expected + ", found " + tree.kind(), "");
  }
}
