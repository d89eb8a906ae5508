package io.sextant.gateway.config;

import io.sextant.core.document.Documents;
import io.sextant.core.document.Issue;
import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Place;
import io.sextant.core.document.Tree;
import io.sextant.core.policy.Policy;
import io.sextant.core.policy.PolicyReader;
import io.sextant.gateway.access.CertificateNames;
import io.sextant.gateway.access.Principals.Known;
import io.sextant.gateway.access.Quota;
import io.sextant.gateway.access.Quota.Price;
import io.sextant.gateway.access.Secret;
import io.sextant.gateway.access.TokenConfig;
import io.sextant.gateway.approval.WebhookConfig;
import io.sextant.gateway.config.LimitConfig.SharedLimits;
import io.sextant.gateway.ingest.IngestConfig;
import io.sextant.gateway.protocol.Operation.Family;
import io.sextant.gateway.tls.KeyMaterial.Door;
import io.sextant.gateway.tls.KeyMaterial.Way;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads the configuration of a gateway from YAML, with every mistake at once; the form is in
/// `docs/gateway.md`.
public final class GatewayConfigReader {
  static final String WRONG = "SX-GATEWAY-001";
  private static final String UNKNOWN_KEY = "SX-GATEWAY-002";
  static final String MISSING = "SX-GATEWAY-003";
  private static final String SECRET = "SX-GATEWAY-004";
  private static final Set<String> KEYS =
      Set.of(
          "listen",
          "upstreams",
          "policy",
          "principals",
          "tokens",
          "limits",
          "quotas",
          "prices",
          "approvals",
          "ingest",
          "mcp",
          "inspection");
  private static final Set<String> UPSTREAM_KEYS =
      Set.of("id", "url", "serves", "models", "key", "tls");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final int MOST = 1_000_000_000;
  private static final int MAX_PORT = 65_535;

  private final IssueLog log;
  private final Surroundings surroundings;
  private final List<Issue> issuesOfPolicy = new ArrayList<>();
  private static final Tree NOTHING = new Tree.Mapping(Place.FILE, new java.util.LinkedHashMap<>());

  private Optional<String> policyFile = Optional.empty();
  private Optional<String> dataPolicyFile = Optional.empty();

  /// What a configuration may refer to.
  ///
  /// @param environment of the process
  /// @param file the text of a file, by a name relative to the configuration
  /// @param path where such a file is
  public record Surroundings(
      Map<String, String> environment,
      Function<String, Optional<String>> file,
      Function<String, Optional<Path>> path) {}

  /// @param config empty when anything is wrong
  /// @param policyFile the file of the policy as it is named, when none that ships is
  /// @param dataPolicyFile the same of the policy for data
  public record Result(
      Optional<GatewayConfig> config,
      Optional<String> policyFile,
      Optional<String> dataPolicyFile,
      List<Issue> issues) {
    public Result {
      issues = List.copyOf(issues);
    }
  }

  private GatewayConfigReader(IssueLog log, Surroundings surroundings) {
    this.log = log;
    this.surroundings = surroundings;
  }

  public static Result read(String file, String text, Surroundings surroundings) {
    IssueLog log = new IssueLog(file, text);
    GatewayConfigReader reader = new GatewayConfigReader(log, surroundings);
    List<Tree> documents = Documents.read(text, log);
    Optional<GatewayConfig> config = Optional.empty();
    if (documents.size() == 1 && documents.getFirst() instanceof Tree.Mapping map) {
      config = reader.config(map);
    } else if (log.errors() == 0) {
      log.error(WRONG, Place.FILE, "expected one map", "See docs/gateway.md for an example.");
    }
    List<Issue> issues = new ArrayList<>(log.issues());
    issues.addAll(reader.issuesOfPolicy);
    boolean good = issues.stream().noneMatch(it -> it.severity() == Issue.Severity.ERROR);
    return new Result(config.filter(_ -> good), reader.policyFile, reader.dataPolicyFile, issues);
  }

