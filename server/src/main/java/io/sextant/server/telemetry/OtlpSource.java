package io.sextant.server.telemetry;

import io.sextant.core.IdSource;
import io.sextant.core.telemetry.Limits;
import io.sextant.core.telemetry.OtlpMessages;
import io.sextant.core.telemetry.OtlpNormalizer;
import java.time.InstantSource;

/// What both OTLP receivers read requests with.
public final class OtlpSource {
  private final OtlpReader reader;

  public OtlpSource(Limits limits, InstantSource clock, IdSource ids) {
    reader = new OtlpReader(new OtlpMessages(limits), new OtlpNormalizer(limits, clock, ids));
  }

  OtlpReader reader() {
    return reader;
  }
}
