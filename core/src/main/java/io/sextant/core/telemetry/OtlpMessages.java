package io.sextant.core.telemetry;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import tools.jackson.databind.JsonNode;

/// Reads OTLP requests from their two encodings, protobuf and OTLP/JSON, into the same messages.
/// Fields of later protocol versions are passed over, as OTLP asks. Immutable and thread-safe.
public final class OtlpMessages {
  /// Messages that stand around an attribute's value, in levels of protobuf or JSON nesting.
  private static final int ENVELOPE_DEPTH = 16;

  private final Limits limits;
  private final JsonText json;

  public OtlpMessages(Limits limits) {
    this.limits = limits;
    // OTLP/JSON spends three levels on one level of an attribute's value.
    this.json =
        new JsonText(
            new Limits(
                limits.requestBytes(),
                limits.recordBytes(),
                ENVELOPE_DEPTH + 3 * limits.depth(),
                limits.recordsPerRequest(),
                limits.futureSkew()));
  }

  /// @throws BadRecord when the bytes are not such a message
  public ExportTraceServiceRequest traces(byte[] protobuf) {
    return read(protobuf, ExportTraceServiceRequest.newBuilder()).build();
  }

  /// @throws BadRecord when the bytes are not such a message
  public ExportLogsServiceRequest logs(byte[] protobuf) {
    return read(protobuf, ExportLogsServiceRequest.newBuilder()).build();
  }

  /// @throws BadRecord when the text is not such a message
  public ExportTraceServiceRequest tracesFromJson(byte[] text) {
    return tracesFromJson(json.object(text, text.length));
  }

  /// @throws BadRecord when the text is not such a message
  public ExportLogsServiceRequest logsFromJson(byte[] text) {
    return logsFromJson(json.object(text, text.length));
  }

  ExportTraceServiceRequest tracesFromJson(JsonNode node) {
    ExportTraceServiceRequest.Builder builder = ExportTraceServiceRequest.newBuilder();
    ProtobufJson.merge(node, builder);
    return builder.build();
  }

  ExportLogsServiceRequest logsFromJson(JsonNode node) {
    ExportLogsServiceRequest.Builder builder = ExportLogsServiceRequest.newBuilder();
    ProtobufJson.merge(node, builder);
    return builder.build();
  }

  /// Reads JSON as deeply nested as OTLP/JSON may be.
  JsonText json() {
    return json;
  }

  private <B extends Message.Builder> B read(byte[] protobuf, B builder) {
    try {
      CodedInputStream in = CodedInputStream.newInstance(protobuf);
      in.setRecursionLimit(ENVELOPE_DEPTH + 3 * limits.depth());
      builder.mergeFrom(in);
      in.checkLastTagWas(0);
      return builder;
    } catch (IOException e) {
      String why = e.getMessage() == null ? "" : ": " + e.getMessage();
      throw new BadRecord(
          Codes.NOT_OTLP,
          "expected an OTLP " + builder.getDescriptorForType().getName() + " in protobuf" + why);
    }
  }
}
