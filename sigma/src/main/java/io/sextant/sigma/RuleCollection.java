package io.sextant.sigma;

import static io.sextant.sigma.IssueLog.quote;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Joins the documents of one file that an `action` ties together (Sigma specification 1, "Rule
/// collections"; kept by pySigma):
///
/// - `global` is laid over every rule after it, until `reset`; a later one adds to it;
/// - `repeat` is laid over the rule before it, which makes another rule.
///
/// What is laid over replaces values and joins maps. Correlations and filters stay as they are.
/// Reads one file, on one thread.
final class RuleCollection {
  private static final String ACTION = "action";
  private static final String ID = "id";

  /// A document that stands for itself.
  ///
  /// @param suffix makes an id that several rules of the collection have in common its own
  record Member(YamlTree tree, String suffix) {}

  private final IssueLog log;
  private final Map<String, Integer> sharedIds = new HashMap<>();
  private YamlTree.Mapping global = empty();
  private YamlTree.Mapping previous = empty();
  private long nodes;

  RuleCollection(IssueLog log) {
    this.log = log;
  }

  private static YamlTree.Mapping empty() {
    return new YamlTree.Mapping(Place.FILE, new LinkedHashMap<>());
  }

  /// Takes the next document; empty when it is no rule by itself, or wrong, which was reported.
  Optional<Member> next(YamlTree tree) {
    if (!(tree instanceof YamlTree.Mapping map)) {
      return Optional.of(new Member(tree, ""));
    }
    Optional<YamlTree.Entry> action = map.get(ACTION);
    if (action.isEmpty()) {
      return rule(map);
    }
    YamlTree.Mapping plain = without(map);
    String word = action.get().value() instanceof YamlTree.Scalar scalar ? scalar.text() : "";
    return switch (word) {
      case "global" -> {
        if (!isSmall(global)) {
          yield Optional.empty();
        }
        global = overlaid(global, plain);
        previous = global;
        yield Optional.empty();
      }
      case "reset" -> {
        global = empty();
        yield Optional.empty();
      }
      case "repeat" -> repeated(plain, action.get().keyPlace());
      default -> {
        log.error(
            IssueCode.COLLECTION_ACTION,
            action.get().value().place(),
            "unknown action " + quote(word),
            Suggestion.hint(
                word, List.of("global", "reset", "repeat"), "Known are global, reset, repeat."));
        yield Optional.empty();
      }
    };
  }

  private Optional<Member> rule(YamlTree.Mapping map) {
    if (map.get("correlation").isPresent() || map.get("filter").isPresent()) {
      return Optional.of(new Member(map, ""));
    }
    if (!global.entries().isEmpty() && !isSmall(global)) {
      return Optional.empty();
    }
    previous = overlaid(map, global);
    return Optional.of(member(previous, global.get(ID).isPresent()));
  }

  /// Whether what was laid over each other is still small enough; reports when not.
  private boolean isSmall(YamlTree.Mapping map) {
    if (nodes > YamlParser.MAX_NODES) {
      return false;
    }
    nodes += size(map);
    if (nodes > YamlParser.MAX_NODES) {
      log.error(
          IssueCode.OVER_LIMIT,
          map.place(),
          "the documents that 'action' makes have more than " + YamlParser.MAX_NODES + " nodes",
          "Split the file.");
    }
    return nodes <= YamlParser.MAX_NODES;
  }

  private static long size(YamlTree tree) {
    return switch (tree) {
      case YamlTree.Scalar _ -> 1;
      case YamlTree.Sequence list ->
          1 + list.items().stream().mapToLong(RuleCollection::size).sum();
      case YamlTree.Mapping map ->
          1 + map.entries().values().stream().mapToLong(entry -> 1 + size(entry.value())).sum();
    };
  }

  private Optional<Member> repeated(YamlTree.Mapping map, Place place) {
    if (previous.entries().isEmpty()) {
      log.error(
          IssueCode.COLLECTION_ACTION,
          place,
          "'repeat' has no rule before it to repeat",
          "Put the rule to be repeated before it in the same file.");
      return Optional.empty();
    }
    if (!isSmall(previous)) {
      return Optional.empty();
    }
    boolean ownId = map.get(ID).isPresent();
    previous = overlaid(new YamlTree.Mapping(map.place(), previous.entries()), map);
    return Optional.of(member(previous, !ownId));
  }

  private Member member(YamlTree.Mapping map, boolean sharesId) {
    String id =
        map.get(ID).map(YamlTree.Entry::value).orElse(map) instanceof YamlTree.Scalar scalar
            ? scalar.text()
            : "";
    int count = sharedIds.merge(id, 1, Integer::sum);
    return new Member(map, sharesId && count > 1 ? "#" + count : "");
  }

  private static YamlTree.Mapping without(YamlTree.Mapping map) {
    SequencedMap<String, YamlTree.Entry> entries = new LinkedHashMap<>(map.entries());
    entries.remove(ACTION);
    return new YamlTree.Mapping(map.place(), entries);
  }

  private static YamlTree.Mapping overlaid(YamlTree.Mapping under, YamlTree.Mapping over) {
    SequencedMap<String, YamlTree.Entry> entries = new LinkedHashMap<>(under.entries());
    over.entries().forEach((key, entry) -> entries.merge(key, entry, RuleCollection::joined));
    return new YamlTree.Mapping(under.place(), entries);
  }

  private static YamlTree.Entry joined(YamlTree.Entry under, YamlTree.Entry over) {
    return under.value() instanceof YamlTree.Mapping below
            && over.value() instanceof YamlTree.Mapping above
        ? new YamlTree.Entry(over.key(), over.keyPlace(), overlaid(below, above))
        : over;
  }
}
