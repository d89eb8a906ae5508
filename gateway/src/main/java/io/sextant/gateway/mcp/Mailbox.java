package io.sextant.gateway.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.gateway.mcp.Backend.Frames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Messages of a program that wait for their client, as events. Thread-safe; bounded: when nobody
/// takes them the oldest are dropped.
final class Mailbox {
  private static final int MOST = 1_000;
  private static final long MOST_BYTES = 32L << 20;
  private static final byte[] HEAD = "event: message\ndata: ".getBytes(UTF_8);
  private static final byte[] END = "\n\n".getBytes(UTF_8);

  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private final Set<String> open;
  private final boolean endless;
  private long bytes;
  private boolean ended;
  private boolean broken;

  /// @param open keys of requests, with whose replies it ends; empty: it does not
  Mailbox(List<String> open) {
    this.open = new HashSet<>(open);
    this.endless = open.isEmpty();
  }

  /// Takes a message.
  ///
  /// @param replies key of the request that it replies to; empty when it is no reply
  synchronized void put(byte[] message, String replies) {
    open.remove(replies);
    waiting.add(message);
    bytes += message.length;
    while (waiting.size() > 1 && (waiting.size() > MOST || bytes > MOST_BYTES)) {
      bytes -= waiting.removeFirst().length;
    }
    notifyAll();
  }

  private Optional<byte[]> taken() {
    Optional<byte[]> message = Optional.ofNullable(waiting.pollFirst());
    bytes -= message.map(it -> it.length).orElse(0);
    return message;
  }

  /// Nothing more comes, though more was awaited.
  synchronized void end() {
    ended = true;
    broken |= !open.isEmpty();
    notifyAll();
  }

  /// The messages from now on.
  ///
  /// @param silence longest wait for the next
  Frames frames(Duration silence) {
    return new Reading(silence);
  }

  private final class Reading implements Frames {
    private final Duration silence;
    private boolean closed;

    private Reading(Duration silence) {
      this.silence = silence;
    }

    @Override
    public Optional<byte[]> next() throws IOException {
      synchronized (Mailbox.this) {
        long until = System.nanoTime() + silence.toNanos();
        while (waiting.isEmpty() && !closed && !ended && (endless || !open.isEmpty())) {
          long left = (until - System.nanoTime()) / 1_000_000;
          if (left <= 0) {
            return silent();
          }
          try {
            Mailbox.this.wait(left);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the gateway is stopping", e);
          }
        }
        if (closed) {
          return Optional.empty();
        }
        if (waiting.isEmpty() && broken) {
          throw new IOException("the program has ended");
        }
        return taken().map(Mailbox::event);
      }
    }

    private Optional<byte[]> silent() throws IOException {
      if (endless) {
        return Optional.empty();
      }
      throw new IOException("the program did not answer in time");
    }

    @Override
    public void close() {
      synchronized (Mailbox.this) {
        closed = true;
        Mailbox.this.notifyAll();
      }
    }
  }

  private static byte[] event(byte[] message) {
    ByteArrayOutputStream event = new ByteArrayOutputStream(message.length + 32);
    event.writeBytes(HEAD);
    event.writeBytes(message);
    event.writeBytes(END);
    return event.toByteArray();
  }
}
