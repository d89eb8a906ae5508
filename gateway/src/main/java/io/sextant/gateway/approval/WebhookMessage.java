package io.sextant.gateway.approval;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.gateway.access.Secret;
import io.sextant.gateway.protocol.Json;
import io.sextant.ledger.entry.Reason;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a webhook is told. Never the content of a request: who may see that comes to the page.
/// Pure.
final class WebhookMessage {
  private WebhookMessage() {}

  static byte[] bytes(WebhookConfig.Shape shape, Approval approval, Optional<URI> page) {
    Optional<String> link = page.map(it -> it + "/approvals/" + approval.id());
    return Json.bytes(
        switch (shape) {
          case GENERIC -> generic(approval, link);
          case SLACK -> slack(approval, link);
        });
  }

  /// `v1=` and HMAC-SHA256 over the time, a full stop and the body, in hexadecimal.
  static String signature(Secret secret, long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.reveal().getBytes(UTF_8), "HmacSHA256"));
      mac.update((seconds + ".").getBytes(UTF_8));
      return "v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HMAC-SHA256", e);
    }
  }

  private static ObjectNode generic(Approval approval, Optional<String> link) {
    Question question = approval.question();
    ObjectNode message =
        Json.object()
            .put("type", "approval." + approval.state().label())
            .put("id", approval.id().value())
            .put("state", approval.state().label())
            .put("principal", question.principal())
            .put("subject", question.subject())
            .put("target", question.target())
            .put("asked", approval.asked().toString())
            .put("expires", approval.expires().toString())
            .put("approvers_missing", approval.missing())
            .put("receipt", question.decision())
            .put("request_sha256", question.digest())
            .put("policy_sha256", question.policyDigest());
    ArrayNode rules = message.putArray("rules");
    for (Reason reason : question.grounds()) {
      ArrayNode techniques = rules.addObject().put("rule", reason.rule()).putArray("techniques");
      reason.techniques().forEach(techniques::add);
    }
    link.ifPresent(url -> message.put("url", url));
    return message;
  }

  private static ObjectNode slack(Approval approval, Optional<String> link) {
    Question question = approval.question();
    String head =
        switch (approval.state()) {
          case WAITING -> "Approval needed: ";
          case APPROVED -> "Approved: ";
          case REFUSED -> "Refused: ";
          case EXPIRED -> "Nobody decided in time: ";
          case CANCELLED -> "Withdrawn: ";
          case USED -> "Done: ";
        };
    String what =
        plain(question.principal())
            + " asks for "
            + plain(question.subject())
            + (question.target().isEmpty() ? "" : " of " + plain(question.target()));
    ObjectNode message = Json.object().put("text", head + what);
    ArrayNode blocks = message.putArray("blocks");
    section(blocks, "*" + head + "* " + what);
    section(
        blocks,
        question.titles().stream().map(it -> "• " + plain(it)).collect(Collectors.joining("\n")));
    if (approval.state() == Approval.State.WAITING) {
      ArrayNode context = blocks.addObject().put("type", "context").putArray("elements");
      context
          .addObject()
          .put("type", "mrkdwn")
          .put("text", approval.missing() + " to agree, until " + approval.expires());
      link.ifPresent(url -> button(blocks, url));
    }
    return message;
  }

  private static void section(ArrayNode blocks, String text) {
    blocks
        .addObject()
        .put("type", "section")
        .putObject("text")
        .put("type", "mrkdwn")
        .put("text", text.isEmpty() ? "-" : text);
  }

  private static void button(ArrayNode blocks, String url) {
    ObjectNode button =
        blocks
            .addObject()
            .put("type", "actions")
            .putArray("elements")
            .addObject()
            .put("type", "button")
            .put("url", url);
    button.putObject("text").put("type", "plain_text").put("text", "Look and decide");
  }

  /// Text that cannot become markup, a mention or a link there (Slack: escaping of `&`, `<`, `>`).
  private static String plain(String text) {
    String safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return List.of("*", "_", "~", "`").stream().reduce(safe, (all, c) -> all.replace(c, " "));
  }
}
