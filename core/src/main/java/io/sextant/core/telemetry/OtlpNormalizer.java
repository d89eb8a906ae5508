package io.sextant.core.telemetry;

import com.google.protobuf.MessageLite;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.sextant.core.IdSource;
import io.sextant.core.telemetry.Event.Original;
import io.sextant.core.telemetry.EventAssembler.Sent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Turns OTLP spans and log records into events. A span or record without any attribute of an AI
/// system is ignored and counted.
///
/// The original of an event is a `ResourceSpans` or `ResourceLogs` message in protobuf form with
/// that one record in it. Immutable and thread-safe if the clock and the ids are.
public final class OtlpNormalizer {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double ROUNDING = 1000.0;

  private final Limits limits;
  private final EventAssembler assembler;
  private final Conventions conventions;
  private final MessageEvents messageEvents;
  private final OtlpValues values;
  private final JsonText json;
  private final JsonRecords jsonRecords;

  public OtlpNormalizer(Limits limits, InstantSource clock, IdSource ids) {
    this.limits = limits;
    this.assembler = new EventAssembler(limits, clock, ids);
    this.json = new JsonText(limits);
    this.conventions = new Conventions(json);
    this.messageEvents = new MessageEvents(conventions.messages());
    this.values = new OtlpValues(limits.depth());
    this.jsonRecords = new JsonRecords(json, conventions, assembler);
  }

  /// Normalises spans.
  ///
  /// @param source who sent them, for refusals
  /// @throws BadRecord when there are more of them than a request may hold
  public Normalized traces(ExportTraceServiceRequest request, String source) {
    CollectingSink sink = new CollectingSink();
    traces(request, new Place(source, 0, SourceFormat.OTLP_TRACES), sink);
    return sink.collected();
  }

  /// Normalises log records; see [#traces].
  public Normalized logs(ExportLogsServiceRequest request, String source) {
    CollectingSink sink = new CollectingSink();
    logs(request, new Place(source, 0, SourceFormat.OTLP_LOGS), sink);
    return sink.collected();
  }

  /// Where records come from.
  ///
  /// @param position the line that held the whole request; 0 when records count from the request's
  ///   start
  record Place(String source, long position, SourceFormat format) {}

  void traces(ExportTraceServiceRequest request, Place place, RecordSink sink) {
    long number = 0;
    for (ResourceSpans resourceSpans : request.getResourceSpansList()) {
      Draft common = resource(resourceSpans.getResource());
      for (ScopeSpans scopeSpans : resourceSpans.getScopeSpansList()) {
        for (Span span : scopeSpans.getSpansList()) {
          number = counted(number);
          Original original = original(place, envelope(resourceSpans, scopeSpans, span));
          take(
              place, number, sink, span, () -> span(span, scopeSpans.getScope(), common, original));
        }
      }
    }
  }

  void logs(ExportLogsServiceRequest request, Place place, RecordSink sink) {
    long number = 0;
    for (ResourceLogs resourceLogs : request.getResourceLogsList()) {
      Draft common = resource(resourceLogs.getResource());
      for (ScopeLogs scopeLogs : resourceLogs.getScopeLogsList()) {
        for (LogRecord log : scopeLogs.getLogRecordsList()) {
          number = counted(number);
          Original original = original(place, envelope(resourceLogs, scopeLogs, log));
          take(place, number, sink, log, () -> log(log, scopeLogs.getScope(), common, original));
        }
      }
    }
  }

  private long counted(long number) {
    if (number == limits.recordsPerRequest()) {
      throw new BadRecord(
          Codes.TOO_MANY, "more than " + limits.recordsPerRequest() + " records in one request");
    }
    return number + 1;
  }

  private interface Reading {
    Optional<Event> read();
  }

  private void take(
      Place place, long number, RecordSink sink, MessageLite record, Reading reading) {
    long position = place.position() > 0 ? place.position() : number;
    try {
      if (record.getSerializedSize() > limits.recordBytes()) {
        throw new BadRecord(
            Codes.TOO_LONG, "a record is longer than " + limits.recordBytes() + " bytes");
      }
      reading
          .read()
          .ifPresentOrElse(event -> sink.event(position, event), () -> sink.ignored(position));
    } catch (BadRecord e) {
      sink.refused(
          new Refusal(
              assembler.now(),
              place.format(),
              place.source(),
              position,
              e.code(),
              e.explanation(),
              ""));
    }
  }

  private Optional<Event> span(
      Span span, InstrumentationScope scope, Draft common, Original original) {
    Draft draft = new Draft(common);
    values.putAll(span.getAttributesList(), draft);
    for (Span.Event event : span.getEventsList()) {
      spanEvent(event, draft);
    }
    conventions.settle(draft);
    Optional<Category> category = category(draft);
    if (category.isEmpty()) {
      return Optional.empty();
    }
    draft.putIfAbsent("trace_id", OtlpValues.hex(span.getTraceId()));
    draft.putIfAbsent("span_id", OtlpValues.hex(span.getSpanId()));
    draft.putIfAbsent("parent_span_id", OtlpValues.hex(span.getParentSpanId()));
    draft.putRaw("otel.span.name", span.getName());
    draft.putRaw("otel.scope.name", scope.getName());
    status(span.getStatus(), draft);
    long start = span.getStartTimeUnixNano();
    long end = span.getEndTimeUnixNano();
    if (Long.compareUnsigned(end, start) > 0 && start != 0) {
      double millis = (end - start) / NANOS_PER_MILLI;
      draft.putIfAbsent(
          "duration_ms", JsonText.NODES.numberNode(Math.round(millis * ROUNDING) / ROUNDING));
    }
    return Optional.of(
        assembler.ai(draft, category.get(), service(draft), sent(start, end), original));
  }

