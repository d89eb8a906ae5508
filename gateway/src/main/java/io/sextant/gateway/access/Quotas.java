package io.sextant.gateway.access;

import io.sextant.gateway.access.Quota.Per;
import io.sextant.gateway.access.Quota.Price;
import io.sextant.gateway.access.Quota.Unit;
import io.sextant.gateway.access.Quota.Use;
import io.sextant.gateway.protocol.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Keeps everybody within their quotas. Requests are counted when they come; what is known only
/// afterwards (tokens, money) is charged then, and whoever has overdrawn waits until it is made up
/// for. Thread-safe; memory is bounded.
public final class Quotas {
  /// Of money, what is counted: a millionth. A price for a million tokens is then what one costs.
  private static final double MICRO = 1e6;

  private final List<Counted> counted = new ArrayList<>();
  private final List<Priced> prices = new ArrayList<>();

  private record Counted(Quota quota, Pattern models, RateLimit limit) {
    boolean covers(Use use) {
      return quota.models().isEmpty() || models.matcher(use.model()).matches();
    }

    /// Lengths keep parts apart: no model's name can look like another session's.
    String key(Use use) {
      StringBuilder key = new StringBuilder(use.principal());
      for (Per per : Per.values()) {
        if (quota.per().contains(per)) {
          String part =
              switch (per) {
                case SESSION -> use.session();
                case MODEL -> use.model();
                case ROUTE -> use.route();
              };
          key.append('\n').append(part.length()).append(' ').append(part);
        }
      }
      return key.toString();
    }
  }

  private record Priced(Pattern models, Price price) {}

  /// A quota that is used up.
  public record Refusal(Quota quota, java.time.Duration retryAfter) {}

  /// How a quota stands, for the client.
  public record Standing(Quota quota, long remaining) {}

  public Quotas(List<Quota> quotas, List<Price> prices, Meter.Source meters) {
    for (Quota quota : quotas) {
      double scale = quota.unit() == Unit.MONEY ? MICRO : 1;
      counted.add(
          new Counted(
              quota,
              Names.pattern(quota.models(), 0),
              new RateLimit(
                  "quota " + quota.id(),
                  quota.perMinute() * scale,
                  quota.burst() * scale,
                  meters)));
    }
    for (Price price : prices) {
      this.prices.add(new Priced(Names.pattern(price.models(), 0), price));
    }
  }

  /// Asks for one request. Nothing is counted unless every quota allows it.
  ///
  /// @return empty when it may go on
  public Optional<Refusal> ask(Use use) {
    for (Counted each : counted) {
      if (each.covers(use)) {
        RateLimit.Grant grant = each.limit().look(each.key(use));
        if (!grant.granted()) {
          return Optional.of(new Refusal(each.quota(), grant.retryAfter()));
        }
      }
    }
    charge(use, Unit.REQUESTS, 1);
    return Optional.empty();
  }

  /// Charges what a request and its answer came to.
  public void settle(Use use, long asked, long answered) {
    charge(use, Unit.TOKENS, asked + answered);
    charge(use, Unit.ANSWERED, answered);
    prices.stream()
        .filter(it -> it.models().matcher(use.model()).matches())
        .findFirst()
        .map(Priced::price)
        .ifPresent(price ->
            charge(
                use,
                Unit.MONEY,
                (long) Math.ceil(asked * price.asked() + answered * price.answered())));
  }

  private void charge(Use use, Unit unit, long amount) {
    for (Counted each : counted) {
      if (each.quota().unit() == unit && each.covers(use)) {
        each.limit().spend(each.key(use), amount);
      }
    }
  }

  /// How the quotas that cover a use stand.
  public List<Standing> standing(Use use) {
    return counted.stream()
        .filter(each -> each.covers(use))
        .map(each ->
            new Standing(
                each.quota(),
                (long)
                    (each.limit().remaining(each.key(use))
                        / (each.quota().unit() == Unit.MONEY ? MICRO : 1))))
        .toList();
  }
}
