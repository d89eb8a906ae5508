package io.sextant.core.contract;

import io.sextant.core.awareness.Card;
import io.sextant.core.awareness.Cards;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Cards in memory. One thread at a time.
public final class InMemoryCards implements Cards {
  private final Map<String, Map<String, Card>> byPerson = new HashMap<>();

  @Override
  public List<Card> of(String person) {
    return byPerson.getOrDefault(person, Map.of()).values().stream()
        .sorted(Comparator.comparing(Card::due).thenComparing(Card::question))
        .toList();
  }

  @Override
  public Optional<Card> find(String person, String question) {
    return Optional.ofNullable(byPerson.getOrDefault(person, Map.of()).get(question));
  }

  @Override
  public void put(String person, Card card) {
    byPerson.computeIfAbsent(person, _ -> new HashMap<>()).put(card.question(), card);
  }

  @Override
  public void forget(String person) {
    byPerson.remove(person);
  }
}
