package io.sextant.server.telemetry;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.sextant.core.telemetry.Normalized;
import io.sextant.core.telemetry.OtlpMessages;
import io.sextant.core.telemetry.OtlpNormalizer;
import io.sextant.core.telemetry.Refusal;
import io.sextant.server.telemetry.Intake.Normaliser;
import java.util.List;

/// Gives an OTLP body its normaliser, and an outcome its words for the sender. Thread-safe.
final class OtlpReader {
  static final String METRICS_NOT_KEPT = "Sextant keeps logs and traces; metrics are not stored";

  /// Refusals spelled out to the sender; the page Ingest shows them all.
  private static final int EXPLAINED = 3;

  private final OtlpMessages messages;
  private final OtlpNormalizer normalizer;

  OtlpReader(OtlpMessages messages, OtlpNormalizer normalizer) {
    this.messages = messages;
    this.normalizer = normalizer;
  }

  /// How a body is written.
  enum Encoding {
    PROTOBUF("application/x-protobuf"),
    JSON("application/json");

    private final String mediaType;

    Encoding(String mediaType) {
      this.mediaType = mediaType;
    }

    String mediaType() {
      return mediaType;
    }
  }

  /// The normaliser of logs and traces; metrics become nothing.
  Normaliser normaliser(Signal signal, Encoding encoding) {
    return switch (signal) {
      case LOGS ->
          switch (encoding) {
            case PROTOBUF -> (body, sender) -> normalizer.logs(messages.logs(body), sender);
            case JSON -> (body, sender) -> normalizer.logs(messages.logsFromJson(body), sender);
          };
      case TRACES ->
          switch (encoding) {
            case PROTOBUF -> (body, sender) -> normalizer.traces(messages.traces(body), sender);
            case JSON -> (body, sender) -> normalizer.traces(messages.tracesFromJson(body), sender);
          };
      case METRICS -> (_, _) -> new Normalized(List.of(), List.of());
    };
  }

  /// How many data points a metrics body holds; 0 when it is in JSON or cannot be read, for none is
  /// kept anyway.
  static long dataPoints(byte[] protobuf) {
    try {
      return Signal.dataPoints(ExportMetricsServiceRequest.parseFrom(protobuf));
    } catch (InvalidProtocolBufferException e) {
      return 0;
    }
  }

  /// The error message of a partial success; empty when nothing was refused.
  static String explanation(List<Refusal> refusals) {
    if (refusals.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (Refusal refusal : refusals.subList(0, Math.min(EXPLAINED, refusals.size()))) {
      text.append(text.isEmpty() ? "" : "; ")
          .append("record ")
          .append(refusal.position())
          .append(": ")
          .append(refusal.code())
          .append(' ')
          .append(refusal.message());
    }
    if (refusals.size() > EXPLAINED) {
      text.append("; and ").append(refusals.size() - EXPLAINED).append(" more");
    }
    return text.toString();
  }
}
