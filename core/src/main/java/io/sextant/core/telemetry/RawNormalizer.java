package io.sextant.core.telemetry;

import io.sextant.core.IdSource;
import io.sextant.core.telemetry.Event.Original;
import io.sextant.core.telemetry.EventAssembler.Sent;
import io.sextant.core.telemetry.RecordLoop.Input;
import io.sextant.core.telemetry.RecordSplitter.Slice;
import io.sextant.sigma.LogSource;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Hands JSON records of any kind to rules as they are: nothing is renamed, derived or refused for
/// its content. The caller says what kind of log it is.
public final class RawNormalizer {
  /// Where records of common logs keep their time.
  private static final List<String> TIMES =
      List.of(
          "/time",
          "/@timestamp",
          "/timestamp",
          "/UtcTime",
          "/EventTime",
          "/TimeCreated",
          "/TimeGenerated",
          "/eventTime",
          "/Event/System/TimeCreated/#attributes/SystemTime");

  private final EventAssembler assembler;
  private final RecordLoop loop;
  private final JsonText json;

  public RawNormalizer(Limits limits, InstantSource clock, IdSource ids) {
    this.assembler = new EventAssembler(limits, clock, ids);
    this.loop = new RecordLoop(limits, clock);
    this.json = new JsonText(limits);
  }

  /// Reads a stream to its end; see [JsonNormalizer#read].
  ///
  /// @param logSource tells what kind of log a record is of
  public void read(
      InputStream in, String source, Function<ObjectNode, LogSource> logSource, RecordSink sink) {
    Input input = new Input(source, SourceFormat.UNKNOWN, Long.MAX_VALUE);
    loop.each(in, input, sink, slice -> sink.event(slice.position(), event(slice, logSource)));
  }

  private Event event(Slice slice, Function<ObjectNode, LogSource> logSource) {
    ObjectNode record = json.object(slice.bytes(), slice.bytes().length);
    Original original = new Original(SourceFormat.UNKNOWN, slice.bytes());
    return assembler.untouched(record, logSource.apply(record), sent(record), original);
  }

  /// A time that cannot be read is as one that is missing: the record is the rules' business.
  private static Sent sent(ObjectNode record) {
    for (String pointer : TIMES) {
      JsonNode value = record.at(pointer);
      if (!value.isMissingNode()) {
        try {
          return Sent.at(Times.read(value));
        } catch (BadRecord _) {
          return Sent.UNSAID;
        }
      }
    }
    return Sent.UNSAID;
  }
}
