package io.sextant.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// One contract for meters in memory and in PostgreSQL.
final class MeterTest {
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  private static Optional<PostgresServer> server = Optional.empty();

  @BeforeAll
  static void start() throws Exception {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (server.isPresent()) {
      server.get().close();
    }
  }

  private static PostgresServer server() {
    Assumptions.assumeTrue(server.isPresent(), "PostgreSQL is not installed");
    return server.orElseThrow();
  }

  private static void inMemory(Consumer<Meter> contract) {
    contract.accept(new LocalMeter(System::nanoTime, Duration.ofDays(7)));
  }

  private static void inPostgres(String name, Consumer<Meter> contract) throws SQLException {
    try (PostgresMeters meters = server().meters()) {
      contract.accept(meters.of(name, Duration.ofDays(7)));
    }
  }

  /// A few seconds pass at most while a contract runs.
  private static void about(long nanos, long expected) {
    assertThat(nanos).isBetween(expected - TimeUnit.MINUTES.toNanos(1), expected);
  }

  private static void takesUntilTooMuchIsUsed(Meter meter) {
    assertThat(meter.used("a")).isZero();
    assertThat(meter.take("a", HOUR, 2 * HOUR)).isZero();
    about(meter.take("a", HOUR, 2 * HOUR), HOUR);
    about(meter.take("a", HOUR, 2 * HOUR), 2 * HOUR);
    about(meter.take("a", HOUR, 2 * HOUR), 3 * HOUR);
    about(meter.used("a"), 3 * HOUR);
    assertThat(meter.take("b", HOUR, 2 * HOUR)).as("another's").isZero();
  }

  private static void addsWhateverIsUsedAndForgivesWhatIsAbove(Meter meter) {
    meter.add("a", HOUR, 10 * HOUR);
    about(meter.used("a"), HOUR);
    meter.add("a", 3 * HOUR, 10 * HOUR);
    about(meter.used("a"), 4 * HOUR);
    meter.add("a", 300 * HOUR, 10 * HOUR);
    about(meter.used("a"), 10 * HOUR);
    meter.add("b", 300 * HOUR, 10 * HOUR);
    about(meter.used("b"), 10 * HOUR);
  }

  private static void isWholeAgainAfterItsTime(Meter meter) {
    meter.add("a", 1, HOUR);
    long before = System.nanoTime();
    while (System.nanoTime() - before < TimeUnit.MILLISECONDS.toNanos(2)) {
      Thread.onSpinWait();
    }
    assertThat(meter.used("a")).isZero();
    assertThat(meter.take("a", HOUR, 0)).isZero();
  }

  @Test
  void inMemoryItKeepsTheContract() {
    inMemory(MeterTest::takesUntilTooMuchIsUsed);
    inMemory(MeterTest::addsWhateverIsUsedAndForgivesWhatIsAbove);
    inMemory(MeterTest::isWholeAgainAfterItsTime);
  }

  @Test
  void inPostgresItKeepsTheContract() throws Exception {
    inPostgres("take", MeterTest::takesUntilTooMuchIsUsed);
    inPostgres("add", MeterTest::addsWhateverIsUsedAndForgivesWhatIsAbove);
    inPostgres("whole", MeterTest::isWholeAgainAfterItsTime);
  }

  @Test
  void gatewaysThatShareItGrantTogetherWhatOneWould() throws Exception {
    AtomicInteger granted = new AtomicInteger();
    try (PostgresMeters one = server().meters();
        PostgresMeters two = server().meters()) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        RateLimit limit = new RateLimit("shared", 1.0 / 60, 100, i % 2 == 0 ? one : two);
        threads.add(
            Thread.ofVirtual()
                .start(() -> {
                  for (int asked = 0; asked < 50; asked++) {
                    granted.addAndGet(limit.ask("bot").granted() ? 1 : 0);
                  }
                }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertThat(granted).hasValue(100);
    assertThat(server().number("select count(*) from sextant_allowance where key like '%bot%'"))
        .as("nobody's name stands in the database")
        .isZero();
  }

  @Test
  void whileTheDatabaseIsAwayEachGatewayCountsAlone() throws Exception {
    try (PostgresServer own = PostgresServer.start().orElse(server());
        PostgresMeters meters = own.meters()) {
      RateLimit limit = new RateLimit("away", 1.0 / 60, 2, meters);
      assertThat(limit.ask("bot").granted()).isTrue();
      own.kill();
      assertThat(limit.ask("bot").granted()).isTrue();
      assertThat(limit.ask("bot").granted()).isTrue();
      assertThat(limit.ask("bot").granted()).as("its own allowance is used up").isFalse();
    }
  }

  @Test
  void aDatabaseThatIsNotThereIsToldAtTheStart() {
    assertThatThrownBy(() ->
            PostgresMeters.open("jdbc:postgresql://127.0.0.1:1/none", "x", new Secret("secret")))
        .isInstanceOf(SQLException.class)
        .hasMessageNotContaining("secret");
  }
}
