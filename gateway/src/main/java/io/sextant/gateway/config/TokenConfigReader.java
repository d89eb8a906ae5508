package io.sextant.gateway.config;

import com.nimbusds.jose.JWSAlgorithm;
import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Tree;
import io.sextant.gateway.access.TokenConfig;
import io.sextant.gateway.access.TokenConfig.KeyPlace;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads what stands under `tokens`.
final class TokenConfigReader {
  private static final Set<String> KEYS =
      Set.of("issuer", "audience", "keys", "algorithms", "roles-claim", "clock-skew-seconds");
  private static final int MOST_SKEW_SECONDS = 300;
  private static final String FILE = "file:";

  private final GatewayConfigReader reader;
  private final IssueLog log;
  private final Function<String, Optional<Path>> paths;

  TokenConfigReader(
      GatewayConfigReader reader, IssueLog log, Function<String, Optional<Path>> paths) {
    this.reader = reader;
    this.log = log;
    this.paths = paths;
  }

  /// Empty when anything in it is wrong.
  Optional<TokenConfig> read(Tree tree) {
    reader.known(tree, KEYS);
    Optional<String> issuer = required(tree, "issuer", "the token's 'iss', as it stands there");
    Optional<String> audience = required(tree, "audience", "what the token's 'aud' must name");
    Optional<KeyPlace> keys = keys(tree);
    Set<JWSAlgorithm> algorithms = algorithms(tree);
    Duration skew =
        Duration.ofSeconds(
            reader.number(
                tree,
                "clock-skew-seconds",
                (int) TokenConfig.CLOCK_SKEW.toSeconds(),
                MOST_SKEW_SECONDS));
    return issuer.flatMap(who ->
        audience.flatMap(whom ->
            keys.map(place ->
                new TokenConfig(
                    who,
                    whom,
                    place,
                    algorithms,
                    tree.text("roles-claim").orElse(TokenConfig.ROLES_CLAIM),
                    skew))));
  }

  private Optional<String> required(Tree tree, String key, String hint) {
    Optional<String> text = tree.text(key).filter(it -> !it.isBlank());
    if (text.isEmpty()) {
      log.error(
          GatewayConfigReader.MISSING,
          tree.get(key).orElse(tree).place(),
          "'" + key + "' is missing: a token of anybody, for anything, would be taken",
          "Write " + hint + ".");
    }
    return text;
  }

  private Optional<KeyPlace> keys(Tree tree) {
    String written = tree.text("keys").orElse("");
    Optional<KeyPlace> place =
        written.startsWith(FILE)
            ? paths.apply(written.substring(FILE.length())).map(KeyPlace.Local::new)
            : GatewayConfig.address(written)
                .filter(TokenConfigReader::safe)
                .map(KeyPlace.Address::new);
    if (place.isEmpty()) {
      log.error(
          GatewayConfigReader.WRONG,
          tree.get("keys").orElse(tree).place(),
          "'keys' must be an address by https, or a file, of the issuer's public keys",
          "Write 'keys: \"https://login.example/keys\"' or 'keys: \"file:keys.json\"'.");
    }
    return place;
  }

  /// Whoever can change keys on their way here decides who is who.
  private static boolean safe(URI url) {
    String host = url.getHost().replaceAll("^\\[|]$", "");
    return "https".equals(url.getScheme())
        || (host.matches("[0-9.]+|[0-9a-fA-F:]+") && loopback(host));
  }

  private static boolean loopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (java.net.UnknownHostException _) {
      return false;
    }
  }

  private Set<JWSAlgorithm> algorithms(Tree tree) {
    Set<JWSAlgorithm> algorithms = new LinkedHashSet<>();
    for (String name : tree.texts("algorithms")) {
      TokenConfig.KNOWN.stream()
          .filter(it -> it.getName().equals(name))
          .findFirst()
          .ifPresentOrElse(
              algorithms::add,
              () ->
                  log.error(
                      GatewayConfigReader.WRONG,
                      tree.get("algorithms").orElse(tree).place(),
                      "'" + name + "' is not taken",
                      "Expected "
                          + TokenConfig.KNOWN.stream()
                              .map(JWSAlgorithm::getName)
                              .collect(Collectors.joining(", "))
                          + ": who can verify must not be able to sign."));
    }
    return algorithms.isEmpty() ? Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256) : algorithms;
  }
}