  private Optional<GatewayConfig> config(Tree tree) {
    known(tree, KEYS);
    Tree listen = tree.get("listen").orElse(tree);
    boolean listens = tree.get("listen").isPresent();
    if (listens) {
      known(listen, Set.of("host", "port", "tls"));
    }
    String host = listens ? listen.text("host").orElse(GatewayConfig.HOST) : GatewayConfig.HOST;
    int port =
        listens ? number(listen, "port", GatewayConfig.PORT, 0, MAX_PORT) : GatewayConfig.PORT;
    Optional<Door> door = listens ? listen.get("tls").flatMap(tls()::door) : Optional.empty();
    List<UpstreamConfig> upstreams = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Tree item : tree.list("upstreams")) {
      upstream(item, ids).ifPresent(upstreams::add);
    }
    McpConfig mcp =
        tree.get("mcp")
            .map(new McpConfigReader(this, log, surroundings.path())::read)
            .orElse(McpConfig.NONE);
    if (tree.list("upstreams").isEmpty()
        && tree.get("ingest").isEmpty()
        && mcp.servers().isEmpty()) {
      log.error(
          MISSING,
          tree.place(),
          "'upstreams' is missing: there is nowhere to send requests to",
          "Add 'upstreams: [{id: local, url: \"http://127.0.0.1:11434\"}]'.");
    }
    Optional<Policy> policy = policy(tree);
    List<Known> principals =
        tree.list("principals").stream().flatMap(item -> principal(item).stream()).toList();
    Optional<TokenConfig> tokens =
        tree.get("tokens").flatMap(new TokenConfigReader(this, log, surroundings.path())::read);
    LimitConfig limits = limits(tree);
    QuotaReader quotaReader = new QuotaReader(this, log);
    List<Quota> quotas = quotaReader.quotas(tree);
    List<Price> prices = quotaReader.prices(tree);
    WebhookConfig.All webhooks =
        tree.get("approvals")
            .map(new ApprovalConfigReader(this, log)::read)
            .orElse(WebhookConfig.All.NONE);
    IngestConfigReader data =
        new IngestConfigReader(this, log, surroundings.file(), issuesOfPolicy);
    Optional<IngestConfig> ingest = data.read(tree.get("ingest").orElse(NOTHING));
    dataPolicyFile = data.policyFile();
    boolean encoder = tree.get("inspection").map(this::asksEncoder).orElse(false);
    return policy.flatMap(it ->
        ingest.map(in ->
            new GatewayConfig(
                host,
                port,
                upstreams,
                it,
                principals,
                tokens,
                limits,
                quotas,
                prices,
                webhooks,
                in,
                mcp,
                door,
                encoder)));
  }

  private boolean asksEncoder(Tree tree) {
    known(tree, Set.of("encoder"));
    Optional<String> asked = tree.text("encoder");
    if (asked.filter(it -> !Set.of("true", "false").contains(it)).isPresent()) {
      log.error(
          WRONG,
          tree.get("encoder").orElse(tree).place(),
          "'encoder' is true or false",
          "With true the second stage of inspection is asked, too.");
    }
    return tree.holds("encoder");
  }

  private Optional<UpstreamConfig> upstream(Tree tree, Set<String> ids) {
    known(tree, UPSTREAM_KEYS);
    Optional<String> id = tree.text("id").filter(ids::add);
    if (id.isEmpty()) {
      log.error(MISSING, tree.place(), "each upstream has an 'id' of its own", "Add 'id: …'.");
    }
    Optional<URI> url =
        url(tree, "url", "Leave out '/v1' too: the path of each request follows it.");
    Set<Family> families = EnumSet.noneOf(Family.class);
    for (String word : tree.texts("serves")) {
      Family.of(word)
          .ifPresentOrElse(
              families::add,
              () ->
                  log.error(
                      WRONG,
                      tree.get("serves").orElse(tree).place(),
                      "'" + word + "' is no protocol",
                      "Expected openai, anthropic or predict."));
    }
    Optional<Secret> key = tree.get("key").flatMap(this::secret);
    Optional<Way> tls = tree.get("tls").flatMap(tls()::way);
    if (tls.isPresent() && url.filter(it -> "https".equals(it.getScheme())).isEmpty()) {
      log.error(
          WRONG,
          tree.get("tls").orElse(tree).place(),
          "'tls' has no effect on an address that is not https",
          "Write 'url: https://…'.");
    }
    return url.map(it ->
        new UpstreamConfig(
            id.orElse(""),
            it,
            families.isEmpty() ? EnumSet.allOf(Family.class) : families,
            tree.texts("models"),
            key,
            tls));
  }

  Optional<URI> url(Tree tree, String key, String hint) {
    Optional<Tree> written = tree.get(key);
    Optional<URI> url = written.flatMap(Tree::text).flatMap(GatewayConfig::address);
    if (url.isPresent()) {
      return url;
    }
    log.error(
        WRONG,
        written.orElse(tree).place(),
        "'"
            + key
            + "' must be an address such as https://api.example.com, without user, query or"
            + " fragment",
        hint);
    return Optional.empty();
  }

  /// `env:NAME` or `file:NAME`; a credential never stands in the file itself.
  Optional<Secret> secret(Tree tree) {
    String reference = tree.text().orElse("");
    Optional<String> value =
        reference.startsWith("env:")
            ? Optional.ofNullable(surroundings.environment().get(reference.substring(4)))
            : reference.startsWith("file:")
                ? surroundings.file().apply(reference.substring(5))
                : Optional.empty();
    Optional<Secret> secret = value.map(String::strip).filter(it -> !it.isEmpty()).map(Secret::new);
    if (secret.isEmpty()) {
      boolean known = reference.startsWith("env:") || reference.startsWith("file:");
      log.error(
          SECRET,
          tree.place(),
          known ? "there is no secret at " + reference : "a secret is named, not written here",
          known
              ? "Set the variable, or write the file, before the gateway starts."
              : "Write 'env:NAME' or 'file:PATH'.");
    }
    return secret;
  }

  private Optional<Policy> policy(Tree tree) {
    String name = tree.text("policy").orElse(ShippedPolicies.DEFAULT);
    Optional<String> shipped = ShippedPolicies.text(name);
    Optional<String> text = shipped.or(() -> surroundings.file().apply(name));
    if (text.isEmpty()) {
      log.error(
          MISSING,
          tree.get("policy").orElse(tree).place(),
          "there is no policy " + name,
          "Name one of " + String.join(", ", ShippedPolicies.NAMES) + ", or a file.");
      return Optional.empty();
    }
    if (shipped.isEmpty()) {
      policyFile = Optional.of(name);
    }
    PolicyReader.Result result = PolicyReader.read(name, text.get());
    issuesOfPolicy.addAll(result.issues());
    return result.policy();
  }

  private TlsConfigReader tls() {
    return new TlsConfigReader(this, log, surroundings.path());
  }

  private Optional<Known> principal(Tree tree) {
    known(tree, Set.of("id", "key-sha256", "roles", "people", "certificates"));
    Set<String> certificates = new HashSet<>();
    for (String written : tree.texts("certificates")) {
      CertificateNames.normal(written)
          .ifPresentOrElse(
              certificates::add,
              () ->
                  log.error(
                      WRONG,
                      tree.get("certificates").orElse(tree).place(),
                      "'" + written + "' names no certificate",
                      "Write subject:CN=…, dns:…, uri:…, email:… or sha256:…."));
    }
    Optional<String> id = tree.text("id");
    Optional<String> hash = tree.text("key-sha256").filter(it -> HASH.matcher(it).matches());
    boolean identified = hash.isPresent() || !certificates.isEmpty();
    if (id.isEmpty() || !identified || (tree.text("key-sha256").isPresent() && hash.isEmpty())) {
      log.error(
          MISSING,
          tree.place(),
          "a principal has an 'id', and a 'key-sha256' of 64 small hexadecimal digits or"
              + " 'certificates'",
          "'sextant gateway key' makes a key and prints both.");
      return Optional.empty();
    }
    return Optional.of(
        new Known(
            id.get(),
            hash.orElse(""),
            tree.texts("roles"),
            new HashSet<>(tree.texts("people")),
            certificates));
  }

  private LimitConfig limits(Tree tree) {
    LimitConfig usual = LimitConfig.DEFAULT;
    Optional<Tree> limits = tree.get("limits");
    if (limits.isEmpty()) {
      return usual;
    }
    Tree at = limits.get();
    known(
        at,
        Set.of(
            "requests-per-minute",
            "burst",
            "body-bytes",
            "answer-bytes",
            "answer-seconds",
            "shared"));
    return new LimitConfig(
        number(at, "requests-per-minute", usual.requestsPerMinute(), MOST),
        number(at, "burst", usual.burst(), MOST),
        number(at, "body-bytes", usual.bodyBytes(), MOST),
        number(at, "answer-bytes", usual.answerBytes(), MOST),
        java.time.Duration.ofSeconds(
            number(at, "answer-seconds", (int) usual.answerTime().toSeconds(), MOST)),
        at.get("shared").flatMap(this::sharedLimits));
  }

  private Optional<SharedLimits> sharedLimits(Tree at) {
    known(at, Set.of("url", "user", "password"));
    Optional<String> url = at.text("url").filter(it -> it.startsWith("jdbc:postgresql://"));
    if (url.isEmpty() || url.get().contains("password=")) {
      log.error(
          url.isEmpty() ? MISSING : WRONG,
          at.get("url").orElse(at).place(),
          "'url' names a PostgreSQL database, without a password",
          "Write 'url: \"jdbc:postgresql://db.example/sextant\"' and"
              + " 'password: \"env:LIMITS_PASSWORD\"' beside it.");
      return Optional.empty();
    }
    Optional<Secret> password = at.get("password").flatMap(this::secret);
    if (at.get("password").isEmpty()) {
      log.error(
          MISSING,
          at.place(),
          "'password' is missing",
          "Name where it stands: \"env:NAME\" or \"file:NAME\".");
    }
    return password.map(it -> new SharedLimits(url.get(), at.text("user").orElse("sextant"), it));
  }

  int number(Tree tree, String key, int usual, int most) {
    return number(tree, key, usual, 1, most);
  }

  private int number(Tree tree, String key, int usual, int least, int most) {
    Optional<Tree> written = tree.get(key);
    if (written.isEmpty()) {
      return usual;
    }
    String text = written.get().text().orElse("");
    if (text.matches("[0-9]{1,10}")
        && Long.parseLong(text) <= most
        && Long.parseLong(text) >= least) {
      return Integer.parseInt(text);
    }
    log.error(
        WRONG,
        written.get().place(),
        "'" + key + "' must be a number from " + least + " to " + most,
        "");
    return usual;
  }

  void known(Tree tree, Set<String> keys) {
    tree.fields()
        .filter(entry -> !keys.contains(entry.key()))
        .forEach(entry ->
            log.error(
                UNKNOWN_KEY,
                entry.keyPlace(),
                "'" + entry.key() + "' is not known here",
                "Expected one of "
                    + keys.stream().sorted().collect(Collectors.joining(", "))
                    + "."));
  }
}
