package io.sextant.examples;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes each span as one line of OTLP JSON, as the OpenTelemetry Collector's file exporter does.
///
/// See "JSON Protobuf Encoding" in the OTLP specification 1.9: ids are hexadecimal, 64-bit numbers
/// are text. Several of these may share one stream.
final class OtlpJsonLines implements SpanExporter {
  private final OutputStream out;

  OtlpJsonLines(OutputStream out) {
    this.out = out;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    try {
      synchronized (out) {
        for (SpanData span : spans) {
          out.write((request(span) + "\n").getBytes(StandardCharsets.UTF_8));
        }
      }
      return CompletableResultCode.ofSuccess();
    } catch (IOException e) {
      return CompletableResultCode.ofExceptionalFailure(e);
    }
  }

  private static ObjectNode request(SpanData span) {
    ObjectNode request = Telemetry.JSON.createObjectNode();
    ObjectNode resourceSpans = request.putArray("resourceSpans").addObject();
    resourceSpans
        .putObject("resource")
        .set("attributes", attributes(span.getResource().getAttributes()));
    ObjectNode scopeSpans = resourceSpans.putArray("scopeSpans").addObject();
    scopeSpans.putObject("scope").put("name", span.getInstrumentationScopeInfo().getName());
    ObjectNode json = scopeSpans.putArray("spans").addObject();
    json.put("traceId", span.getTraceId()).put("spanId", span.getSpanId());
    if (span.getParentSpanContext().isValid()) {
      json.put("parentSpanId", span.getParentSpanId());
    }
    json.put("name", span.getName());
    json.put("kind", kind(span));
    json.put("startTimeUnixNano", Long.toString(span.getStartEpochNanos()));
    json.put("endTimeUnixNano", Long.toString(span.getEndEpochNanos()));
    json.set("attributes", attributes(span.getAttributes()));
    json.putObject("status").put("code", status(span));
    return request;
  }

  /// The number of `Span.SpanKind` in `trace.proto`.
  private static int kind(SpanData span) {
    return switch (span.getKind()) {
      case INTERNAL -> 1;
      case SERVER -> 2;
      case CLIENT -> 3;
      case PRODUCER -> 4;
      case CONSUMER -> 5;
    };
  }

  /// The number of `Status.StatusCode` in `trace.proto`.
  private static int status(SpanData span) {
    return switch (span.getStatus().getStatusCode()) {
      case UNSET -> 0;
      case OK -> 1;
      case ERROR -> 2;
    };
  }

  private static ArrayNode attributes(Attributes attributes) {
    ArrayNode array = Telemetry.JSON.createArrayNode();
    attributes.forEach((key, value) ->
        value(array.addObject().put("key", key.getKey()).putObject("value"), key, value));
    return array;
  }

  private static void value(ObjectNode json, AttributeKey<?> key, Object value) {
    switch (value) {
      case Boolean flag -> json.put("boolValue", flag);
      case Long number -> json.put("intValue", number.toString());
      case Double number -> json.put("doubleValue", number);
      case String text -> json.put("stringValue", text);
      default ->
          throw new IllegalArgumentException("no attribute of the example is a list: " + key);
    }
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
