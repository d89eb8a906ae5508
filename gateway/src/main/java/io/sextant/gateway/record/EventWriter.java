package io.sextant.gateway.record;

import io.sextant.core.policy.Constraint;
import io.sextant.core.policy.Ruling;
import io.sextant.core.telemetry.Category;
import io.sextant.core.telemetry.Told;
import io.sextant.gateway.content.Content;
import io.sextant.gateway.content.ExchangeFacts;
import io.sextant.gateway.protocol.Operation;
import io.sextant.gateway.sequence.Suspicion;
import io.sextant.inspect.AttackKind;
import io.sextant.ledger.entry.Decision;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Tells of exchanges as events: one for the call of the model, and one of category `guardrail`
/// when anything but ALLOW was decided. Pure.
public final class EventWriter {
  /// The gateway in its events.
  public static final String NAME = "sextant-gateway";

  /// The product under which published rules look for aggregates over the calls of a model.
  private static final String PLATFORM = "machine_learning_platform";

  private static final Pattern MODEL_IN_PATH = Pattern.compile("/models/([^/:]+)");

  private EventWriter() {}

  /// An exchange that has ended.
  ///
  /// @param body the request as it came
  /// @param texts what the model wrote
  /// @param decision the strictest of both stages
  /// @param content the texts that each ruling was about; empty when the decision is ALLOW
  /// @param receipt place of the first decision in the ledger
  public record Exchange(
      ExchangeFacts.Request request,
      Suspicion suspicion,
      ObjectNode body,
      int status,
      List<String> texts,
      Decision decision,
      List<Ruling> rulings,
      Map<Ruling, Content> content,
      long receipt,
      Duration duration) {
    public Exchange {
      texts = List.copyOf(texts);
      rulings = List.copyOf(rulings);
      content = Map.copyOf(content);
    }
  }

  /// The call of the model.
  public static Told call(Exchange exchange) {
    Told told = common(exchange, category(exchange.request().operation()));
    ObjectNode event = told.body();
    event.put("gen_ai.operation.name", operationName(exchange.request().operation()));
    event.put("http.response.status_code", exchange.status());
    event.put("duration_ms", exchange.duration().toMillis());
    event.put(
        "event.outcome",
        exchange.status() >= 200 && exchange.status() < 400 ? "success" : "failure");
    switch (exchange.request().operation()) {
      case CHAT, MESSAGES, RESPONSE, COMPLETION -> messages(exchange, told);
      case EMBEDDING -> told.set("gen_ai.input.messages", exchange.body().path("input"));
      case PREDICT -> event.put("predict.model.name", modelName(exchange.request()));
      case MODELS -> {}
    }
    return told;
  }

  /// What was decided; empty when it was ALLOW without a ground.
  public static Optional<Told> verdict(Exchange exchange) {
    if (exchange.decision() == Decision.ALLOW) {
      return Optional.empty();
    }
    Told told = common(exchange, Category.GUARDRAIL);
    ObjectNode event = told.body();
    event.put("gen_ai.guardrail.name", NAME);
    event.put("gen_ai.guardrail.action", action(exchange.decision()));
    TreeSet<String> categories = new TreeSet<>();
    double score = 0;
    for (Content content : exchange.content().values()) {
      for (Content.Judged judged : content.worst().stream().toList()) {
        judged.verdict().kind().map(EventWriter::category).ifPresent(categories::add);
        score = judged.verdict().score();
      }
    }
    exchange
        .content()
        .forEach((ruling, content) ->
            ruling.constraints().forEach(constraint -> masked(constraint, content, categories)));
    ArrayNode list = event.putArray("gen_ai.guardrail.category");
    categories.forEach(list::add);
    if (score > 0) {
      event.put("gen_ai.guardrail.score", score);
    }
    return Optional.of(told);
  }

  /// What the queries of a principal look like: the aggregates over five minutes that rules for the
  /// API of a model ask for, and what they are suspected to be.
  public static Told sequence(Exchange exchange) {
    Told told = common(exchange, Told.of(PLATFORM, "api_activity", exchange.request().time()));
    ObjectNode event = told.body();
    Suspicion suspicion = exchange.suspicion();
    event.put("predict.model.name", modelName(exchange.request()));
    event.put("api.method", operationName(exchange.request().operation()));
    event.put("api.endpoint", exchange.request().path());
    event.put("api.request_count", suspicion.requests());
    event.put("api.request_rate", suspicion.perMinute());
    event.put("api.input_similarity_score", suspicion.similarity());
    event.put("api.distinct_inputs", suspicion.distinct());
    event.put("api.probing_score", suspicion.probing());
    event.put("api.extraction_score", suspicion.extraction());
    event.put("api.membership_score", suspicion.membership());
    event.put("api.harvesting_score", suspicion.harvesting());
    return told;
  }

