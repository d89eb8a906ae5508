package io.sextant.server.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What must work for the server to work. Filled before the start, asked by any thread.
public final class Health {
  private final List<Check> checks = new ArrayList<>();

  /// @param detail what is wrong, or a figure that says how well it does
  public record Result(boolean up, String detail) {
    public static Result up(String detail) {
      return new Result(true, detail);
    }

    public static Result down(String detail) {
      return new Result(false, detail);
    }
  }

  private record Check(String name, Supplier<Result> look) {}

  public Health with(String name, Supplier<Result> look) {
    checks.add(new Check(name, look));
    return this;
  }

  record CheckJson(String name, String status, String detail) {}

  record HealthJson(String status, String version, List<CheckJson> checks) {}

  HealthJson look(String version) {
    List<CheckJson> results = new ArrayList<>();
    boolean up = true;
    for (Check check : checks) {
      Result result = check.look().get();
      up &= result.up();
      results.add(new CheckJson(check.name(), word(result.up()), result.detail()));
    }
    return new HealthJson(word(up), version, results);
  }

  private static String word(boolean up) {
    return up ? "up" : "down";
  }
}
