package io.sextant.core.telemetry;

import io.sextant.core.IdSource;
import io.sextant.core.telemetry.Event.Original;
import io.sextant.core.telemetry.RecordLoop.Input;
import io.sextant.core.telemetry.RecordSplitter.Kind;
import io.sextant.core.telemetry.RecordSplitter.Slice;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Turns JSON text into events: one object a line, an array, or objects spread over lines, in any
/// known form, recognised per record. The envelopes of CloudWatch (`logEvents`, `message`) and of
/// Azure (`records`) are opened.
///
/// A bad record is refused and the next one read. Immutable and thread-safe if the clock and the
/// ids are.
public final class JsonNormalizer {
  /// Envelopes in envelopes that are opened.
  private static final int ENVELOPES = 3;

  private final long maxRecords;
  private final RecordLoop loop;
  private final JsonText json;
  private final JsonText deepJson;
  private final Conventions conventions;
  private final EventAssembler assembler;
  private final JsonRecords records;
  private final OtlpNormalizer otlp;
  private final OtlpMessages otlpMessages;

  public JsonNormalizer(Limits limits, InstantSource clock, IdSource ids) {
    this.maxRecords = limits.recordsPerRequest();
    this.loop = new RecordLoop(limits, clock);
    this.json = new JsonText(limits);
    this.otlpMessages = new OtlpMessages(limits);
    this.deepJson = otlpMessages.json();
    this.conventions = new Conventions(json);
    this.assembler = new EventAssembler(limits, clock, ids);
    this.records = new JsonRecords(json, conventions, assembler);
    this.otlp = new OtlpNormalizer(limits, clock, ids);
  }

  /// Normalises one request's body, of at most [Limits#recordsPerRequest] records; what lies beyond
  /// is refused by one refusal.
  ///
  /// @param source who sent it, for refusals
  /// @param format what it must be; UNKNOWN to recognise it
  public Normalized normalize(byte[] body, String source, SourceFormat format) {
    CollectingSink sink = new CollectingSink();
    Input input = new Input(source, format, maxRecords);
    loop.each(new ByteArrayInputStream(body), input, sink, slice -> read(slice, input, sink));
    return sink.collected();
  }

  /// Reads a stream to its end, handing out what it finds on the way; memory does not grow with its
  /// length. A stream that fails ends in a refusal.
  public void read(InputStream in, String source, SourceFormat format, RecordSink sink) {
    Input input = new Input(source, format, Long.MAX_VALUE);
    loop.each(in, input, sink, slice -> read(slice, input, sink));
  }

  /// Makes an event of what Sextant itself tells of. Its size is for its writer to bound; what it
  /// says is in the normal form already, but for messages, which are shaped.
  public Event own(Told told) {
    if (told.isAboutAi()) {
      conventions.shape(told.body());
    }
    Event event = viewed(told);
    boolean hasHalves = JsonText.mayHoldHalves(event.original().bytes());
    return hasHalves ? viewed(told.wellFormed()) : event;
  }

  private Event viewed(Told told) {
    Optional<EventTexts> texts =
        told.isAboutAi() ? Optional.of(Views.addTo(told.body())) : Optional.empty();
    return assembler.own(told, json.bytes(told.body()), texts);
  }

  private void read(Slice slice, Input input, RecordSink sink) {
    open(parse(slice), slice, input, sink, ENVELOPES);
  }

  /// OTLP/JSON spends more levels on the same content, so it is read with a deeper limit.
  private ObjectNode parse(Slice slice) {
    byte[] bytes = slice.bytes();
    String start = new String(bytes, 0, Math.min(bytes.length, 64), StandardCharsets.ISO_8859_1);
    boolean otlpJson = start.contains("\"resource");
    return (otlpJson ? deepJson : json).object(bytes, bytes.length);
  }

  private void open(ObjectNode record, Slice slice, Input input, RecordSink sink, int envelopes) {
    if (envelopes > 0 && record.path("records").isArray()) {
      record.path("records").forEach(inner -> inner(inner, slice, input, sink, envelopes));
    } else if (envelopes > 0 && record.path("logEvents").isArray()) {
      record
          .path("logEvents")
          .forEach(event -> inner(event.path("message"), slice, input, sink, envelopes));
    } else if (envelopes > 0 && isWrapped(record)) {
      inner(record.path("message"), slice, input, sink, envelopes);
    } else {
      dispatch(record, slice, input, sink);
    }
  }

  private static boolean isWrapped(ObjectNode record) {
    return RecordForm.of(record) == SourceFormat.UNKNOWN
        && record.path("message").asString("").stripLeading().startsWith("{");
  }

  /// One record of an envelope; its fellows are read though it is refused.
  private void inner(JsonNode inner, Slice slice, Input input, RecordSink sink, int envelopes) {
    try {
      JsonNode value = inner.isString() ? json.value(inner.stringValue()) : inner;
      if (!(value instanceof ObjectNode object)) {
        throw new BadRecord(Codes.NOT_AN_OBJECT, "expected a JSON object inside the envelope");
      }
      byte[] bytes = object.toString().getBytes(StandardCharsets.UTF_8);
      Slice part = new Slice(slice.position(), bytes, Kind.RECORD);
      open(object, part, input, sink, envelopes - 1);
    } catch (BadRecord e) {
      loop.refuse(input, slice, e, sink);
    }
  }

  private void dispatch(ObjectNode record, Slice slice, Input input, RecordSink sink) {
    SourceFormat found = RecordForm.of(record);
    SourceFormat format = input.format() == SourceFormat.UNKNOWN ? found : input.format();
    boolean lenient = format == SourceFormat.JSON_LINES && found == SourceFormat.UNKNOWN;
    if (format != found && !lenient) {
      throw new BadRecord(
          Codes.UNKNOWN_FORMAT,
          "expected " + format.label() + ", found what looks like " + found.label());
    }
    OtlpNormalizer.Place place = new OtlpNormalizer.Place(input.source(), slice.position(), format);
    switch (format) {
      case OTLP_TRACES -> otlp.traces(otlpMessages.tracesFromJson(record), place, sink);
      case OTLP_LOGS -> otlp.logs(otlpMessages.logsFromJson(record), place, sink);
      case JSON_LINES, BEDROCK, AZURE_OPENAI ->
          sink.event(
              slice.position(), records.read(record, format, new Original(format, slice.bytes())));
      case UNKNOWN -> throw RecordForm.unknown(record);
    }
  }
}
