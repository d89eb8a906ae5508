package io.sextant.server.telemetry;

import io.sextant.core.telemetry.BoundedInputStream;
import io.sextant.core.telemetry.Event;
import io.sextant.core.telemetry.JsonNormalizer;
import io.sextant.core.telemetry.RecordSink;
import io.sextant.core.telemetry.Refusal;
import io.sextant.core.telemetry.SourceFormat;
import io.sextant.store.StoreException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Takes JSON records of any known form from a stream and stores them in parts, so that memory does
/// not grow with the body. Thread-safe.
public final class JsonLinesIntake {
  /// Refusals spelled out in the answer.
  static final int REFUSALS_TOLD = 20;

  /// Records stored at once, and bytes after which a part is stored though it has fewer. What is
  /// less than both is stored whole or not at all.
  public static final int PART_RECORDS = 1_000;

  public static final long PART_BYTES = 2L << 20;
  private static final int BUFFER = 64 << 10;
  private static final String TOO_LARGE = "SX-INGEST-011";

  private final Intake intake;
  private final JsonNormalizer normalizer;

  public JsonLinesIntake(Intake intake, JsonNormalizer normalizer) {
    this.intake = intake;
    this.normalizer = normalizer;
  }

  Outcome take(Intake.Body body) {
    long limit = intake.config().limits().requestBytes();
    if (!body.gzip() && body.length() > limit) {
      return new Outcome.TooLarge(limit);
    }
    boolean small = !body.gzip() && body.length() >= 0;
    long held = small ? Math.min(body.length(), 2 * PART_BYTES) : 2 * PART_BYTES;
    try {
      Optional<Admission.Ticket> ticket = intake.enter(held);
      if (ticket.isEmpty()) {
        return intake.overloaded();
      }
      try (Admission.Ticket _ = ticket.get();
          InputStream plain =
              body.gzip() ? new GZIPInputStream(body.stream(), BUFFER) : body.stream()) {
        return read(new BoundedInputStream(plain, limit), body.sender());
      }
    } catch (ZipException | EOFException e) {
      return new Outcome.Malformed("SX-INGEST-012", "the body is not gzip data");
    } catch (IOException e) {
      return new Outcome.Malformed("SX-INGEST-012", "the body ended too early");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return intake.stopping();
    }
  }

  /// Reads a stream of records to its end.
  ///
  /// @param sender named in refusals
  public Outcome read(InputStream stream, String sender) {
    Parts parts = new Parts();
    try {
      normalizer.read(stream, sender, SourceFormat.UNKNOWN, parts);
      parts.flush();
    } catch (StoreException e) {
      return intake.cannotStore(
          parts.accepted == 0
              ? "the events cannot be stored now"
              : "the first " + parts.accepted + " events are stored, the rest cannot be now");
    }
    Optional<Refusal> tooLarge =
        parts.refusals.stream().filter(r -> r.code().equals(TOO_LARGE)).findFirst();
    if (tooLarge.isPresent() && parts.accepted == 0) {
      return new Outcome.TooLarge(intake.config().limits().requestBytes());
    }
    return new Outcome.Stored(parts.accepted, parts.ignored, parts.refusals);
  }

  /// Gathers events until they make a part.
  private final class Parts implements RecordSink {
    private final List<Event> part = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private long bytes;
    private int accepted;
    private long ignored;

    @Override
    public void event(long position, Event event) {
      part.add(event);
      bytes += event.original().bytes().length;
      if (part.size() >= PART_RECORDS || bytes >= PART_BYTES) {
        flush();
      }
    }

    @Override
    public void refused(Refusal refusal) {
      intake.refused(refusal);
      if (refusals.size() < IngestFigures.REFUSALS_KEPT) {
        refusals.add(refusal);
      }
    }

    @Override
    public void ignored(long position) {
      ignored++;
      intake.ignored(1);
    }

    private void flush() {
      intake.storePart(List.copyOf(part));
      accepted += part.size();
      part.clear();
      bytes = 0;
    }
  }
}
