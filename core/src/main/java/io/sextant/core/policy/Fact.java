package io.sextant.core.policy;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a condition can ask for. A name that is not here is an error when a policy is loaded.
public enum Fact {
  PRINCIPAL_ID("principal.id", Type.TEXT, "who asks, by verified credential; else the address"),
  PRINCIPAL_ROLES("principal.roles", Type.TEXTS, "the roles that the configuration gives them"),
  PRINCIPAL_VERIFIED("principal.verified", Type.TRUTH, "whether a credential was checked"),
  REQUEST_OPERATION(
      "request.operation",
      Type.TEXT,
      "chat, completion, response, messages, embedding, models, predict or mcp"),
  REQUEST_MODEL("request.model", Type.TEXT, "the model asked for; empty when none is named"),
  REQUEST_PATH("request.path", Type.TEXT, "path of the address, without the query"),
  REQUEST_STREAM("request.stream", Type.TRUTH, "whether a stream is asked for"),
  REQUEST_BYTES("request.bytes", Type.INTEGER, "length of the body"),
  REQUEST_CHARACTERS("request.characters", Type.INTEGER, "characters of all texts in the body"),
  REQUEST_MAX_TOKENS(
      "request.max_tokens", Type.INTEGER, "the limit on the answer, in any spelling; -1: none"),
  REQUEST_CHOICES("request.n", Type.INTEGER, "how many answers are asked for; 1 unless said"),
  REQUEST_TEMPERATURE("request.temperature", Type.NUMBER, "-1 when not given"),
  REQUEST_LOGPROBS("request.logprobs", Type.TRUTH, "whether log probabilities are asked for"),
  REQUEST_TOOLS("request.tools", Type.TEXTS, "names of the tools offered to the model"),
  REQUEST_UNINSPECTED(
      "request.uninspected", Type.INTEGER, "parts that no detector reads: images, audio, files"),
  CONTENT_ATTACK_SCORE(
      "content.attack.score",
      Type.NUMBER,
      "0 to 1, highest over what users, documents and tools wrote; 0.5 flags 1 %, 0.8 flags 0.1 %"
          + " of ordinary texts"),
  CONTENT_ATTACK_KIND(
      "content.attack.kind",
      Type.TEXT,
      "direct_injection, indirect_injection, jailbreak, system_prompt_extraction,"
          + " sensitive_request; empty below 0.5"),
  CONTENT_ATTACK_CHANNEL(
      "content.attack.channel", Type.TEXT, "user, document or tool; empty below 0.5"),
  CONTENT_SYSTEM_SCORE(
      "content.system.attack.score", Type.NUMBER, "the same over system prompts and instructions"),
  CONTENT_PERSONAL(
      "content.personal", Type.TEXTS, "kinds of personal data found, such as email or iban"),
  CONTENT_SECRETS("content.secrets", Type.TEXTS, "kinds of secrets found, such as github-token"),
  CONTENT_LINKS("content.links", Type.TEXTS, "addresses that the texts link to or load from"),
  SEQUENCE_PROBING(
      "sequence.probing.score",
      Type.NUMBER,
      "0 to 1: queries hardly differ from earlier ones, as in the search for an adversarial example"
          + " or a way past a guard; from 0.5 on it is hardly chance"),
  SEQUENCE_EXTRACTION(
      "sequence.extraction.score",
      Type.NUMBER,
      "the same: synthetic queries all over, as when a copy of the model is trained"),
  SEQUENCE_MEMBERSHIP(
      "sequence.membership.score",
      Type.NUMBER,
      "the same: tight groups of copies around many records, as when members of the training data"
          + " are told from others"),
  SEQUENCE_HARVESTING(
      "sequence.harvesting.score",
      Type.NUMBER,
      "0 to 1: work asked for in five minutes against what others ask for; 0.5 at twenty times"),
  SEQUENCE_REQUESTS(
      "sequence.requests", Type.INTEGER, "inputs that the principal sent in the last five minutes"),
  SEQUENCE_RATE("sequence.per_minute", Type.NUMBER, "the same, a minute"),
  SEQUENCE_SIMILARITY(
      "sequence.similarity", Type.NUMBER, "0 to 1: how alike these inputs are to earlier ones"),
  SEQUENCE_DISTINCT(
      "sequence.distinct",
      Type.INTEGER,
      "different inputs of the principal within a day; what a copy of the model can be trained on"),
  MCP_SERVER(
      "mcp.server",
      Type.TEXT,
      "id of the MCP server that is spoken to; empty when a model is, as all of mcp, tool, session"),
  MCP_METHOD("mcp.method", Type.TEXT, "such as tools/call; of an answer: of what it answers"),
  MCP_KNOWN("mcp.known", Type.TRUTH, "whether the protocol has this method"),
  MCP_SENDER("mcp.sender", Type.TEXT, "client or server"),
  MCP_RESOURCE("mcp.resource", Type.TEXT, "address of the resource that is read or subscribed to"),
  TOOL_NAME("tool.name", Type.TEXT, "the tool that is offered, called, or answers"),
  TOOL_TIER(
      "tool.tier",
      Type.TEXT,
      "as the configuration declares it: read, write, destructive, external-sink, privileged;"
          + " unknown when it does not"),
  TOOL_SENSITIVE(
      "tool.sensitive", Type.TRUTH, "whether what it reads is declared sensitive; resources too"),
  TOOL_HINTS(
      "tool.hints",
      Type.TEXTS,
      "what the server claims of it: read-only, destructive, idempotent, open-world"),
  TOOL_PIN(
      "tool.pin",
      Type.TEXT,
      "its definition against the one that is pinned: same, first (never seen before), changed,"
          + " undeclared (only declared ones are pinned), unseen (never offered)"),
  TOOL_FINDINGS(
      "tool.findings",
      Type.TEXTS,
      "what is wrong with its definition: orders, hidden-text, credential-path, steers-other-tool,"
          + " shadows, resembles, oversized"),
  TOOL_ARGUMENTS(
      "tool.arguments", Type.TABLE, "arguments of a call, by name; parts of them by path, as to.0"),
  SESSION_SENSITIVE(
      "session.sensitive",
      Type.TRUTH,
      "whether something sensitive was read in it, from any server"),
  SESSION_SUSPICIOUS(
      "session.suspicious", Type.TRUTH, "whether something that reads like an attack came back"),
  SESSION_CALLS("session.calls", Type.INTEGER, "calls of tools in it, this one included"),
  RESPONSE_STATUS("response.status", Type.INTEGER, "status of the answer; 0 before there is one"),
  RESPONSE_TOOLS("response.tools", Type.TEXTS, "names of the tools that the model wants called"),
  INGEST_DATASET("ingest.dataset", Type.TEXT, "the data set that it is for"),
  INGEST_KIND("ingest.kind", Type.TEXT, "records (training data) or documents (retrieval)"),
  INGEST_BATCH("ingest.batch", Type.TEXT, "the batch, as who brings it names it"),
  INGEST_SOURCE("ingest.source", Type.TEXT, "where it is from; empty when not said"),
  INGEST_COLLECTOR("ingest.collector", Type.TEXT, "who collected it; empty when not said"),
  INGEST_LICENCE("ingest.licence", Type.TEXT, "its licence; empty when not said"),
  INGEST_AGE(
      "ingest.age_days",
      Type.NUMBER,
      "days since it was collected, negative when that lies ahead; 0 when not said"),
  INGEST_MISSING(
      "ingest.missing",
      Type.TEXTS,
      "what the data set requires of the provenance and is not said: source, collector, collected,"
          + " licence, digest"),
  INGEST_SOURCE_ALLOWED(
      "ingest.source_allowed", Type.TRUTH, "whether the data set takes from this source"),
  INGEST_LICENCE_ALLOWED(
      "ingest.licence_allowed", Type.TRUTH, "whether the data set takes this licence"),
  INGEST_DIGEST(
      "ingest.digest", Type.TEXT, "absent, matches or differs: the content and its stated SHA-256"),
  INGEST_SCHEMA(
      "ingest.schema", Type.TEXTS, "how it departs from the columns declared, one text each"),
  INGEST_LABEL("ingest.label", Type.TEXT, "its label; empty when the data set has none"),
  INGEST_DUPLICATE(
      "ingest.duplicate", Type.TRUTH, "the same content with the same label was taken in before"),
  INGEST_CONFLICT(
      "ingest.label_conflict", Type.TRUTH, "the same content was taken in with another label"),
  INGEST_HIDDEN(
      "ingest.hidden",
      Type.INTEGER,
      "characters that a reader does not see and a model reads: hidden markup, invisible ones"),
  INGEST_BYTES("ingest.bytes", Type.INTEGER, "length of the record or document"),
  INGEST_CHARACTERS("ingest.characters", Type.INTEGER, "characters of all texts in it"),
  BATCH_RECORDS("batch.records", Type.INTEGER, "how many records it had"),
  BATCH_REFUSED("batch.refused", Type.INTEGER, "how many of them went to quarantine"),
  BATCH_REFUSED_SHARE("batch.refused_share", Type.NUMBER, "the same as a share, 0 to 1"),
  BATCH_DUPLICATE_SHARE("batch.duplicate_share", Type.NUMBER, "duplicates as a share, 0 to 1"),
  BATCH_CONFLICTS("batch.label_conflicts", Type.INTEGER, "records whose label conflicts"),
  BATCH_ATTACKS(
      "batch.attacks", Type.INTEGER, "records that read like an attack, score 0.5 or more"),
  TIME_HOUR("time.hour", Type.INTEGER, "0 to 23, UTC"),
  TIME_WEEKDAY("time.weekday", Type.INTEGER, "1 for Monday to 7 for Sunday, UTC");

