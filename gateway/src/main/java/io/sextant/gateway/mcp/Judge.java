package io.sextant.gateway.mcp;

import io.sextant.core.policy.Decider;
import io.sextant.core.policy.Policy;
import io.sextant.core.policy.Ruling;
import io.sextant.core.policy.Stage;
import io.sextant.gateway.constrain.AnswerShaper;
import io.sextant.gateway.constrain.Constraints;
import io.sextant.gateway.content.Content;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.protocol.Json;
import io.sextant.gateway.protocol.Names;
import io.sextant.gateway.protocol.Part;
import io.sextant.gateway.protocol.Texts;
import io.sextant.inspect.Channel;
import io.sextant.ledger.entry.Decision;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Decides about messages and offers by a policy. Knows no network and no clock; thread-safe.
@SuppressWarnings("ReferenceEquality") // the very same object says that nothing was changed
final class Judge {
  /// Keys of what names something, so that a mark in its place would make another message.
  private static final Set<String> NAMES =
      Set.of(
          "jsonrpc",
          "id",
          "method",
          "name",
          "uri",
          "uriTemplate",
          "type",
          "mimeType",
          "role",
          "$ref",
          "protocolVersion",
          "cursor",
          "nextCursor",
          "requestId");

  private static final String META = "/_meta/";

  private final Policy policy;
  private final Detectors detectors;

  Judge(Policy policy, Detectors detectors) {
    this.policy = policy;
    this.detectors = detectors;
  }

  /// A judgement, and the message as it goes on: the very same object when nothing changed.
  record Shaped(Judgement judged, ObjectNode json) {}

  /// Decides about what a client sends.
  Shaped onRequest(McpFacts.About about, ObjectNode message, Channel channel) {
    Content content = content(message, channel);
    Ruling ruling = Decider.decide(policy, Stage.REQUEST, new McpFacts(about, content));
    // What is held is shaped now: once it is approved the rest of the ruling counts.
    ObjectNode shaped = ruling.constraints().isEmpty() ? message : redacted(ruling, message);
    boolean changed = shaped != message || !constraints(ruling).delay().isZero();
    return new Shaped(new Judgement(about, ruling, ruling.effective(changed), content), shaped);
  }

  /// Decides about what a server sends.
  Shaped onResponse(McpFacts.About about, ObjectNode message, Channel channel) {
    return onResponse(about, message, message, channel);
  }

  /// Decides about what a server sends.
  ///
  /// @param open what of the message nobody has agreed to yet
  Shaped onResponse(McpFacts.About about, ObjectNode message, ObjectNode open, Channel channel) {
    Content content = content(open, channel);
    Ruling ruling = Decider.decide(policy, Stage.RESPONSE, new McpFacts(about, content));
    ObjectNode shaped = ruling.decision() == Decision.CONSTRAIN ? shaped(ruling, message) : message;
    return new Shaped(
        new Judgement(about, ruling, ruling.effective(shaped != message), content), shaped);
  }

  /// Decides about a tool that is offered. What a person agreed to is not held again.
  Shaped onOffer(McpFacts.About about, ToolStanding standing, ObjectNode definition) {
    Content content = new Content(detectors, Definitions.parts(definition));
    McpFacts facts = new McpFacts(about.with(standing), content);
    Ruling asked = Decider.decide(policy, Stage.OFFER, facts);
    Ruling ruling =
        standing.approved() && asked.decision() == Decision.HOLD ? asked.approved() : asked;
    ObjectNode shaped =
        ruling.decision() == Decision.CONSTRAIN ? shaped(ruling, definition) : definition;
    boolean without = withheld(ruling, standing.tool());
    return new Shaped(
        new Judgement(
            about.with(standing),
            ruling,
            ruling.effective(without || shaped != definition),
            content),
        shaped);
  }

  /// Whether a constraint takes a tool out of the offer.
  boolean withheld(Ruling ruling, String tool) {
    List<String> names = constraints(ruling).withoutTools();
    return ruling.decision() == Decision.CONSTRAIN
        && !names.isEmpty()
        && Names.pattern(names, Pattern.CASE_INSENSITIVE).matcher(tool).matches();
  }

  Constraints constraints(Ruling ruling) {
    return Constraints.of(ruling.constraints(), detectors);
  }

  private ObjectNode shaped(Ruling ruling, ObjectNode message) {
    AnswerShaper shaper = new AnswerShaper(constraints(ruling));
    return (ObjectNode) shaper.numbers(redacted(ruling, message));
  }

  /// The message with marks in its texts, but for those that name something.
  private ObjectNode redacted(Ruling ruling, ObjectNode message) {
    AnswerShaper shaper = new AnswerShaper(constraints(ruling));
    return (ObjectNode)
        Texts.replace(
            message,
            Channel.TOOL,
            part -> {
              String key = part.place().substring(part.place().lastIndexOf('/') + 1);
              if (NAMES.contains(key) || part.place().contains(META)) {
                return Optional.empty();
              }
              String clean = shaper.text(part.text());
              return clean.equals(part.text()) ? Optional.empty() : Optional.of(clean);
            });
  }

  /// The texts of a message, all by one hand: roles that stand in it are claims of who sent it.
  private Content content(ObjectNode message, Channel channel) {
    return new Content(
        detectors,
        Texts.find(rest(message), channel).parts().stream()
            .map(part -> new Part(channel, part.place(), part.text(), part.name()))
            .toList());
  }

  /// Parts of a message that nothing can read.
  static int opaque(ObjectNode message) {
    return Texts.find(rest(message), Channel.TOOL).opaque();
  }

  private static ObjectNode rest(ObjectNode message) {
    ObjectNode rest = Json.object();
    for (var entry : message.properties()) {
      JsonNode value = entry.getValue();
      if (!entry.getKey().equals("jsonrpc") && !entry.getKey().equals("method")) {
        rest.set(entry.getKey(), value);
      }
    }
    return rest;
  }
}
