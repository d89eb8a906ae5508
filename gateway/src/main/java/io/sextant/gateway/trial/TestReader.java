package io.sextant.gateway.trial;

import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Place;
import io.sextant.core.document.Tree;
import io.sextant.core.document.YamlJson;
import io.sextant.core.policy.Fact;
import io.sextant.core.policy.Stage;
import io.sextant.gateway.access.Principal;
import io.sextant.gateway.protocol.Operation;
import io.sextant.gateway.protocol.Part;
import io.sextant.gateway.proxy.PolicyTrial;
import io.sextant.inspect.Channel;
import io.sextant.ledger.entry.Decision;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads tests of policies.
final class TestReader {
  static final String CODE = "SX-POLICY-010";

  private static final Set<String> EXCHANGE_KEYS =
      Set.of(
          "name",
          "operation",
          "principal",
          "roles",
          "time",
          "request",
          "response",
          "expect",
          "expect-response",
          "rules");
  private static final Set<String> FACT_KEYS =
      Set.of("name", "on", "facts", "text", "channel", "expect", "rules");

  private final IssueLog log;

  TestReader(IssueLog log) {
    this.log = log;
  }

  PolicyTest read(Tree tree) {
    boolean facts = tree.get("on").isPresent();
    Set<String> known = facts ? FACT_KEYS : EXCHANGE_KEYS;
    tree.fields()
        .filter(entry -> !known.contains(entry.key()))
        .forEach(entry -> wrong(entry.keyPlace(), "'" + entry.key() + "' is not a key of a test"));
    String name = tree.text("name").orElse("line " + tree.place().line());
    return facts ? ofFacts(tree, name) : ofExchange(tree, name);
  }

  private void wrong(Place place, String message) {
    log.error(CODE, place, message, "");
  }

  private ExchangeTest ofExchange(Tree tree, String name) {
    Operation operation =
        Operation.named(tree.text("operation").orElse("chat"))
            .filter(Operation::hasBody)
            .orElseGet(() -> {
              log.error(CODE, tree.place(), "this operation is not known", "Write chat, …");
              return Operation.CHAT;
            });
    PolicyTrial.Case tried =
        new PolicyTrial.Case(
            operation,
            new Principal(tree.text("principal").orElse("someone"), tree.texts("roles"), true),
            object(tree, "request").orElseGet(JsonNodeFactory.instance::objectNode),
            tree.get("response").isPresent() ? object(tree, "response") : Optional.empty(),
            time(tree));
    return new ExchangeTest(
        tree.place(),
        name,
        tried,
        decision(tree, "expect").orElse(Decision.ALLOW),
        tree.get("expect-response").isPresent()
            ? decision(tree, "expect-response")
            : Optional.empty(),
        tree.texts("rules"));
  }

  private FactTest ofFacts(Tree tree, String name) {
    Optional<Stage> stage = tree.text("on").flatMap(Stage::of);
    if (stage.isEmpty()) {
      log.error(
          CODE,
          tree.get("on").orElse(tree).place(),
          "'on' names no stage",
          "Write request, response, offer, ingest or batch.");
    }
    return new FactTest(
        tree.place(),
        name,
        stage.orElse(Stage.REQUEST),
        facts(tree),
        tree.text("text").map(text -> new Part(channel(tree), "", text, false)),
        decision(tree, "expect").orElse(Decision.ALLOW),
        tree.texts("rules"));
  }

  private Channel channel(Tree tree) {
    Optional<Channel> channel = Channel.of(tree.text("channel").orElse("document"));
    if (channel.isEmpty()) {
      log.error(
          CODE,
          tree.get("channel").orElse(tree).place(),
          "'channel' names nobody",
          "Write user, document, tool, system or output.");
    }
    return channel.orElse(Channel.DOCUMENT);
  }

  private Map<Fact, Object> facts(Tree tree) {
    Map<Fact, Object> facts = new EnumMap<>(Fact.class);
    tree.get("facts").stream()
        .flatMap(Tree::fields)
        .forEach(entry -> {
          Optional<Fact> fact = Fact.of(entry.key());
          if (fact.isEmpty()) {
            log.error(
                CODE,
                entry.keyPlace(),
                "there is no fact '" + entry.key() + "'",
                "'sextant gateway facts' lists them.");
            return;
          }
          Optional<Object> value = value(fact.get().type(), entry.value());
          if (value.isEmpty()) {
            wrong(entry.value().place(), "'" + entry.key() + "' is a " + fact.get().type().label());
          }
          value.ifPresent(it -> facts.put(fact.get(), it));
        });
    return facts;
  }

  private static Optional<Object> value(Fact.Type type, Tree tree) {
    try {
      return switch (type) {
        case TEXT -> tree.text().map(it -> it);
        case TEXTS ->
            tree instanceof Tree.Sequence
                ? Optional.of(tree.items().stream().flatMap(it -> it.text().stream()).toList())
                : Optional.empty();
        case TRUTH -> tree.text().filter(Set.of("true", "false")::contains).map(Boolean::valueOf);
        case INTEGER -> tree.text().map(Long::valueOf);
        case NUMBER -> tree.text().map(Double::valueOf);
        case TABLE -> {
          Map<String, String> table = new LinkedHashMap<>();
          tree.fields()
              .forEach(entry -> entry.value().text().ifPresent(it -> table.put(entry.key(), it)));
          yield tree instanceof Tree.Mapping ? Optional.of(Map.copyOf(table)) : Optional.empty();
        }
      };
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private Instant time(Tree tree) {
    try {
      return tree.text("time").map(Instant::parse).orElse(Instant.EPOCH);
    } catch (DateTimeException _) {
      log.error(CODE, tree.place(), "'time' is no time", "Write it as 2026-01-31T09:00:00Z.");
      return Instant.EPOCH;
    }
  }

  private Optional<ObjectNode> object(Tree tree, String key) {
    Optional<Tree> written = tree.get(key);
    if (written.isPresent() && YamlJson.of(written.get()) instanceof ObjectNode object) {
      return Optional.of(object);
    }
    wrong(tree.place(), "'" + key + "' must be a body, written as a map");
    return Optional.empty();
  }

  private Optional<Decision> decision(Tree tree, String key) {
    Optional<Decision> decision = tree.text(key).flatMap(Decision::of);
    if (decision.isEmpty()) {
      wrong(
          tree.get(key).orElse(tree).place(),
          "'" + key + "' must be allow, log, constrain, hold or block");
    }
    return decision;
  }
}