  /// Types of facts, as CEL knows them.
  public enum Type {
    TEXT(SimpleType.STRING, "string"),
    TEXTS(ListType.create(SimpleType.STRING), "list(string)"),
    TRUTH(SimpleType.BOOL, "bool"),
    INTEGER(SimpleType.INT, "int"),
    NUMBER(SimpleType.DOUBLE, "double"),
    TABLE(MapType.create(SimpleType.STRING, SimpleType.STRING), "map(string, string)");

    private final CelType cel;
    private final String label;

    Type(CelType cel, String label) {
      this.cel = cel;
      this.label = label;
    }

    /// The value of a fact that there is nothing to tell of.
    public Object nothing() {
      return switch (this) {
        case TEXT -> "";
        case TEXTS -> List.of();
        case TRUTH -> false;
        case INTEGER -> 0L;
        case NUMBER -> 0.0;
        case TABLE -> Map.of();
      };
    }

    CelType cel() {
      return cel;
    }

    public String label() {
      return label;
    }
  }

  private static final Map<String, Fact> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Fact::field, Function.identity()));

  /// Of all records of a batch alike.
  private static final Set<Fact> OF_BATCH = EnumSet.of(INGEST_DATASET, INGEST_KIND, INGEST_BATCH);

  private final String field;
  private final Type type;
  private final String meaning;

  Fact(String field, Type type, String meaning) {
    this.field = field;
    this.type = type;
    this.meaning = meaning;
  }

  /// The name in conditions.
  public String field() {
    return field;
  }

  public Type type() {
    return type;
  }

  /// What it is, in words.
  public String meaning() {
    return meaning;
  }

  /// Whether it is known only after looking into texts.
  public boolean ofContent() {
    return field.startsWith("content.");
  }

  /// Whether it is about the queries before, too.
  public boolean ofSequence() {
    return field.startsWith("sequence.");
  }

  /// Whether it can be told at a stage: of data there is no request, and of a request no
  /// provenance.
  public boolean toldAt(Stage stage) {
    return switch (group()) {
      case "request", "sequence", "response", "mcp", "tool", "session" -> !stage.ofData();
      case "content" -> stage != Stage.BATCH;
      case "ingest" -> stage == Stage.INGEST || (stage == Stage.BATCH && OF_BATCH.contains(this));
      case "batch" -> stage == Stage.BATCH;
      default -> true;
    };
  }

  private String group() {
    return field.substring(0, field.indexOf('.'));
  }

  /// The fact of a name.
  public static Optional<Fact> of(String field) {
    return Optional.ofNullable(BY_NAME.get(field));
  }
}