  private static String modelName(ExchangeFacts.Request request) {
    String named = request.parameters().model();
    if (!named.isEmpty()) {
      return named;
    }
    Matcher path = MODEL_IN_PATH.matcher(request.path());
    return path.find() ? path.group(1) : request.path();
  }

  private static void masked(Constraint constraint, Content content, Set<String> categories) {
    if (constraint instanceof Constraint.Redact(var matters)) {
      for (Constraint.Matter matter : matters) {
        switch (matter) {
          case PERSONAL_DATA -> content.personal().forEach(_ -> categories.add("pii"));
          case SECRETS -> content.secrets().forEach(_ -> categories.add("secret"));
        }
      }
    }
  }

  private static Told common(Exchange exchange, Category category) {
    return common(exchange, Told.of(category, exchange.request().time()));
  }

  private static Told common(Exchange exchange, Told told) {
    ExchangeFacts.Request request = exchange.request();
    ObjectNode event = told.body();
    event.put("service.name", NAME);
    event.put("gen_ai.request.model", request.parameters().model());
    event.put("url.path", request.path());
    request.principal().tell(event);
    ObjectNode raw = event.putObject("raw");
    raw.put("sextant.decision", exchange.decision().name());
    raw.put("sextant.receipt", exchange.receipt());
    put(raw.putArray("sextant.rules"), exchange.rulings(), Ruling::grounds);
    put(raw.putArray("sextant.shadowed_rules"), exchange.rulings(), Ruling::shadowed);
    return told;
  }

  /// Names each rule once, though it may speak of the request and of the answer.
  private static void put(
      ArrayNode list, List<Ruling> rulings, Function<Ruling, List<Ruling.Ground>> grounds) {
    Set<String> ids = new LinkedHashSet<>();
    for (Ruling ruling : rulings) {
      grounds.apply(ruling).forEach(ground -> ids.add(ground.rule().id()));
    }
    ids.forEach(list::add);
  }

  private static void messages(Exchange exchange, Told told) {
    ObjectNode body = exchange.body();
    JsonNode input =
        switch (exchange.request().operation()) {
          case CHAT, MESSAGES -> body.path("messages");
          case RESPONSE -> body.path("input");
          case COMPLETION -> body.path("prompt");
          case EMBEDDING, MODELS, PREDICT -> body;
        };
    told.set("gen_ai.system_instructions", body.path("system"));
    told.set("gen_ai.system_instructions", body.path("instructions"));
    told.set("gen_ai.input.messages", input);
    if (!exchange.texts().isEmpty()) {
      ArrayNode output = told.body().putArray("gen_ai.output.messages");
      exchange
          .texts()
          .forEach(text -> output.addObject().put("role", "assistant").put("content", text));
    }
    JsonNode tools = body.path("tools");
    if (tools.isArray()) {
      told.set("gen_ai.tool.definitions", tools);
    }
  }

  private static Category category(Operation operation) {
    return switch (operation) {
      case CHAT, COMPLETION, RESPONSE, MESSAGES, MODELS -> Category.LLM_INFERENCE;
      case EMBEDDING -> Category.EMBEDDING;
      case PREDICT -> Category.PREDICT;
    };
  }

  private static String operationName(Operation operation) {
    return switch (operation) {
      case CHAT, RESPONSE, MESSAGES -> "chat";
      case COMPLETION -> "text_completion";
      case EMBEDDING -> "embeddings";
      case MODELS -> "list_models";
      case PREDICT -> "predict";
    };
  }

  /// What guardrails call a kind of attack.
  public static String category(AttackKind kind) {
    return switch (kind) {
      case DIRECT_INJECTION, INDIRECT_INJECTION -> "prompt_injection";
      case JAILBREAK -> "jailbreak";
      case SYSTEM_PROMPT_EXTRACTION -> "system_prompt_extraction";
      case SENSITIVE_REQUEST -> "sensitive_request";
      case SYSTEM_PROMPT_LEAK -> "system_prompt_leak";
      case DATA_LEAK -> "data_leak";
      case ACTIVE_CONTENT -> "active_content";
    };
  }

  /// What guardrails call a decision.
  public static String action(Decision decision) {
    return switch (decision) {
      case ALLOW, LOG -> "allowed";
      case CONSTRAIN -> "masked";
      case BLOCK, HOLD -> "blocked";
    };
  }
}
