package io.sextant.gateway.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.gateway.ingest.Quarantined.Closing;
import io.sextant.gateway.ingest.Quarantined.State;
import io.sextant.gateway.record.Acts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// What was refused and waits for a person: a file to which lines are only ever added. In memory
/// are only the places of the lines. Thread-safe.
public final class Quarantine implements AutoCloseable {
  /// More than this waits for nobody; what would come on top fails the batch.
  private static final int MOST = 1_000_000;

  private static final String FILE = "journal.jsonl";

  /// Longest reason, in characters.
  public static final int LONGEST_REASON = 500;

  private final FileChannel channel;
  private final boolean writable;
  private final Set<String> released = new HashSet<>();
  private long[] places = new long[64];
  private long[] closings = new long[64];
  private State[] states = new State[64];
  private int count;
  private long end;

  /// How closing one ended.
  public sealed interface Outcome {
    record Done(Quarantined item) implements Outcome {}

    record Missing() implements Outcome {}

    /// Somebody was faster.
    record TooLate(Quarantined item) implements Outcome {}

    /// Who brought it cannot release it.
    record Own() implements Outcome {}
  }

  /// @param next the number of the oldest, to go on before it; empty at the end
  public record Page(List<Quarantined> items, Optional<Integer> next) {}

  private Quarantine(FileChannel channel, boolean writable) {
    this.channel = channel;
    this.writable = writable;
  }

