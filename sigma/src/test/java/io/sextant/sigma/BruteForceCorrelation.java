package io.sextant.sigma;

import io.sextant.sigma.RandomCorrelations.Event;
import io.sextant.sigma.RandomCorrelations.Limit;
import io.sextant.sigma.RandomCorrelations.Spec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What correlations say about a whole list of events, worked out from `SEMANTICS.md` without
/// regard to cost: every window is collected and counted from scratch.
final class BruteForceCorrelation {
  /// What one correlation is given.
  ///
  /// @param path its place among all, compared number by number
  /// @param cause the place of the event, or of the end of a window, that brought it
  record Item(
      List<Long> cause,
      List<Long> path,
      int second,
      int member,
      List<List<String>> groups,
      List<Integer> refs,
      List<String> values) {}

  /// An item as one of a group: the place of the group among those of the item.
  private record Placed(Item item, int place) {
    int second() {
      return item.second();
    }

    List<Long> path() {
      List<Long> path = new ArrayList<>(item.path());
      path.add((long) place);
      return path;
    }
  }

  /// One firing.
  record Firing(
      String rule,
      List<String> group,
      List<Integer> refs,
      int first,
      int last,
      int time,
      List<Long> cause,
      List<Long> path) {}

  private static final Comparator<List<Long>> BY_PLACE =
      (a, b) -> {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
          int order = Long.compare(a.get(i), b.get(i));
          if (order != 0) {
            return order;
          }
        }
        return Integer.compare(a.size(), b.size());
      };

  private final List<Spec> specs;
  private final List<Event> events;
  private final Map<String, List<Firing>> firings = new LinkedHashMap<>();

  /// @param events in order of time and number
  BruteForceCorrelation(List<Spec> specs, List<Event> events) {
    this.specs = specs;
    this.events = events;
    specs.forEach(spec -> firings.put(spec.name(), fired(spec)));
  }

  /// All firings of correlations that no other looks at.
  List<Firing> reported() {
    Set<String> silent = new HashSet<>();
    specs.forEach(spec -> silent.addAll(spec.rules()));
    return firings.entrySet().stream()
        .filter(entry -> !silent.contains(entry.getKey()))
        .flatMap(entry -> entry.getValue().stream())
        .toList();
  }

  private List<Firing> fired(Spec spec) {
    Map<List<String>, List<Placed>> byGroup = new LinkedHashMap<>();
    items(spec).stream()
        .sorted(Comparator.comparing(Item::path, BY_PLACE))
        .forEach(item -> {
          for (int i = 0; i < item.groups().size(); i++) {
            byGroup
                .computeIfAbsent(item.groups().get(i), _ -> new ArrayList<>())
                .add(new Placed(item, i));
          }
        });
    List<Firing> fired = new ArrayList<>();
    byGroup.forEach((group, items) -> {
      if (spec.type() == CorrelationType.TEMPORAL_ORDERED) {
        ordered(spec, group, items, fired);
      } else if (isDecidedAtEnd(spec)) {
        closing(spec, group, items, fired);
      } else {
        sliding(spec, group, items, fired);
      }
    });
    return fired;
  }

  private List<Item> items(Spec spec) {
    List<Item> items = new ArrayList<>();
    for (int member = 0; member < spec.rules().size(); member++) {
      String rule = spec.rules().get(member);
      List<Firing> inner = firings.get(rule);
      if (inner != null) {
        Spec target =
            specs.stream().filter(other -> other.name().equals(rule)).findFirst().orElseThrow();
        for (Firing firing : inner) {
          item(spec, member, stated(target, firing), firing).ifPresent(items::add);
        }
      } else {
        for (Event event : events) {
          if (event.fields().get("e").contains(rule)) {
            List<Long> cause = List.of((long) event.second(), 0L, (long) event.ref());
            Firing match =
                new Firing(
                    rule, List.of(), List.of(event.ref()), 0, 0, event.second(), cause, List.of());
            item(spec, member, event.fields(), match).ifPresent(items::add);
          }
        }
      }
    }
    return items;
  }

  private static Map<String, List<String>> stated(Spec spec, Firing firing) {
    Map<String, List<String>> stated = new LinkedHashMap<>();
    for (int i = 0; i < spec.groupBy().size(); i++) {
      stated.put(spec.groupBy().get(i), List.of(firing.group().get(i)));
    }
    return stated;
  }

  private static Optional<Item> item(
      Spec spec, int member, Map<String, List<String>> fields, Firing match) {
    List<List<String>> groups = combinations(spec.groupBy(), spec, member, fields);
    if (groups.isEmpty()) {
      return Optional.empty();
    }
    List<String> values =
        spec.fields().size() == 1
            ? fields.getOrDefault(spec.fields().getFirst(), List.of())
            : combinations(spec.fields(), spec, member, fields).stream()
                .map(List::toString)
                .toList();
    List<Long> path = new ArrayList<>(match.cause());
    path.add((long) -member);
    path.addAll(match.path());
    return Optional.of(
        new Item(
            match.cause(),
            path,
            match.time(),
            member,
            groups,
            match.refs(),
            spec.fields().isEmpty() ? List.of() : values));
  }

  private static List<List<String>> combinations(
      List<String> names, Spec spec, int member, Map<String, List<String>> fields) {
    List<List<String>> found = List.of(List.of());
    for (String name : names) {
      String field =
          spec.aliases().getOrDefault(name, Map.of()).getOrDefault(spec.rules().get(member), name);
      List<List<String>> longer = new ArrayList<>();
      for (List<String> start : found) {
        for (String value : fields.getOrDefault(field, List.of())) {
          List<String> next = new ArrayList<>(start);
          next.add(value);
          longer.add(next);
        }
      }
      found = longer;
    }
    return found;
  }

  private static boolean isDecidedAtEnd(Spec spec) {
    boolean upper =
        spec.limits().stream()
            .anyMatch(limit ->
                limit.comparison() != Comparison.GT && limit.comparison() != Comparison.GTE);
    return upper || spec.expression().map(BruteForceCorrelation::negates).orElse(false);
  }

  private static boolean negates(Condition condition) {
    return condition.toString().contains("Not[");
  }

  private static void sliding(
      Spec spec, List<String> group, List<Placed> items, List<Firing> fired) {
    boolean held = false;
    for (int i = 0; i < items.size(); i++) {
      int from = items.get(i).second() - spec.span();
      List<Placed> before =
          items.subList(0, i).stream().filter(item -> item.second() >= from).toList();
      List<Placed> window = new ArrayList<>(before);
      window.add(items.get(i));
      boolean goesOn = held && !before.isEmpty() && holds(spec, before);
      held = holds(spec, window);
      if (held && !goesOn) {
        fired.add(firing(spec, group, window, items.get(i).second(), items.get(i)));
      }
    }
  }

  private void closing(Spec spec, List<String> group, List<Placed> items, List<Firing> fired) {
    int next = 0;
    while (next < items.size()) {
      Placed first = items.get(next);
      int end = first.second() + spec.span();
      List<Placed> window =
          items.subList(next, items.size()).stream().filter(item -> item.second() <= end).toList();
      next += window.size();
      if (holds(spec, window)) {
        Firing firing = firing(spec, group, window, end, first);
        List<Long> cause = new ArrayList<>(List.of((long) end, 1L, (long) specs.indexOf(spec)));
        cause.addAll(first.path());
        fired.add(
            new Firing(
                firing.rule(),
                group,
                firing.refs(),
                firing.first(),
                firing.last(),
                end,
                cause,
                List.of()));
      }
    }
  }

  private static Firing firing(
      Spec spec, List<String> group, List<Placed> window, int time, Placed trigger) {
    Set<Integer> refs = new LinkedHashSet<>();
    window.forEach(item -> refs.addAll(item.item().refs()));
    List<Long> path = trigger.path();
    return new Firing(
        spec.name(),
        group,
        List.copyOf(refs),
        window.getFirst().second(),
        window.getLast().second(),
        time,
        trigger.item().cause(),
        path.subList(trigger.item().cause().size(), path.size()));
  }

  private static boolean holds(Spec spec, List<Placed> window) {
    List<String> values = window.stream().flatMap(item -> item.item().values().stream()).toList();
    List<BigDecimal> numbers =
        values.stream()
            .filter(value -> value.matches("-?[0-9.]+"))
            .map(BigDecimal::new)
            .sorted()
            .toList();
    Set<String> occurring = new HashSet<>();
    window.forEach(item -> occurring.add(spec.rules().get(item.item().member())));
    return switch (spec.type()) {
      case EVENT_COUNT -> within(spec, BigDecimal.valueOf(window.size()));
      case VALUE_COUNT -> within(spec, BigDecimal.valueOf(new HashSet<>(values).size()));
      case TEMPORAL, TEMPORAL_ORDERED ->
          spec.expression().isPresent()
              ? fulfilled(spec.expression().get(), true, occurring, occurring)
              : spec.limits().isEmpty()
                  ? occurring.size() == spec.rules().size()
                  : within(spec, BigDecimal.valueOf(occurring.size()));
      case VALUE_SUM, VALUE_AVG, VALUE_PERCENTILE, VALUE_MEDIAN ->
          !numbers.isEmpty() && within(spec, number(spec, numbers));
    };
  }

  private static BigDecimal number(Spec spec, List<BigDecimal> sorted) {
    int size = sorted.size();
    BigDecimal sum = sorted.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return switch (spec.type()) {
      case VALUE_SUM -> sum;
      case VALUE_AVG -> sum.divide(BigDecimal.valueOf(size), 30, RoundingMode.HALF_EVEN);
      case VALUE_MEDIAN ->
          sorted
              .get((size - 1) / 2)
              .add(sorted.get(size / 2))
              .divide(BigDecimal.valueOf(2), 30, RoundingMode.HALF_EVEN);
      default -> {
        double share = spec.percentile().orElseThrow().doubleValue();
        yield sorted.get(Math.max(0, (int) Math.ceil(share * size / 100 - 1e-9) - 1));
      }
    };
  }

  private static boolean within(Spec spec, BigDecimal number) {
    for (Limit limit : spec.limits()) {
      int order = number.compareTo(limit.value());
      boolean holds =
          switch (limit.comparison()) {
            case LT -> order < 0;
            case LTE -> order <= 0;
            case GT -> order > 0;
            case GTE -> order >= 0;
            case EQ -> order == 0;
            case NEQ -> order != 0;
          };
      if (!holds) {
        return false;
      }
    }
    return true;
  }

  /// @param occurring rules taken to have occurred
  /// @param seen rules that did occur, in whatever order: `not` is about these
  private static boolean fulfilled(
      Condition condition, boolean wanted, Set<String> occurring, Set<String> seen) {
    return switch (condition) {
      case Condition.And(List<Condition> parts) ->
          wanted
              ? parts.stream().allMatch(part -> fulfilled(part, true, occurring, seen))
              : parts.stream().anyMatch(part -> fulfilled(part, false, occurring, seen));
      case Condition.Or(List<Condition> parts) ->
          wanted
              ? parts.stream().anyMatch(part -> fulfilled(part, true, occurring, seen))
              : parts.stream().allMatch(part -> fulfilled(part, false, occurring, seen));
      case Condition.Not(Condition part) -> fulfilled(part, !wanted, occurring, seen);
      case Condition.Named(String name) -> wanted ? occurring.contains(name) : !seen.contains(name);
      case Condition.Quantified _ -> throw new IllegalArgumentException("not generated");
    };
  }

  /// Tries every set of rules, and for each the latest events in their order.
  private static void ordered(
      Spec spec, List<String> group, List<Placed> items, List<Firing> fired) {
    int used = 0;
    for (int k = 0; k < items.size(); k++) {
      Optional<List<Placed>> sequence = Optional.empty();
      for (int set = 1; set < 1 << spec.rules().size() && sequence.isEmpty(); set++) {
        sequence = sequence(spec, items.subList(used, k + 1), set);
      }
      if (sequence.isPresent()) {
        fired.add(firing(spec, group, sequence.get(), items.get(k).second(), items.get(k)));
        used = k + 1;
      }
    }
  }

  /// A sequence of just these rules that ends with the last item.
  private static Optional<List<Placed>> sequence(Spec spec, List<Placed> items, int set) {
    TreeSet<Integer> members = new TreeSet<>();
    for (int i = 0; i < spec.rules().size(); i++) {
      if ((set >> i & 1) != 0) {
        members.add(i);
      }
    }
    List<List<Integer>> found = new ArrayList<>();
    places(items, List.copyOf(members), 0, new ArrayList<>(), found);
    return found.stream()
        .filter(places -> places.getLast() == items.size() - 1)
        .filter(places -> fits(spec, items, members, places))
        .max(
            Comparator.comparing(
                (List<Integer> places) -> places.reversed(),
                (a, b) -> {
                  for (int i = 0; i < a.size(); i++) {
                    int order = Integer.compare(a.get(i), b.get(i));
                    if (order != 0) {
                      return order;
                    }
                  }
                  return 0;
                }))
        .map(places -> places.stream().map(items::get).toList());
  }

  private static boolean fits(
      Spec spec, List<Placed> items, Set<Integer> members, List<Integer> places) {
    int start = items.get(places.getFirst()).second();
    if (items.getLast().second() - start > spec.span()) {
      return false;
    }
    Set<String> chosen = new HashSet<>();
    members.forEach(member -> chosen.add(spec.rules().get(member)));
    Set<String> seen = new HashSet<>();
    for (int i = places.getFirst(); i <= places.getLast(); i++) {
      seen.add(spec.rules().get(items.get(i).item().member()));
    }
    return spec.expression().isPresent()
        ? fulfilled(spec.expression().get(), true, chosen, seen)
        : chosen.size() == spec.rules().size();
  }

  private static void places(
      List<Placed> items,
      List<Integer> members,
      int from,
      List<Integer> chosen,
      List<List<Integer>> found) {
    if (chosen.size() == members.size()) {
      found.add(List.copyOf(chosen));
      return;
    }
    for (int i = from; i < items.size(); i++) {
      boolean fits = items.get(i).item().member() == members.get(chosen.size());
      boolean other =
          chosen.isEmpty()
              || !items.get(chosen.getLast()).item().cause().equals(items.get(i).item().cause());
      if (fits && other) {
        chosen.add(i);
        places(items, members, i + 1, chosen, found);
        chosen.removeLast();
      }
    }
  }
}
