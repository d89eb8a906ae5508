package io.sextant.gateway.config;

import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Tree;
import io.sextant.gateway.access.Secret;
import io.sextant.gateway.approval.WebhookConfig;
import io.sextant.gateway.approval.WebhookConfig.Shape;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads what stands under `approvals`.
final class ApprovalConfigReader {
  private static final Set<String> KEYS = Set.of("page", "hosts", "loopback", "webhooks");
  private static final Set<String> WEBHOOK_KEYS = Set.of("url", "shape", "secret");
  private static final int LEAST_SECRET = 16;

  private final GatewayConfigReader reader;
  private final IssueLog log;

  ApprovalConfigReader(GatewayConfigReader reader, IssueLog log) {
    this.reader = reader;
    this.log = log;
  }

  WebhookConfig.All read(Tree tree) {
    reader.known(tree, KEYS);
    boolean loopback = tree.holds("loopback");
    List<String> hosts =
        tree.texts("hosts").stream().map(it -> it.toLowerCase(Locale.ROOT)).toList();
    Optional<URI> page =
        tree.get("page").isPresent() ? reader.url(tree, "page", "") : Optional.empty();
    List<WebhookConfig> webhooks = new ArrayList<>();
    for (Tree item : tree.list("webhooks")) {
      webhook(item, hosts, loopback).ifPresent(webhooks::add);
    }
    return new WebhookConfig.All(webhooks, page, loopback);
  }

  private Optional<WebhookConfig> webhook(Tree tree, List<String> hosts, boolean loopback) {
    reader.known(tree, WEBHOOK_KEYS);
    Optional<URI> url = reader.url(tree, "url", "");
    url.ifPresent(it -> checkHost(tree, it, hosts, loopback));
    String word = tree.text("shape").orElse(Shape.GENERIC.label());
    Optional<Shape> shape = Shape.of(word);
    if (shape.isEmpty()) {
      log.error(
          GatewayConfigReader.WRONG,
          tree.get("shape").orElse(tree).place(),
          "'" + word + "' is no shape of a message",
          "Expected generic or slack.");
    }
    Optional<Secret> secret = tree.get("secret").flatMap(reader::secret);
    if (tree.get("secret").isEmpty()
        || secret.filter(it -> it.reveal().length() < LEAST_SECRET).isPresent()) {
      log.error(
          GatewayConfigReader.MISSING,
          tree.get("secret").orElse(tree).place(),
          "a webhook has a 'secret' of at least " + LEAST_SECRET + " characters, which signs",
          "Write 'secret: \"env:NAME\"' or 'secret: \"file:PATH\"'.");
      return Optional.empty();
    }
    return url.flatMap(
        to -> shape.flatMap(form -> secret.map(key -> new WebhookConfig(to, form, key))));
  }

  /// Whoever can write an address here could make the gateway ask anything: the hosts are named
  /// apart, and plain HTTP stays on this machine.
  private void checkHost(Tree tree, URI url, List<String> hosts, boolean loopback) {
    String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
    boolean here = Set.of("127.0.0.1", "localhost", "[::1]").contains(host);
    Tree at = tree.get("url").orElse(tree);
    if (here && !loopback) {
      log.error(
          GatewayConfigReader.WRONG,
          at.place(),
          "this webhook is on this machine, which is not allowed",
          "Write 'loopback: true' beside 'webhooks' when that is meant.");
    } else if (!here && !hosts.contains(host)) {
      log.error(
          GatewayConfigReader.WRONG,
          at.place(),
          "'" + host + "' is not among the hosts that webhooks may have",
          "Add it to 'hosts' beside 'webhooks'.");
    } else if (!here && !"https".equals(url.getScheme())) {
      log.error(
          GatewayConfigReader.WRONG,
          at.place(),
          "a webhook on another machine needs https",
          "Principals and rules would be readable on the way.");
    }
  }
}