  /// Opens the quarantine in a folder; makes it when there is none.
  ///
  /// @throws IOException when it cannot be read
  public static Quarantine open(Path folder) throws IOException {
    Path file = file(folder);
    Quarantine quarantine =
        new Quarantine(
            FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE),
            true);
    quarantine.replay();
    return quarantine;
  }

  /// Opens it to look at only, while another process may write.
  public static Quarantine look(Path folder) throws IOException {
    Quarantine quarantine =
        new Quarantine(FileChannel.open(file(folder), StandardOpenOption.READ), false);
    quarantine.replay();
    return quarantine;
  }

  private static Path file(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(
            folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
      }
    }
    Path file = folder.resolve(FILE);
    if (Files.notExists(file)) {
      Files.createFile(file);
    }
    return file;
  }

  /// Reads the lines there are; a last one that a crash cut off is taken away.
  private void replay() throws IOException {
    @SuppressWarnings("resource") // the channel stays open
    Lines lines =
        new Lines(
            java.nio.channels.Channels.newInputStream(channel.position(0)), QuarantineJson.LINE);
    for (Optional<Lines.Line> line = lines.next();
        line.isPresent() && line.get().ended();
        line = lines.next()) {
      long at = end;
      end += line.get().bytes().length + 1L;
      remember(QuarantineJson.parse(line.get().text()), at);
    }
    if (writable) {
      channel.truncate(end);
    }
  }

  private void remember(QuarantineJson.Line line, long at) {
    switch (line) {
      case QuarantineJson.Put(Quarantined item) -> put(at, item);
      case QuarantineJson.Close(int number, Closing closing) -> {
        if (number >= 0 && number < count) {
          closings[number] = at + 1;
          states[number] = closing.state();
          if (closing.state() == State.RELEASED) {
            Quarantined item = at(number);
            released.add(key(item.dataset(), item.digest()));
          }
        }
      }
    }
  }

  private void put(long at, Quarantined item) {
    if (count == places.length) {
      places = Arrays.copyOf(places, count * 2);
      closings = Arrays.copyOf(closings, count * 2);
      states = Arrays.copyOf(states, count * 2);
    }
    places[count] = at;
    states[count] = item.state();
    count++;
  }

  /// Adds what was refused and returns it with its numbers once that is durable.
  ///
  /// @throws IOException when it cannot be kept
  synchronized List<Quarantined> add(List<Quarantined> items) throws IOException {
    if (count + items.size() > MOST) {
      throw new IOException("the quarantine holds " + MOST + " items and takes no more");
    }
    List<Quarantined> numbered = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    List<Long> at = new ArrayList<>();
    for (Quarantined item : items) {
      Quarantined named = item.with("q-" + (count + numbered.size() + 1));
      at.add(end + lines.toString().getBytes(UTF_8).length);
      lines.append(QuarantineJson.put(named)).append('\n');
      numbered.add(named);
    }
    append(lines.toString());
    for (int i = 0; i < numbered.size(); i++) {
      put(at.get(i), numbered.get(i));
    }
    return numbered;
  }

  private void append(String lines) throws IOException {
    if (!writable) {
      throw new IOException("the quarantine was opened to look at only");
    }
    ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(UTF_8));
    while (bytes.hasRemaining()) {
      int _ = channel.write(bytes, end + bytes.position());
    }
    channel.force(false);
    end += bytes.limit();
  }

  /// How many wait.
  public synchronized int waiting() {
    int waiting = 0;
    for (int i = 0; i < count; i++) {
      waiting += states[i] == State.WAITING ? 1 : 0;
    }
    return waiting;
  }

  /// One of them.
  public synchronized Optional<Quarantined> find(String id) {
    return number(id).map(this::at);
  }

  private Optional<Integer> number(String id) {
    if (!id.matches("q-[1-9][0-9]{0,6}")) {
      return Optional.empty();
    }
    int number = Integer.parseInt(id.substring(2)) - 1;
    return number < count ? Optional.of(number) : Optional.empty();
  }

  /// Those of some state, newest first.
  ///
  /// @param before a number from [Page#next]; empty to begin
  public synchronized Page page(Predicate<State> wanted, Optional<Integer> before, int limit) {
    List<Quarantined> items = new ArrayList<>();
    int at = Math.min(count, Math.max(0, before.orElse(count)));
    while (at > 0 && items.size() < limit) {
      at--;
      if (wanted.test(states[at])) {
        items.add(at(at));
      }
    }
    return new Page(items, at > 0 ? Optional.of(at) : Optional.empty());
  }

  private Quarantined at(int number) {
    Quarantined item =
        switch (line(places[number])) {
          case QuarantineJson.Put(Quarantined put) -> put;
          case QuarantineJson.Close _ ->
              throw new IllegalStateException("the quarantine was altered");
        };
    return closings[number] == 0
        ? item
        : switch (line(closings[number] - 1)) {
          case QuarantineJson.Close(_, Closing closing) -> item.with(closing);
          case QuarantineJson.Put _ ->
              throw new IllegalStateException("the quarantine was altered");
        };
  }

  private QuarantineJson.Line line(long at) {
    try {
      ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(QuarantineJson.LINE, end - at));
      while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) >= 0) {}
      String text = new String(buffer.array(), UTF_8);
      return QuarantineJson.parse(text.substring(0, text.indexOf('\n')));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether a person let this content into this data set.
  synchronized boolean isReleased(String dataset, String digest) {
    return released.contains(key(dataset, digest));
  }

  private static String key(String dataset, String digest) {
    return dataset + "\n" + digest;
  }

  /// Ends the waiting of one. It is in the ledger before it counts.
  ///
  /// @param state RELEASED or DISCARDED
  /// @throws java.util.concurrent.CompletionException when it cannot be written down
  /// @throws IOException when the quarantine cannot be written; the ledger then says more than was
  ///   done
  public synchronized Outcome close(
      String id, State state, String who, String reason, Instant time, Acts acts)
      throws IOException {
    if (state == State.WAITING || reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw new IllegalArgumentException(
          "a reason has 1 to " + LONGEST_REASON + " characters, and an end is an end");
    }
    Optional<Integer> number = number(id);
    if (number.isEmpty()) {
      return new Outcome.Missing();
    }
    Quarantined item = at(number.get());
    if (item.closing().isPresent()) {
      return new Outcome.TooLate(item);
    }
    if (state == State.RELEASED && item.principal().equalsIgnoreCase(who)) {
      return new Outcome.Own();
    }
    long receipt =
        acts.note(
                new Acts.Act(
                    time,
                    "quarantine." + state.label(),
                    item.digest(),
                    who,
                    id + " of " + item.dataset() + ", receipt " + item.receipt() + ": " + reason))
            .join();
    Closing closing = new Closing(state, who, reason, time, receipt);
    long at = end;
    append(QuarantineJson.close(number.get(), closing) + "\n");
    remember(new QuarantineJson.Close(number.get(), closing), at);
    return new Outcome.Done(item.with(closing));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
