package io.sextant.sigma;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Chooses for each rule a small set of texts of which one must occur in a certain field of every
/// event that matches, so that the rule is tried only on events with one of them.
final class Witnesses {
  /// Larger sets select nothing worth the room.
  private static final int MAX_SET = 2_000;

  /// How much rarer a text is thought to be for each further character.
  private static final double RARER = 1.7;

  private static final int MAX_COUNTED_LENGTH = 14;

  /// How much rarer a text is at one end of a value than anywhere inside.
  private static final double PLACED = 0.6;

  /// How much rarer a whole value is than the same text inside one.
  private static final double EXACT = 0.25;

  /// A field that is there says little.
  private static final double PRESENCE = 50;

  private record Choice(Set<Witness> set, double cost) {}

  private final Map<Witness, Integer> uses = new HashMap<>();
  private final Map<Integer, Optional<Choice>> known = new HashMap<>();

  /// By expression.
  private final Map<Witness, Trail> trails;

  /// @param nodes all nodes: a text that many rules look for is taken to be frequent in events too
  Witnesses(List<Node> nodes, Map<Witness, Trail> trails) {
    this.trails = trails;
    for (Node node : nodes) {
      if (node instanceof Node.Item item && !item.matcher.isNegated()) {
        for (Set<Witness> set : item.matcher.witnesses()) {
          set.forEach(witness -> uses.merge(witness, 1, Integer::sum));
        }
      }
    }
  }

  /// The set for a rule's node; empty when there is none.
  Set<Witness> of(Node node) {
    return choice(node).map(Choice::set).orElse(Set.of());
  }

  private Optional<Choice> choice(Node node) {
    Optional<Choice> chosen = known.get(node.id());
    if (chosen == null) {
      chosen =
          switch (node) {
            case Node.And and -> best(and.parts);
            case Node.AtLeast atLeast -> union(atLeast.parts);
            case Node.Not _ -> Optional.empty();
            case Node.Item item -> item.isLate() ? Optional.empty() : ofItem(item.matcher);
          };
      known.put(node.id(), chosen);
    }
    return chosen;
  }

  private Optional<Choice> best(Node[] parts) {
    Optional<Choice> best = Optional.empty();
    for (Node part : parts) {
      best = cheaper(best, choice(part));
    }
    return best;
  }

  private static Optional<Choice> cheaper(Optional<Choice> a, Optional<Choice> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? b : a;
    }
    return b.get().cost() < a.get().cost() ? b : a;
  }

  private Optional<Choice> union(Node[] parts) {
    List<Choice> choices = new ArrayList<>();
    for (Node part : parts) {
      Optional<Choice> choice = choice(part);
      if (choice.isEmpty()) {
        return Optional.empty();
      }
      choices.add(choice.get());
    }
    return join(choices);
  }

  private static Optional<Choice> join(List<Choice> choices) {
    Set<Witness> all = new LinkedHashSet<>();
    double cost = 0;
    for (Choice choice : choices) {
      all.addAll(choice.set());
      cost += choice.cost();
    }
    return all.isEmpty() || all.size() > MAX_SET
        ? Optional.empty()
        : Optional.of(new Choice(all, cost));
  }

  private Optional<Choice> ofItem(ItemMatcher item) {
    Optional<Choice> best = Optional.empty();
    if (!item.isNegated()) {
      for (Set<Witness> set : item.witnesses()) {
        best = cheaper(best, join(set.stream().map(this::one).toList()));
      }
    }
    return best;
  }

  private Choice one(Witness witness) {
    double cost =
        switch (witness.kind()) {
          case CONTAINED -> rarity(witness);
          case START, END -> rarity(witness) * PLACED;
          case EQUAL, NUMBER -> rarity(witness) * EXACT;
          case PRESENT -> PRESENCE;
          case EXPRESSION -> ofTrail(Objects.requireNonNull(trails.get(witness)));
        };
    return new Choice(Set.of(witness), cost);
  }

  /// The rarest of its landmarks, and the rarer the more there are.
  private double ofTrail(Trail trail) {
    double best = PRESENCE;
    double all = 1;
    for (Set<Witness> set : trail.witnesses()) {
      best = Math.min(best, set.stream().mapToDouble(this::rarity).sum());
      all *= PLACED;
    }
    return best * all;
  }

  private double rarity(Witness witness) {
    return uses.getOrDefault(witness, 1)
        * Math.pow(RARER, -Math.min(MAX_COUNTED_LENGTH, witness.text().length()));
  }
}
