package io.sextant.server.example;

import io.sextant.core.access.Permission;
import io.sextant.server.http.Codes;
import io.sextant.server.http.Exchange;
import io.sextant.server.http.Problem;
import io.sextant.server.http.ProblemException;
import io.sextant.server.http.Routes;
import java.util.List;
import java.util.Locale;

/// Offering and loading the example.
public final class ExampleRoutes {
  private final Example example;
  private final ExampleSystems systems;

  public ExampleRoutes(Example example, ExampleSystems systems) {
    this.example = example;
    this.systems = systems;
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/example", Permission.READ, exchange -> answer(exchange.withoutQuery(), 200))
        .post("/api/v1/example", Permission.CONFIGURE, this::load)
        .get(
            "/api/v1/example/systems",
            Permission.READ,
            exchange -> exchange.withoutQuery().json(new Maps(systems.all())));
  }

  record ExampleJson(String state, int events) {}

  record Maps(List<ExampleSystems.ExampleMap> items) {}

  private void load(Exchange exchange) {
    exchange.withoutQuery();
    if (!example.load()) {
      throw new ProblemException(
          Problem.of(
              409,
              Codes.CONFLICT,
              "The example cannot be loaded now",
              "Its state is '" + word() + "'."));
    }
    answer(exchange, 202);
  }

  private void answer(Exchange exchange, int status) {
    exchange.json(status, new ExampleJson(word(), example.events()));
  }

  private String word() {
    return example.state().name().toLowerCase(Locale.ROOT);
  }
}
