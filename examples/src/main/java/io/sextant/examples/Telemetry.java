package io.sextant.examples;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The OpenTelemetry side of the example: one tracer per service, and the way a span is opened and
/// closed.
///
/// Attribute names follow the OpenTelemetry GenAI semantic conventions; messages are JSON text, as
/// spans demand.
public final class Telemetry implements AutoCloseable {
  /// JSON for message attributes and for the example's own HTTP bodies.
  public static final JsonMapper JSON = JsonMapper.shared();

  private static final Duration EXPORT_EVERY = Duration.ofMillis(200);
  private static final int QUEUE = 65_536;

  private final SdkTracerProvider provider;
  private final Tracer tracer;

  /// Sends the spans of `service` to `exporter`, stamped by `clock`.
  public Telemetry(String service, SpanExporter exporter, Clock clock) {
    Resource resource =
        Resource.getDefault()
            .merge(
                Resource.create(
                    Attributes.of(
                        AttributeKey.stringKey("service.name"), service,
                        AttributeKey.stringKey("service.version"), "1.0",
                        AttributeKey.stringKey("deployment.environment.name"), "example")));
    provider =
        SdkTracerProvider.builder()
            .setClock(clock)
            .setResource(resource)
            .addSpanProcessor(
                BatchSpanProcessor.builder(exporter)
                    .setScheduleDelay(EXPORT_EVERY)
                    .setMaxQueueSize(QUEUE)
                    .build())
            .build();
    tracer = provider.get("io.sextant.examples");
  }

  /// Runs `work` inside a span named `name` and returns what it returns; a failure is noted on the
  /// span and thrown on.
  public <T> T within(String name, SpanKind kind, Function<Span, T> work) {
    Span span = tracer.spanBuilder(name).setSpanKind(kind).startSpan();
    try (Scope _ = span.makeCurrent()) {
      return work.apply(span);
    } catch (RuntimeException e) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute("error.type", e.getClass().getName());
      throw e;
    } finally {
      span.end();
    }
  }

  /// One text message in the form of `gen_ai.input.messages`.
  public static JsonNode message(String role, String text) {
    return message(role, JSON.createObjectNode().put("type", "text").put("content", text));
  }

  /// One message of a single part.
  public static JsonNode message(String role, JsonNode part) {
    var message = JSON.createObjectNode().put("role", role);
    message.putArray("parts").add(part);
    return message;
  }

  /// Sends what is still queued.
  @Override
  public void close() {
    provider.shutdown().join(10, TimeUnit.SECONDS);
  }
}
