package io.sextant.gateway.config;

import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Tree;
import io.sextant.gateway.access.Quota;
import io.sextant.gateway.access.Quota.Per;
import io.sextant.gateway.access.Quota.Price;
import io.sextant.gateway.access.Quota.Unit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads what stands under `quotas` and `prices`.
final class QuotaReader {
  private static final Set<String> QUOTA_KEYS =
      Set.of("id", "per", "models", "unit", "per-minute", "burst");
  private static final Set<String> PRICE_KEYS = Set.of("models", "asked", "answered");
  private static final int MOST_QUOTAS = 20;
  private static final double MOST = 1e12;

  private final GatewayConfigReader reader;
  private final IssueLog log;

  QuotaReader(GatewayConfigReader reader, IssueLog log) {
    this.reader = reader;
    this.log = log;
  }

  List<Quota> quotas(Tree tree) {
    List<Quota> quotas = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Tree item : tree.list("quotas")) {
      quota(item, ids).ifPresent(quotas::add);
    }
    if (quotas.size() > MOST_QUOTAS) {
      wrong(tree.get("quotas").orElse(tree), "there are more than " + MOST_QUOTAS + " quotas", "");
    }
    boolean costs = quotas.stream().anyMatch(it -> it.unit() == Unit.MONEY);
    if (costs && tree.list("prices").isEmpty()) {
      wrong(
          tree.get("quotas").orElse(tree),
          "a quota of money counts nothing without 'prices'",
          "Add 'prices: [{models: [\"gpt-*\"], asked: 2.5, answered: 10}]', for a million tokens.");
    }
    return quotas;
  }

  private Optional<Quota> quota(Tree tree, Set<String> ids) {
    reader.known(tree, QUOTA_KEYS);
    Optional<String> id = tree.text("id").filter(it -> it.matches("[a-z0-9][a-z0-9-]{0,31}"));
    if (id.filter(ids::add).isEmpty()) {
      wrong(tree, "a quota has an 'id' of its own of small letters, digits and hyphens", "");
    }
    Set<Per> per = EnumSet.noneOf(Per.class);
    for (String word : tree.texts("per")) {
      Per.of(word)
          .ifPresentOrElse(
              per::add,
              () ->
                  wrong(
                      tree.get("per").orElse(tree),
                      "'" + word + "' has no quota",
                      "Expected session, model or route; each principal always has its own."));
    }
    String word = tree.text("unit").orElse(Unit.REQUESTS.label());
    Optional<Unit> unit = Unit.of(word);
    if (unit.isEmpty()) {
      wrong(
          tree.get("unit").orElse(tree),
          "'" + word + "' cannot be counted",
          "Expected requests, tokens, answered or money.");
    }
    Optional<Double> rate = number(tree, "per-minute", true);
    Optional<Double> burst = number(tree, "burst", false).or(() -> rate);
    return id.flatMap(name ->
        unit.flatMap(what ->
            rate.flatMap(each ->
                burst.map(most -> new Quota(name, per, tree.texts("models"), what, each, most)))));
  }

  List<Price> prices(Tree tree) {
    List<Price> prices = new ArrayList<>();
    for (Tree item : tree.list("prices")) {
      reader.known(item, PRICE_KEYS);
      Optional<Double> asked = number(item, "asked", true);
      Optional<Double> answered = number(item, "answered", true);
      if (item.texts("models").isEmpty()) {
        wrong(item, "a price is of 'models'", "Write 'models: [\"*\"]' for all.");
      }
      asked.ifPresent(
          in -> answered.ifPresent(out -> prices.add(new Price(item.texts("models"), in, out))));
    }
    return prices;
  }

  private Optional<Double> number(Tree tree, String key, boolean needed) {
    Optional<String> written = tree.text(key);
    if (written.isEmpty() && !needed) {
      return Optional.empty();
    }
    Optional<Double> number =
        written
            .filter(it -> it.matches("[0-9]{1,12}(\\.[0-9]{1,9})?"))
            .map(Double::valueOf)
            .filter(it -> it > 0 && it <= MOST);
    if (number.isEmpty()) {
      wrong(tree.get(key).orElse(tree), "'" + key + "' must be a number above 0", "");
    }
    return number;
  }

  private void wrong(Tree at, String message, String hint) {
    log.error(GatewayConfigReader.WRONG, at.place(), message, hint);
  }
}
