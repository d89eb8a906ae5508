package io.sextant.core.contract;

import static io.sextant.core.contract.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.awareness.Card;
import io.sextant.core.awareness.Cards;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What a store of cards must do. A subclass gives a fresh, empty one.
public abstract class CardsContract {
  private static final String A = "tactic/AML.T0051";
  private static final String B = "name/AML.T0051";

  protected abstract Cards cards();

  private static Card card(String question, int days) {
    return new Card(question, 3.7145, 5.25, 2, 1, NOON, NOON.plus(Duration.ofDays(days)));
  }

  @Test
  void givesBackCardsTheFirstDueFirst() {
    cards().put("ann", card(A, 4));
    cards().put("ann", card(B, 2));
    assertThat(cards().of("ann")).containsExactly(card(B, 2), card(A, 4));
    assertThat(cards().find("ann", A)).contains(card(A, 4));
  }

  @Test
  void aCardTakesThePlaceOfTheOneBefore() {
    cards().put("ann", card(A, 4));
    cards().put("ann", card(A, 9));
    assertThat(cards().of("ann")).containsExactly(card(A, 9));
  }

  @Test
  void everybodyHasTheirOwn() {
    cards().put("ann", card(A, 4));
    assertThat(cards().of("ben")).isEmpty();
    assertThat(cards().find("ben", A)).isEmpty();
    cards().put("ben", card(A, 5));
    cards().forget("ann");
    assertThat(cards().of("ann")).isEmpty();
    assertThat(cards().of("ben")).hasSize(1);
  }
}
