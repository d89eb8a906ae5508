package io.sextant.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.gateway.access.Quota.Per;
import io.sextant.gateway.access.Quota.Price;
import io.sextant.gateway.access.Quota.Unit;
import io.sextant.gateway.access.Quota.Use;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class QuotasTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // clocks wrap

  private Quotas quotas(Quota... all) {
    return new Quotas(
        List.of(all),
        List.of(new Price(List.of("dear*"), 2.5, 10), new Price(List.of("*"), 0, 1)),
        LocalMeter.source(now::get));
  }

  private static Use use(String principal, String session, String model) {
    return new Use(principal, session, model, "chat");
  }

  private void pass(int seconds) {
    now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void eachPartHasItsOwnAndNobodyTakesAnothers() {
    Quotas quotas =
        quotas(new Quota("q", Set.of(Per.MODEL, Per.SESSION), List.of(), Unit.REQUESTS, 60, 1));

    assertThat(quotas.ask(use("a", "s", "m"))).isEmpty();
    assertThat(quotas.ask(use("a", "s", "m"))).isPresent();
    assertThat(quotas.ask(use("a", "s", "n"))).isEmpty();
    assertThat(quotas.ask(use("a", "t", "m"))).isEmpty();
    assertThat(quotas.ask(use("b", "s", "m"))).isEmpty();
    // Names that run together are still two.
    assertThat(quotas.ask(use("a", "sm", ""))).isEmpty();
    assertThat(quotas.ask(use("a", "", "sm"))).isEmpty();
    pass(1);
    assertThat(quotas.ask(use("a", "s", "m"))).isEmpty();
  }

  @Test
  void whatIsOverdrawnIsMadeUpForAndNeverForMoreThanAnHour() {
    Quotas quotas = quotas(new Quota("t", Set.of(), List.of(), Unit.TOKENS, 60, 10));
    Use use = use("a", "", "m");
    assertThat(quotas.ask(use)).isEmpty();
    quotas.settle(use, 20, 10);

    assertThat(quotas.ask(use).orElseThrow().retryAfter().toSeconds()).isBetween(20L, 21L);
    pass(22);
    assertThat(quotas.ask(use)).isEmpty();
    quotas.settle(use, 1_000_000_000, 1_000_000_000);
    assertThat(quotas.ask(use).orElseThrow().retryAfter().toMinutes()).isBetween(59L, 60L);
  }

  @Test
  void countsAnswersAndMoneyByThePriceOfTheModel() {
    Quotas quotas =
        quotas(
            new Quota("given", Set.of(), List.of(), Unit.ANSWERED, 1_000, 1_000),
            new Quota("paid", Set.of(), List.of("dear*"), Unit.MONEY, 0.01, 0.01));
    Use dear = use("a", "", "dear-1");
    quotas.settle(dear, 2_000, 400);

    // 2,000 at 2.5 and 400 at 10 for a million: 0.009 of 0.01.
    assertThat(quotas.ask(dear)).isEmpty();
    quotas.settle(dear, 0, 200);
    assertThat(quotas.ask(dear).orElseThrow().quota().id()).isEqualTo("paid");
    assertThat(quotas.ask(use("a", "", "cheap"))).as("another model").isEmpty();
    quotas.settle(use("a", "", "cheap"), 0, 500);
    assertThat(quotas.ask(use("a", "", "cheap")).orElseThrow().quota().id()).isEqualTo("given");
  }

  @Test
  void aRequestThatIsRefusedCountsNowhere() {
    Quotas quotas =
        quotas(
            new Quota("many", Set.of(), List.of(), Unit.REQUESTS, 60, 5),
            new Quota("one", Set.of(Per.MODEL), List.of(), Unit.REQUESTS, 60, 1));
    for (int i = 0; i < 10; i++) {
      var _ = quotas.ask(use("a", "", "m"));
    }

    assertThat(quotas.standing(use("a", "", "n")))
        .extracting(Quotas.Standing::remaining)
        .containsExactly(4L, 1L);
  }
}
