package io.sextant.server.inspect;

import io.sextant.core.access.Permission;
import io.sextant.inspect.Channel;
import io.sextant.inspect.attack.Experience;
import io.sextant.inspect.attack.PromptInspector;
import io.sextant.inspect.attack.SecondStage;
import io.sextant.inspect.match.Recogniser;
import io.sextant.inspect.match.RecogniserSet;
import io.sextant.inspect.privacy.PersonalData;
import io.sextant.inspect.secret.Secrets;
import io.sextant.server.http.Exchange;
import io.sextant.server.http.ProblemException;
import io.sextant.server.http.Routes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Judges one text that a person wants to try. Nothing of it is kept.
public final class InspectRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(InspectRoutes.class);

  private final SharedEncoder encoder;
  private Optional<Instruments> instruments = Optional.empty();

  public InspectRoutes(SharedEncoder encoder) {
    this.encoder = encoder;
  }

  /// What judges; made for the first text, as most servers never see one.
  private record Instruments(PromptInspector prompts, RecogniserSet matters) {
    static Instruments make(SharedEncoder encoder) {
      List<Recogniser> all = new ArrayList<>(PersonalData.list());
      all.addAll(Secrets.list());
      PromptInspector prompts = PromptInspector.builtIn(Experience.none(), second(encoder));
      return new Instruments(prompts, RecogniserSet.of(all));
    }

    private static Optional<SecondStage> second(SharedEncoder encoder) {
      try {
        return Optional.of(encoder.get());
      } catch (IllegalStateException e) {
        LOG.warn("Only the first stage judges texts on the page Inspect: {}", e.getMessage());
        return Optional.empty();
      }
    }
  }

  /// @param channel how the text would reach the model, or leave it
  record Text(String text, String channel) {}

  public void addTo(Routes routes) {
    routes.post("/api/v1/inspect", Permission.READ, this::inspect);
  }

  private void inspect(Exchange exchange) throws IOException {
    Text asked = exchange.withoutQuery().body(Text.class);
    if (asked.text() == null || asked.channel() == null) {
      throw ProblemException.badRequest("body", "text and channel are needed", "");
    }
    Channel channel =
        Channel.of(asked.channel())
            .orElseThrow(() ->
                ProblemException.badRequest(
                    "channel",
                    "'" + asked.channel() + "' is no channel",
                    "user, document, tool, system or output"));
    Instruments with = instruments();
    exchange.json(
        InspectionJson.of(
            with.prompts.explain(asked.text(), channel), with.matters.find(asked.text())));
  }

  private synchronized Instruments instruments() {
    if (instruments.isEmpty()) {
      instruments = Optional.of(Instruments.make(encoder));
    }
    return instruments.get();
  }
}
