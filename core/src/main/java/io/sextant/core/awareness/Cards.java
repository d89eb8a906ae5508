package io.sextant.core.awareness;

import java.util.List;
import java.util.Optional;

/// The store of what people know. Everybody has their own cards.
public interface Cards {
  /// The cards of a person, the first due first.
  List<Card> of(String person);

  Optional<Card> find(String person, String question);

  /// Keeps a card in the place of the one of the same person and question.
  void put(String person, Card card);

  /// Forgets everything about a person.
  void forget(String person);
}
