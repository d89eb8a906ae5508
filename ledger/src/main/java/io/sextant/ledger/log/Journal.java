package io.sextant.ledger.log;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Entries as they were acknowledged, in segment files named by their first index. Appending
/// belongs to one thread; [#dropBefore] to another.
///
/// Each group of entries is one frame, forced to the disk before the next is written. So a damaged
/// frame at the very end is a write that was cut short and never acknowledged: it is cut off. A
/// damaged frame with a whole one after it had been acknowledged: then nothing is touched and
/// opening fails. The zeros that a journal which was not closed ends with are such an end, too.
final class Journal implements AutoCloseable {
  private static final String SUFFIX = ".journal";

  /// Zeros written ahead of the frames. A frame that takes their place changes neither the length
  /// of the file nor where it stands on the disk, so that forcing it writes its bytes and no more.
  private static final int ROOM = 256 << 10;

  /// A longer frame is worth a change of the file's length.
  private static final int SHORT_FRAME = ROOM / 8;

  private final Path folder;
  private final long segmentBytes;

  /// First index to segment; guarded by itself.
  private final NavigableMap<Long, Path> segments = new TreeMap<>();

  private FileChannel channel;
  private long position;
  private long end;
  private long next;
  private boolean broken;

  /// Takes the entries of the journal in order.
  @FunctionalInterface
  interface Replay {
    void entries(long firstIndex, List<byte[]> entries) throws IOException;
  }

  private Journal(Path folder, long segmentBytes, FileChannel channel) {
    this.folder = folder;
    this.segmentBytes = segmentBytes;
    this.channel = channel;
  }

  /// Reads what is there, cuts off what was never acknowledged, and is ready to append.
  ///
  /// @param base the index to begin at when there is no segment
  static Journal open(Path folder, long base, long segmentBytes, Replay replay) throws IOException {
    Files.createDirectories(folder);
    NavigableMap<Long, Path> segments = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName() + "";
        if (name.matches("[0-9]{20}\\" + SUFFIX)) {
          segments.put(Long.parseLong(name.substring(0, 20)), file);
        }
      }
    }
    if (segments.isEmpty()) {
      segments.put(base, create(folder, base));
    }
    long next = segments.firstKey();
    for (long first : List.copyOf(segments.keySet())) {
      if (first != next) {
        throw corrupt(segments.get(first) + " begins at " + first + ", expected " + next);
      }
      next = replay(segments, first, replay);
    }
    FileChannel channel =
        FileChannel.open(segments.lastEntry().getValue(), StandardOpenOption.WRITE);
    Journal journal = new Journal(folder, segmentBytes, channel);
    journal.segments.putAll(segments);
    journal.position = channel.size();
    journal.end = journal.position;
    journal.next = next;
    return journal;
  }

  private static Path create(Path folder, long first) throws IOException {
    Path file = folder.resolve(String.format(Locale.ROOT, "%020d%s", first, SUFFIX));
    Files.deleteIfExists(file);
    Files.createFile(file);
    DurableFiles.syncFolder(file);
    return file;
  }

  private static long replay(NavigableMap<Long, Path> segments, long first, Replay replay)
      throws IOException {
    Path file = segments.get(first);
    byte[] bytes = Files.readAllBytes(file);
    long next = first;
    int at = 0;
    while (at < bytes.length) {
      if (!JournalFrame.whole(bytes, at, next)) {
        refuseUnlessTorn(segments, first, bytes, at, next);
        try (FileChannel torn = FileChannel.open(file, StandardOpenOption.WRITE)) {
          torn.truncate(at);
          torn.force(true);
        }
        break;
      }
      List<byte[]> entries = JournalFrame.entries(bytes, at);
      replay.entries(next, entries);
      next += entries.size();
      at += JournalFrame.length(bytes, at);
    }
    return next;
  }

  private static void refuseUnlessTorn(
      NavigableMap<Long, Path> segments, long first, byte[] bytes, int at, long next)
      throws IOException {
    boolean followed = JournalFrame.anyAfter(bytes, at + 1, next);
    for (Path later : segments.tailMap(first, false).values()) {
      followed |= Files.size(later) > 0;
    }
    if (followed) {
      throw corrupt(
          segments.get(first)
              + " is damaged at byte "
              + at
              + " (entry "
              + next
              + ") and goes on after it");
    }
  }

  private static LedgerException corrupt(String what) {
    return new LedgerException(Reason.CORRUPT, "the journal is damaged: " + what);
  }

  /// The index the next entry will have.
  long next() {
    return next;
  }

  /// Appends a group and returns once it is durable.
  ///
  /// @throws IOException then the group was not acknowledged; nothing of it is kept unless the
  ///   journal is [#broken]
  void append(List<byte[]> entries) throws IOException {
    if (position >= segmentBytes) {
      rotate();
    }
    ByteBuffer frame = JournalFrame.of(next, entries);
    if (position + frame.limit() > end && frame.limit() <= SHORT_FRAME) {
      makeRoom();
    }
    broken = true;
    try {
      long at = position;
      while (frame.hasRemaining()) {
        at += channel.write(frame, at);
      }
    } catch (IOException e) {
      cutRoom();
      channel.force(true);
      broken = false;
      throw e;
    }
    channel.force(false);
    broken = false;
    position += frame.limit();
    end = Math.max(end, position);
    next += entries.size();
  }

  /// On a disk that is nearly full there may be none, and still enough for a frame.
  private void makeRoom() throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate((int) (position + ROOM - end));
    try {
      while (zeros.hasRemaining()) {
        end += channel.write(zeros, end);
      }
    } catch (IOException _) {
      cutRoom();
    }
  }

  private void cutRoom() throws IOException {
    channel.truncate(position);
    end = position;
  }

  /// Whether a failed append left unknown what is on the disk, so that the journal must be opened
  /// anew.
  boolean broken() {
    return broken;
  }

  private void rotate() throws IOException {
    // What a segment that another follows ends with is taken for damage unless it is a frame.
    cutRoom();
    channel.force(true);
    Path file = create(folder, next);
    FileChannel fresh = FileChannel.open(file, StandardOpenOption.WRITE);
    channel.close();
    channel = fresh;
    position = 0;
    end = 0;
    synchronized (segments) {
      segments.put(next, file);
    }
  }

  /// Whether there is a segment that ends at or before an index.
  boolean hasSegmentBefore(long index) {
    synchronized (segments) {
      return segments.size() > 1 && segments.higherKey(segments.firstKey()) <= index;
    }
  }

  /// Deletes the segments whose entries all stand before an index, where they are safe in tiles.
  void dropBefore(long index) throws IOException {
    List<Path> unneeded = new ArrayList<>();
    synchronized (segments) {
      while (segments.size() > 1 && segments.higherKey(segments.firstKey()) <= index) {
        unneeded.add(segments.pollFirstEntry().getValue());
      }
    }
    for (Path file : unneeded) {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public void close() throws IOException {
    try (FileChannel _ = channel) {
      cutRoom();
    }
  }
}
