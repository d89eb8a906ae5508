package io.sextant.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.server.live.LiveBus.Message;
import io.sextant.server.live.Subscription.Delivery;
import io.sextant.server.live.Subscription.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
  private final LiveBus bus = new LiveBus();

  @Test
  void theNewerMessageReplacesTheOlderOfItsKey() throws InterruptedException {
    Subscription subscription = bus.subscribe().orElseThrow();
    bus.publish("finding", "a", () -> "1");
    bus.publish("finding", "b", () -> "2");
    bus.publish("finding", "a", () -> "3");
    Delivery delivery = subscription.take(Duration.ZERO);
    assertThat(delivery.messages()).extracting(Message::json).containsExactlyInAnyOrder("2", "3");
    assertThat(delivery.state()).isEqualTo(State.OPEN);
  }

  @Test
  void whoIsTooSlowLosesTrackAndHoldsNobodyUp() throws InterruptedException {
    Subscription slow = bus.subscribe().orElseThrow();
    Subscription quick = bus.subscribe().orElseThrow();
    for (int i = 0; i <= Subscription.CAPACITY; i++) {
      String key = "k" + i;
      bus.publish("finding", key, () -> "{}");
      assertThat(quick.take(Duration.ZERO).messages()).hasSize(1);
    }
    assertThat(slow.take(Duration.ZERO)).isEqualTo(new Delivery(java.util.List.of(), State.LOST));
    assertThat(quick.take(Duration.ZERO).state()).isEqualTo(State.OPEN);
  }

  @Test
  void aClosedBusEndsEverybodyAndTakesNobody() throws InterruptedException {
    Subscription subscription = bus.subscribe().orElseThrow();
    bus.close();
    assertThat(subscription.take(Duration.ofMinutes(1)).state()).isEqualTo(State.CLOSED);
    assertThat(bus.subscribe()).isEmpty();
    assertThat(bus.size()).isZero();
  }

  @Test
  void thereIsAnEndToHowManyAreServed() {
    for (int i = 0; i < LiveBus.MAX_SUBSCRIPTIONS; i++) {
      assertThat(bus.subscribe()).isPresent();
    }
    assertThat(bus.subscribe()).isEmpty();
  }

  @Test
  void nothingIsMadeForNobody() {
    bus.publish(
        "finding",
        "a",
        () -> {
          throw new AssertionError("made for nobody");
        });
    assertThat(bus.isHeard()).isFalse();
  }
}
