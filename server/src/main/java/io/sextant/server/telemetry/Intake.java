package io.sextant.server.telemetry;

import io.sextant.core.telemetry.BadRecord;
import io.sextant.core.telemetry.BoundedInputStream;
import io.sextant.core.telemetry.Event;
import io.sextant.core.telemetry.Events;
import io.sextant.core.telemetry.Events.Numbered;
import io.sextant.core.telemetry.LimitExceeded;
import io.sextant.core.telemetry.Normalized;
import io.sextant.core.telemetry.Refusal;
import io.sextant.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one way in for telemetry, whatever it came by: room, body, normal form, journal, and only
/// then the answer (`docs/adr/003`).
///
/// Called on the virtual thread of each request; thread-safe.
public final class Intake {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
  private static final int CHUNK = 64 << 10;

  /// What a body of unknown length is expected to hold, until it turns out to hold more.
  private static final long UNKNOWN_LENGTH = 256 << 10;

  private final IngestConfig config;
  private final Events events;
  private final IngestFigures figures;
  private final WriteHealth health;
  private final Consumer<List<Numbered>> appended;
  private final Admission admission;
  private final Semaphore records;
  private volatile boolean stopping;

  /// @param appended gets events after they were stored; must return at once
  public Intake(
      IngestConfig config,
      Events events,
      IngestFigures figures,
      WriteHealth health,
      Consumer<List<Numbered>> appended) {
    this.config = config;
    this.events = events;
    this.figures = figures;
    this.health = health;
    this.appended = appended;
    this.admission = new Admission(config.memoryBytes(), config.patience());
    this.records = new Semaphore(config.records(), true);
  }

  /// A request's body before it is read.
  ///
  /// @param length as its sender stated, -1 when it did not
  /// @param sender who is named for records that do not say who made them
  record Body(InputStream stream, long length, boolean gzip, String sender) {}

  /// Makes events of a body.
  @FunctionalInterface
  interface Normaliser {
    /// @throws BadRecord when the body as a whole is not what it should be
    Normalized normalise(byte[] body, String sender);
  }

  /// Takes one request in.
  Outcome take(Body body, Normaliser normaliser) {
    if (stopping) {
      return stopping();
    }
    if (!body.gzip() && body.length() > config.limits().requestBytes()) {
      return new Outcome.TooLarge(config.limits().requestBytes());
    }
    long expected = body.length() >= 0 && !body.gzip() ? body.length() : UNKNOWN_LENGTH;
    try {
      Optional<Admission.Ticket> ticket = admission.enter(config.costOf(expected));
      if (ticket.isEmpty()) {
        return overloaded();
      }
      try (Admission.Ticket held = ticket.get()) {
        Optional<byte[]> bytes = read(body, held);
        return bytes.isEmpty()
            ? overloaded()
            : store(normaliser.normalise(bytes.get(), body.sender()));
      }
    } catch (BadRecord e) {
      return new Outcome.Malformed(e.code(), e.explanation());
    } catch (LimitExceeded e) {
      return new Outcome.TooLarge(e.limit());
    } catch (ZipException | EOFException e) {
      return new Outcome.Malformed(
          "SX-INGEST-012", "the body is not complete gzip data: " + e.getMessage());
    } catch (IOException e) {
      return new Outcome.Malformed("SX-INGEST-012", "the body ended too early");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return stopping();
    }
  }

  /// Room for a long input that is stored in parts.
  Optional<Admission.Ticket> enter(long bytes) throws InterruptedException {
    return stopping ? Optional.empty() : admission.enter(config.costOf(bytes));
  }

  /// Stores what was made of a part of a long input, waiting for room as long as it takes.
  ///
  /// @throws StoreException when it cannot be stored
  void storePart(List<Event> part) {
    if (part.isEmpty()) {
      return;
    }
    int held = Math.min(part.size(), config.records());
    records.acquireUninterruptibly(held);
    try {
      append(part);
    } finally {
      records.release(held);
    }
    figures.accepted(part);
  }

  void refused(Refusal refusal) {
    figures.refused(List.of(refusal));
  }

  void ignored(long count) {
    figures.ignored(count);
  }

  /// Turns new requests away; those under way are finished by their threads.
  public void stop() {
    stopping = true;
  }

  /// Events that wait to be stored.
  public int queued() {
    return config.records() - records.availablePermits();
  }

  public int capacity() {
    return config.records();
  }

  /// Estimated memory of the requests being worked on, in bytes.
  public long memoryUsed() {
    return admission.used();
  }

  IngestConfig config() {
    return config;
  }

  private Optional<byte[]> read(Body body, Admission.Ticket ticket) throws IOException {
    InputStream plain = body.gzip() ? new GZIPInputStream(body.stream(), CHUNK) : body.stream();
    long limit = config.limits().requestBytes();
    try (InputStream bounded = new BoundedInputStream(plain, limit)) {
      int initial = (int) Math.min(Math.max(body.gzip() ? 0 : body.length(), CHUNK), limit);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(initial);
      byte[] chunk = new byte[CHUNK];
      for (int read = bounded.read(chunk); read >= 0; read = bounded.read(chunk)) {
        bytes.write(chunk, 0, read);
        if (!ticket.growTo(config.costOf(bytes.size()))) {
          return Optional.empty();
        }
      }
      return Optional.of(bytes.toByteArray());
    }
  }

  private Outcome store(Normalized normalized) throws InterruptedException {
    List<Event> made = normalized.events();
    int held = Math.min(made.size(), config.records());
    if (!records.tryAcquire(held, config.patience().toNanos(), TimeUnit.NANOSECONDS)) {
      return overloaded();
    }
    try {
      if (!made.isEmpty()) {
        append(made);
      }
    } catch (StoreException e) {
      return cannotStore("the events cannot be stored now");
    } finally {
      records.release(held);
    }
    figures.accepted(made);
    figures.refused(normalized.refusals());
    figures.ignored(normalized.ignored());
    return new Outcome.Stored(made.size(), normalized.ignored(), normalized.refusals());
  }

  private void append(List<Event> made) {
    try {
      List<Numbered> numbered = events.append(made);
      health.worked();
      appended.accept(numbered);
    } catch (StoreException e) {
      figures.couldNotStore();
      if (health.failed(e)) {
        LOG.error("telemetry cannot be stored: {}", e.getMessage());
      }
      throw e;
    }
  }

  Outcome stopping() {
    return cannotStore("the server is stopping");
  }

  Outcome cannotStore(String why) {
    return new Outcome.CannotStore(config.retryAfter(), why);
  }

  Outcome overloaded() {
    figures.overloaded();
    return new Outcome.Overloaded(config.retryAfter());
  }
}
