package io.sextant.sigma.pipeline;

import io.sextant.sigma.Selection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What a source of events calls things, and how rules must change to fit it. `docs/sigma.md`
/// describes the file.
///
/// @param priority pipelines with a smaller number are applied first
/// @param product the product of every event it recognises; empty when sources state it
/// @param layout how a record is taken apart before anything else
/// @param records keys under which a record holds a list of events
/// @param recognises what a record must be like to belong here; empty means every record
/// @param aliases field → other names that it may have, the first that is there is taken
/// @param sources the logs that events come from
/// @param variables values for the placeholders of rules
/// @param steps changes of rules, in order
public record Pipeline(
    String name,
    String title,
    int priority,
    String product,
    Layout layout,
    List<String> records,
    Optional<Selection> recognises,
    SequencedMap<String, List<String>> aliases,
    List<Source> sources,
    Map<String, List<String>> variables,
    List<Step> steps) {

  public Pipeline {
    records = List.copyOf(records);
    aliases = new LinkedHashMap<>(aliases);
    sources = List.copyOf(sources);
    variables = Map.copyOf(variables);
    steps = List.copyOf(steps);
  }

  /// How records are laid out.
  public enum Layout {
    /// Fields lie where rules name them.
    PLAIN,
    /// The Windows event log in any of its JSON forms.
    WINDOWS
  }

  /// One log that events come from.
  ///
  /// @param category empty for a service
  /// @param service the service that writes it; empty when any may
  /// @param when what its events are like
  /// @param fields rule's field → the event's field, only for events of this log
  /// @param constants fields that its events have, with their values
  public record Source(
      String category,
      String service,
      Selection when,
      SequencedMap<String, String> fields,
      SequencedMap<String, String> constants) {
    public Source {
      fields = new LinkedHashMap<>(fields);
      constants = new LinkedHashMap<>(constants);
    }

    boolean isService() {
      return category.isEmpty();
    }
  }

  /// A transformation with what must hold for it to be applied.
  ///
  /// @param rules conditions on the rule; `anyRule` says that one is enough, `notRules` negates
  ///   them
  /// @param items conditions on the item, likewise
  public record Step(
      String id,
      Transformation transformation,
      List<RuleCondition> rules,
      boolean anyRule,
      boolean notRules,
      List<ItemCondition> items,
      boolean anyItem,
      boolean notItems) {
    public Step {
      rules = List.copyOf(rules);
      items = List.copyOf(items);
    }
  }

  /// What the sources of a category are, with those of its service joined by AND.
  List<Source> sourcesOf(String category) {
    return sources.stream().filter(source -> source.category().equals(category)).toList();
  }

  /// What must hold for an event to come from the source: its own selection, and its service's.
  Selection whole(Source source) {
    List<Selection> services =
        sources.stream()
            .filter(other -> !source.isService() && other.isService())
            .filter(other -> other.service().equals(source.service()))
            .map(Source::when)
            .toList();
    if (services.isEmpty()) {
      return source.when();
    }
    List<Selection> joined = new ArrayList<>();
    services.forEach(service -> joined.add(Selections.and(service, source.when())));
    return Selections.any(joined);
  }
}
