package io.sextant.core.telemetry;

import io.sextant.core.telemetry.RecordSplitter.Kind;
import io.sextant.core.telemetry.RecordSplitter.Slice;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.zip.ZipException;

/// Walks through the records of a stream: hands each to a reading, and makes refusals of what
/// fails.
final class RecordLoop {
  private final Limits limits;
  private final InstantSource clock;

  RecordLoop(Limits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /// What is read.
  ///
  /// @param source who sent it or the file's name
  /// @param format what it must be; UNKNOWN to recognise it
  /// @param maxRecords records beyond it are refused by one refusal
  record Input(String source, SourceFormat format, long maxRecords) {}

  /// Makes events of one record's bytes.
  @FunctionalInterface
  interface Reading {
    /// @throws BadRecord when it cannot be taken
    void read(Slice slice);
  }

  void each(InputStream in, Input input, RecordSink sink, Reading reading) {
    RecordSplitter splitter = new RecordSplitter(in, limits.recordBytes());
    long position = 0;
    try {
      Optional<Slice> slice = splitter.next();
      for (long count = 0; slice.isPresent(); count++, slice = splitter.next()) {
        position = slice.get().position();
        if (count == input.maxRecords()) {
          refuse(input, slice.get(), tooMany(input), sink);
          return;
        }
        take(slice.get(), input, sink, reading);
      }
    } catch (IOException e) {
      refuse(input, new Slice(position + 1, new byte[0], Kind.RECORD), unreadable(e), sink);
    }
  }

  private void take(Slice slice, Input input, RecordSink sink, Reading reading) {
    try {
      switch (slice.kind()) {
        case RECORD -> reading.read(slice);
        case TOO_LONG ->
            throw new BadRecord(
                Codes.TOO_LONG, "a record is longer than " + limits.recordBytes() + " bytes");
        case UNCLOSED ->
            throw new BadRecord(Codes.MALFORMED, "the array is not closed: ']' is missing");
      }
    } catch (BadRecord e) {
      refuse(input, slice, e, sink);
    }
  }

  void refuse(Input input, Slice slice, BadRecord why, RecordSink sink) {
    Instant now = clock.instant();
    byte[] bytes = slice.bytes();
    sink.refused(
        new Refusal(
            now,
            input.format(),
            input.source(),
            slice.position(),
            why.code(),
            why.explanation(),
            Excerpts.of(bytes, bytes.length)));
  }

  private static BadRecord tooMany(Input input) {
    return new BadRecord(
        Codes.TOO_MANY,
        "more than " + input.maxRecords() + " records; this and the following were not read");
  }

  private static BadRecord unreadable(IOException e) {
    return switch (e) {
      case LimitExceeded exceeded ->
          new BadRecord(
              Codes.TOO_LARGE, "more than " + exceeded.limit() + " bytes; the rest was not read");
      case EOFException _ ->
          new BadRecord(
              Codes.UNREADABLE, "the compressed data ends too early; the rest is missing");
      case ZipException _ ->
          new BadRecord(Codes.UNREADABLE, "the data cannot be decompressed: " + e.getMessage());
      default -> new BadRecord(Codes.UNREADABLE, "reading failed: " + e.getMessage());
    };
  }
}
