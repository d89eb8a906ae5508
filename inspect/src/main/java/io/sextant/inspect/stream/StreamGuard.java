package io.sextant.inspect.stream;

import io.sextant.inspect.match.Finding;
import io.sextant.inspect.match.Matcher;
import io.sextant.inspect.match.RecogniserSet;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/// Redacts a text that comes in pieces: what leaves is, for every way to cut the bytes, what
/// [Redaction] makes of the whole.
///
/// A byte waits only while a match that could cover it is alive, and never behind more than
/// [Matcher#MAX_LIVE] characters and the few in which words may still speak for a match; no part of
/// what is taken out ever leaves. Bytes that are no UTF-8 pass unchanged. Use one guard for each
/// stream of text (each choice, each tool argument); one thread at a time.
public final class StreamGuard {
  private final Matcher matcher;
  private final Utf8Reader reader;
  private final PriorityQueue<Finding> found = new PriorityQueue<>(Finding.BY_PLACE);
  private final List<Finding> removed = new ArrayList<>();
  private byte[] held = new byte[256];
  private int size;
  private long heldFrom;
  private long cutEnd;
  private boolean ended;

  /// A guard at the beginning of a stream.
  public StreamGuard(RecogniserSet recognisers) {
    this.matcher = new Matcher(recognisers);
    this.reader = new Utf8Reader(matcher::step);
  }

  /// Takes the next bytes and gives those that can leave.
  ///
  /// @throws IllegalStateException after [#end]
  public byte[] accept(byte[] bytes) {
    if (ended) {
      throw new IllegalStateException("the stream has ended");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 16);
    int drainAt = 0;
    for (byte b : bytes) {
      hold(b);
      reader.accept(b);
      if (++drainAt % 1_024 == 0) {
        release(out, matcher.settled());
      }
    }
    release(out, matcher.settled());
    return out.toByteArray();
  }

  /// Ends the stream and gives the rest.
  public byte[] end() {
    ended = true;
    reader.end();
    matcher.end();
    ByteArrayOutputStream out = new ByteArrayOutputStream(size);
    release(out, heldFrom + size);
    return out.toByteArray();
  }

  /// What was taken out so far, by place in the bytes given, without what overlaps another's start.
  public List<Finding> removed() {
    return List.copyOf(removed);
  }

  /// Bytes that wait for a match to be decided.
  public int waiting() {
    return size;
  }

  private void hold(byte b) {
    if (size == held.length) {
      held = java.util.Arrays.copyOf(held, size * 2);
    }
    held[size++] = b;
  }

  /// Lets everything before `settled` go.
  private void release(ByteArrayOutputStream out, long settled) {
    found.addAll(matcher.drain());
    while (!found.isEmpty() && (ended || found.element().start() < Math.max(settled, cutEnd))) {
      Finding finding = found.remove();
      if (finding.start() >= cutEnd) {
        write(out, finding.start());
        out.writeBytes(Redaction.mark(finding.kind()).getBytes(StandardCharsets.UTF_8));
        removed.add(finding);
      }
      cutEnd = Math.max(cutEnd, finding.end());
    }
    write(out, settled);
  }

  /// Writes what is held before `end`, but for what is cut.
  private void write(ByteArrayOutputStream out, long end) {
    long from = Math.min(Math.max(heldFrom, Math.min(cutEnd, end)), heldFrom + size);
    int skipped = (int) (from - heldFrom);
    int count = (int) Math.max(0, Math.min(end, heldFrom + size) - from);
    out.write(held, skipped, count);
    int gone = skipped + count;
    size -= gone;
    System.arraycopy(held, gone, held, 0, size);
    heldFrom += gone;
  }
}
