package io.sextant.gateway.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.telemetry.Event;
import io.sextant.core.telemetry.JsonNormalizer;
import io.sextant.core.telemetry.Limits;
import io.sextant.core.telemetry.Normalized;
import io.sextant.core.telemetry.SourceFormat;
import io.sextant.core.telemetry.Told;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Keeps what was told, as it was told, and sees that it is in the normal form: whoever sent it as
/// a record would have it stored as the same event.
public final class ToldEvents implements Events {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final JsonNormalizer NORMALIZER =
      new JsonNormalizer(Limits.DEFAULT, InstantSource.system(), () -> "id");

  private final List<ObjectNode> told = new CopyOnWriteArrayList<>();
  private final List<AssertionError> departures = new CopyOnWriteArrayList<>();

  @Override
  public void tell(Told event) {
    ObjectNode body = event.body().deepCopy();
    Told own = new Told(event.time(), event.source(), body.deepCopy());
    try {
      check(body, NORMALIZER.own(own));
    } catch (AssertionError e) {
      departures.add(e);
    }
    told.add(body);
  }

  private static void check(ObjectNode body, Event own) {
    Normalized sent =
        NORMALIZER.normalize(body.toString().getBytes(UTF_8), "test", SourceFormat.JSON_LINES);
    assertThat(sent.refusals()).isEmpty();
    Event event = sent.events().getFirst();
    assertThat(JSON.readTree(own.original().bytes()))
        .isEqualTo(JSON.readTree(event.body().toString()));
    assertThat(own.time()).isEqualTo(event.time());
    assertThat(own.logSource()).isEqualTo(event.logSource());
  }

  /// Everything told so far. Whoever makes one calls this at the end.
  ///
  /// @throws AssertionError when something was not in the normal form
  public List<ObjectNode> all() {
    if (!departures.isEmpty()) {
      throw new AssertionError("not in the normal form", departures.getFirst());
    }
    return List.copyOf(told);
  }
}
