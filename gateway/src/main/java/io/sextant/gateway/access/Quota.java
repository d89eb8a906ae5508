package io.sextant.gateway.access;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// How much may pass in a minute.
///
/// @param id names it to clients
/// @param per what shares one allowance; a principal always has its own
/// @param models it counts for; `*` stands for any characters, none: all
/// @param perMinute units of it in the long run
/// @param burst units at once
public record Quota(
    String id, Set<Per> per, List<String> models, Unit unit, double perMinute, double burst) {
  public Quota {
    per = Set.copyOf(per);
    models = List.copyOf(models);
  }

  /// What has an allowance of its own, besides each principal.
  public enum Per {
    /// As the client names it: it divides what a principal has and never adds to it, so it is only
    /// of use beside a quota without it.
    SESSION,
    MODEL,
    /// The operation asked for.
    ROUTE;

    public static Optional<Per> of(String label) {
      return find(values(), label);
    }
  }

  /// What is counted.
  public enum Unit {
    REQUESTS,
    /// Of requests and answers.
    TOKENS,
    /// Of answers alone: how much information is given away.
    ANSWERED,
    /// In the currency of the prices.
    MONEY;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Unit> of(String label) {
      return find(values(), label);
    }
  }

  private static <T extends Enum<T>> Optional<T> find(T[] all, String label) {
    return Arrays.stream(all)
        .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(label))
        .findFirst();
  }

  /// What a model costs, for a million tokens.
  public record Price(List<String> models, double asked, double answered) {
    public Price {
      models = List.copyOf(models);
    }
  }

  /// Who asks for what.
  ///
  /// @param session as the client names it; may be empty
  public record Use(String principal, String session, String model, String route) {}
}
