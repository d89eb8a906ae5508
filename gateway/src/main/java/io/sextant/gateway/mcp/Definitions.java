package io.sextant.gateway.mcp;

import io.sextant.gateway.content.Content;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.protocol.Part;
import io.sextant.gateway.protocol.Texts;
import io.sextant.inspect.Channel;
import io.sextant.inspect.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// What is wrong with the definition of a tool by itself. Pure.
final class Definitions {
  static final String ORDERS = "orders";
  static final String HIDDEN_TEXT = "hidden-text";
  static final String CREDENTIAL_PATH = "credential-path";
  static final String OVERSIZED = "oversized";

  /// Characters of a definition that need no explanation.
  private static final int LARGE = 64 << 10;

  /// Where credentials and the configurations of agents lie. A tool that works on files has no need
  /// to name them.
  private static final Pattern CREDENTIALS =
      Pattern.compile(
          "(?i)[/\\\\.~](?:ssh|aws|gnupg|kube|docker|azure)[/\\\\]|\\bid_(?:rsa|dsa|ecdsa|ed25519)\\b"
              + "|/etc/(?:passwd|shadow|sudoers)\\b|\\.(?:netrc|npmrc|pypirc|git-credentials|pgpass)\\b"
              + "|\\b(?:claude_desktop_config|cline_mcp_settings|mcp)\\.json\\b|[/\\\\~]\\.env\\b");

  private static final Map<String, String> HINTS =
      Map.of(
          "readOnlyHint", "read-only",
          "destructiveHint", "destructive",
          "idempotentHint", "idempotent",
          "openWorldHint", "open-world");

  private Definitions() {}

  /// Every text of a definition, as words of the server that offers it.
  static List<Part> parts(ObjectNode definition) {
    return Texts.find(definition, Channel.TOOL).parts().stream()
        .map(part -> new Part(Channel.TOOL, part.place(), part.text(), part.name()))
        .toList();
  }

  static List<String> findings(ObjectNode definition, Detectors detectors) {
    List<Part> parts = parts(definition);
    List<String> findings = new ArrayList<>();
    if (orders(parts, Channel.TOOL, detectors) || orders(parts, Channel.USER, detectors)) {
      findings.add(ORDERS);
    }
    if (parts.stream().anyMatch(part -> HiddenText.in(part.text()))) {
      findings.add(HIDDEN_TEXT);
    }
    if (parts.stream().anyMatch(part -> CREDENTIALS.matcher(part.text()).find())) {
      findings.add(CREDENTIAL_PATH);
    }
    if (parts.stream().mapToLong(part -> part.text().length()).sum() > LARGE) {
      findings.add(OVERSIZED);
    }
    return findings;
  }

  /// A model reads a definition as part of its instructions, so what would be an attack by a user's
  /// hand is one here too.
  private static boolean orders(List<Part> parts, Channel channel, Detectors detectors) {
    List<Part> texts =
        parts.stream()
            .map(part -> new Part(channel, part.place(), part.text(), part.name()))
            .toList();
    return new Content(detectors, texts).score() >= Verdict.FLAGGED;
  }

  /// What a server claims of its tool.
  static List<String> hints(ObjectNode definition) {
    return definition.path("annotations").properties().stream()
        .filter(it -> HINTS.containsKey(it.getKey()) && it.getValue().asBoolean(false))
        .map(it -> HINTS.getOrDefault(it.getKey(), it.getKey()).toLowerCase(Locale.ROOT))
        .sorted()
        .toList();
  }
}
