package io.sextant.gateway.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Remembers the contents that a data set has taken in, by the first half of their digests, with
/// their labels. A table in a file that the system maps into memory and out of it again, so it
/// costs no heap. Thread-safe.
///
/// A batch that is checked again meets itself and is no duplicate of itself. After a crash of the
/// machine a few contents may be forgotten; none is remembered that was not there.
final class Seen implements AutoCloseable {
  /// Where contents are full, no new ones are remembered: 8 million, in half a gigabyte.
  private static final int MOST_SLOTS = 1 << 24;

  private static final int FIRST_SLOTS = 1 << 12;
  private static final double FULL = 0.7;
  private static final int SLOT = 32;
  private static final int KEY = 0;
  private static final int BATCH = 16;
  private static final int RUN = 24;
  private static final int LABEL = 28;
  private static final int HEAD = 32;
  private static final long MAGIC = 0x73787467_73656e31L;

  private final Path file;
  private FileChannel channel;
  private MappedByteBuffer table;
  private int slots;
  private int used;

  /// What is known of a content.
  enum Meeting {
    NEW,
    /// It was taken in with the same label.
    DUPLICATE,
    /// It was taken in with another label.
    CONFLICT
  }

  /// One check of one batch.
  ///
  /// @param batch the same whenever the batch is checked
  /// @param run another each time
  record Check(long batch, int run) {}

  Seen(Path file) throws IOException {
    this.file = file;
    open();
  }

  private void open() throws IOException {
    channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    long size = channel.size();
    int found = (int) ((size - HEAD) / SLOT);
    slots = size > HEAD && Integer.bitCount(found) == 1 ? found : FIRST_SLOTS;
    table = channel.map(FileChannel.MapMode.READ_WRITE, 0, HEAD + (long) slots * SLOT);
    if (table.getLong(0) != MAGIC) {
      // New, or not one of ours: what is remembered here can be told anew by checking again.
      clear();
      table.putLong(0, MAGIC);
    }
    used = 0;
    for (int i = 0; i < slots; i++) {
      used += isFree(i) ? 0 : 1;
    }
  }

  private void clear() {
    for (int i = 0; i < table.capacity(); i += Long.BYTES) {
      table.putLong(i, 0);
    }
  }

  private boolean isFree(int slot) {
    return table.getLong(at(slot) + KEY) == 0 && table.getLong(at(slot) + KEY + 8) == 0;
  }

  private static int at(int slot) {
    return HEAD + slot * SLOT;
  }

  /// What is known of a content; it is remembered from now on.
  ///
  /// @param digest of the content without its label
  synchronized Meeting meet(byte[] digest, int label, Check check) throws IOException {
    ByteBuffer key = ByteBuffer.wrap(digest);
    int slot = find(key.getLong(0) | 1, key.getLong(8));
    int place = at(slot);
    if (isFree(slot)) {
      if (used >= slots * FULL && !grow()) {
        return Meeting.NEW;
      }
      slot = find(key.getLong(0) | 1, key.getLong(8));
      place = at(slot);
      table.putLong(place + BATCH, check.batch()).putInt(place + RUN, check.run());
      table.putInt(place + LABEL, label);
      table.putLong(place + KEY + 8, key.getLong(8)).putLong(place + KEY, key.getLong(0) | 1);
      used++;
      return Meeting.NEW;
    }
    boolean forgotten = table.getInt(place + RUN) == 0;
    boolean itself =
        table.getLong(place + BATCH) == check.batch() && table.getInt(place + RUN) != check.run();
    if (forgotten || itself) {
      table.putLong(place + BATCH, check.batch()).putInt(place + LABEL, label);
      table.putInt(place + RUN, check.run());
      return Meeting.NEW;
    }
    return table.getInt(place + LABEL) == label ? Meeting.DUPLICATE : Meeting.CONFLICT;
  }

  /// Forgets a content that this check has met as new: it was not taken in after all.
  synchronized void forget(byte[] digest, Check check) {
    ByteBuffer key = ByteBuffer.wrap(digest);
    int place = at(find(key.getLong(0) | 1, key.getLong(8)));
    if (table.getLong(place + BATCH) == check.batch() && table.getInt(place + RUN) == check.run()) {
      table.putInt(place + RUN, 0);
    }
  }

  /// Forgets all that a check has met as new: the batch was refused.
  synchronized void forget(Check check) {
    for (int i = 0; i < slots; i++) {
      if (table.getLong(at(i) + BATCH) == check.batch()
          && table.getInt(at(i) + RUN) == check.run()) {
        table.putInt(at(i) + RUN, 0);
      }
    }
  }

  private int find(long first, long second) {
    int slot = (int) (second & (slots - 1));
    while (!isFree(slot)
        && (table.getLong(at(slot) + KEY) != first
            || table.getLong(at(slot) + KEY + 8) != second)) {
      slot = (slot + 1) & (slots - 1);
    }
    return slot;
  }

  /// Makes room, leaving out what was forgotten.
  private boolean grow() throws IOException {
    if (slots >= MOST_SLOTS) {
      return false;
    }
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(beside);
    int larger = slots * 2;
    MappedByteBuffer old = table;
    int oldSlots = slots;
    try (FileChannel next =
        FileChannel.open(
            beside, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
      table = next.map(FileChannel.MapMode.READ_WRITE, 0, HEAD + (long) larger * SLOT);
      slots = larger;
      used = 0;
      byte[] slot = new byte[SLOT];
      for (int i = 0; i < oldSlots; i++) {
        boolean kept = old.getLong(at(i) + KEY) != 0 && old.getInt(at(i) + RUN) != 0;
        if (kept) {
          old.get(at(i), slot);
          table.put(at(find(old.getLong(at(i) + KEY), old.getLong(at(i) + KEY + 8))), slot);
          used++;
        }
      }
      table.putLong(0, MAGIC);
      table.force();
    } catch (IOException e) {
      table = old;
      slots = oldSlots;
      throw e;
    }
    channel.close();
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    return true;
  }

  @Override
  public synchronized void close() throws IOException {
    table.force();
    channel.close();
  }
}