  private void spanEvent(Span.Event event, Draft draft) {
    ObjectNode attributes = object(event.getAttributesList());
    if (!messageEvents.take(event.getName(), attributes, draft)
        && event.getName().equals("exception")) {
      draft.putIfAbsent("error.type", attributes.path("exception.type"));
    }
  }

  private static void status(Status status, Draft draft) {
    switch (status.getCode()) {
      case STATUS_CODE_ERROR -> draft.putIfAbsent("event.outcome", "failure");
      case STATUS_CODE_OK -> draft.putIfAbsent("event.outcome", "success");
      case STATUS_CODE_UNSET, UNRECOGNIZED -> {}
    }
    draft.putRaw("otel.status.message", status.getMessage());
  }

  private Optional<Event> log(
      LogRecord log, InstrumentationScope scope, Draft common, Original original) {
    Sent sent = sent(log.getTimeUnixNano(), log.getObservedTimeUnixNano());
    JsonNode body = values.json(log.getBody());
    Optional<ObjectNode> record = record(body);
    if (record.isPresent()) {
      Draft wrapping = new Draft(common);
      wrapping.putIfAbsent("trace_id", OtlpValues.hex(log.getTraceId()));
      wrapping.putIfAbsent("span_id", OtlpValues.hex(log.getSpanId()));
      Optional<Event> event = jsonRecords.embedded(record.get(), wrapping, sent, original);
      if (event.isPresent()) {
        return event;
      }
    }
    Draft draft = new Draft(common);
    values.putAll(log.getAttributesList(), draft);
    String name = log.getEventName();
    if (name.isEmpty()) {
      name = draft.fields().path("event.name").asString("");
    }
    boolean conversation =
        body instanceof ObjectNode content && messageEvents.take(name, content, draft);
    if (!conversation && name.startsWith("gen_ai.")) {
      messageEvents.take(name, object(log.getAttributesList()), draft);
    }
    conventions.settle(draft);
    Optional<Category> category = category(draft);
    if (category.isEmpty()) {
      return Optional.empty();
    }
    draft.putIfAbsent("event.name", name);
    draft.putIfAbsent("trace_id", OtlpValues.hex(log.getTraceId()));
    draft.putIfAbsent("span_id", OtlpValues.hex(log.getSpanId()));
    draft.putRaw("otel.scope.name", scope.getName());
    draft.putRaw("otel.severity", log.getSeverityText());
    if (!conversation) {
      draft.putRaw("otel.body", body);
    }
    return Optional.of(assembler.ai(draft, category.get(), service(draft), sent, original));
  }

  /// A log body that is itself a record of another form, as a collector forwards it.
  private Optional<ObjectNode> record(JsonNode body) {
    JsonNode parsed = body.isString() ? json.embedded(body.stringValue()).orElse(body) : body;
    return parsed instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
  }

  private static Optional<Category> category(Draft draft) {
    return Category.parse(draft.raw().path("logsource.category").asString(""))
        .or(() -> Category.of(draft.fields()));
  }

  private static String service(Draft draft) {
    return draft.raw().path("logsource.service").asString("");
  }

  private static Sent sent(long nanos, long otherwise) {
    long chosen = nanos != 0 ? nanos : otherwise;
    return chosen == 0 ? Sent.UNSAID : Sent.at(time(chosen));
  }

  private static Instant time(long nanos) {
    return Times.ofNanos(nanos);
  }

  private Draft resource(Resource resource) {
    Draft common = new Draft();
    for (KeyValue attribute : resource.getAttributesList()) {
      String name = FieldNames.current(attribute.getKey());
      JsonNode value = values.json(attribute.getValue());
      if (name.startsWith("service.") || name.startsWith("deployment.")) {
        common.put(name, value);
      } else {
        common.putRaw(name, value);
      }
    }
    return common;
  }

  private ObjectNode object(Iterable<KeyValue> attributes) {
    ObjectNode object = JsonText.NODES.objectNode();
    for (KeyValue attribute : attributes) {
      object.set(attribute.getKey(), values.json(attribute.getValue()));
    }
    return object;
  }

  private static Original original(Place place, MessageLite envelope) {
    return new Original(place.format(), envelope.toByteArray());
  }

  private static ResourceSpans envelope(ResourceSpans resource, ScopeSpans scope, Span span) {
    return ResourceSpans.newBuilder()
        .setResource(resource.getResource())
        .setSchemaUrl(resource.getSchemaUrl())
        .addScopeSpans(
            ScopeSpans.newBuilder()
                .setScope(scope.getScope())
                .setSchemaUrl(scope.getSchemaUrl())
                .addSpans(span))
        .build();
  }

  private static ResourceLogs envelope(ResourceLogs resource, ScopeLogs scope, LogRecord log) {
    return ResourceLogs.newBuilder()
        .setResource(resource.getResource())
        .setSchemaUrl(resource.getSchemaUrl())
        .addScopeLogs(
            ScopeLogs.newBuilder()
                .setScope(scope.getScope())
                .setSchemaUrl(scope.getSchemaUrl())
                .addLogRecords(log))
        .build();
  }
}
