package io.sextant.ledger.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What stands in the files, and that a journal which was not closed reads as one that was.
final class JournalTest {
  private static final int SEGMENT = 2_000;
  private static final int GROUPS = 100;

  @TempDir Path path;

  @Test
  void aClosedJournalHoldsFramesAndNothingElse() throws Exception {
    try (Journal journal = open(path, new ArrayList<>())) {
      append(journal, 0);
    }
    long bytes = 0;
    for (Path file : files(path)) {
      bytes += Files.size(file);
    }
    assertThat(bytes).isEqualTo((long) GROUPS * frame(0));
  }

  @Test
  void whatWasNotClosedEndsWithRoomAndLosesNothing() throws Exception {
    Path killed = path.resolve("killed");
    Path folder = path.resolve("folder");
    try (Journal journal = open(folder, new ArrayList<>())) {
      append(journal, 0);
      Files.createDirectories(killed);
      for (Path file : files(folder)) {
        Files.copy(file, killed.resolve(file.getFileName() + ""));
      }
    }
    byte[] last = Files.readAllBytes(files(killed).getLast());
    assertThat(last[last.length - 1]).as("there is room").isZero();

    List<String> replayed = new ArrayList<>();
    try (Journal journal = open(killed, replayed)) {
      assertThat(replayed).isEqualTo(entries(0, GROUPS));
      append(journal, GROUPS);
    }
    replayed.clear();
    open(killed, replayed).close();
    assertThat(replayed).isEqualTo(entries(0, 2 * GROUPS));
  }

  @Test
  void aLongFrameNeedsNoRoom() throws Exception {
    byte[] entry = new byte[40_000];
    Arrays.fill(entry, (byte) 'x');
    try (Journal journal = open(path, new ArrayList<>())) {
      journal.append(List.of(entry));
      assertThat(Files.size(files(path).getFirst()))
          .isEqualTo(JournalFrame.of(0, List.of(entry)).limit());
    }
  }

  private static Journal open(Path folder, List<String> replayed) throws IOException {
    return Journal.open(
        folder,
        0,
        SEGMENT,
        (_, entries) -> entries.forEach(it -> replayed.add(new String(it, UTF_8))));
  }

  private static void append(Journal journal, int from) throws IOException {
    for (String entry : entries(from, from + GROUPS)) {
      journal.append(List.of(entry.getBytes(UTF_8)));
    }
  }

  private static List<String> entries(int from, int to) {
    List<String> entries = new ArrayList<>();
    for (int i = from; i < to; i++) {
      entries.add(entry(i));
    }
    return entries;
  }

  private static String entry(int number) {
    return String.format(java.util.Locale.ROOT, "entry %05d", number);
  }

  private static int frame(int number) {
    return JournalFrame.of(number, List.of(entry(number).getBytes(UTF_8))).limit();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
