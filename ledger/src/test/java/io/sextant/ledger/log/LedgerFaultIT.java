package io.sextant.ledger.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import io.sextant.ledger.SampleLedger;
import io.sextant.ledger.merkle.Proofs;
import io.sextant.ledger.note.Checkpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is acknowledged survives the death of the process, torn writes and a full disk, and every
/// checkpoint extends the last one that was published.
@Timeout(value = 8, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LedgerFaultIT {
  private static final int KILLS = 100;
  private static final int ROOM = 100_000;
  private static final long SEED = 20_261_121;

  @TempDir Path path;

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

  @Test
  void killedAHundredTimesItLosesNothingAndOnlyExtends() throws Exception {
    LedgerFolder folder = SampleLedger.create(path.resolve("log"), 0);
    Map<Long, String> acknowledged = new HashMap<>();
    Checkpoint before = LogReader.latest(folder.tiles()).checkpoint();
    for (int kill = 0; kill < KILLS; kill++) {
      // Each process first makes whole what the killed one before it left.
      Process process = start(folder, "kill" + kill, "exec ");
      assertThat(read(process, acknowledged, 1 + random.nextInt(150))).isEmpty();
      process.destroyForcibly().waitFor();
      LogReader reader = LogReader.latest(folder.tiles());
      Checkpoint after = reader.checkpoint();
      assertThat(
              Proofs.grows(
                  before.size(),
                  before.root(),
                  after.size(),
                  after.root(),
                  reader.consistency(before.size())))
          .as("seed %d, kill %d", SEED, kill)
          .isTrue();
      before = after;
    }
    SampleLedger.grow(folder, 1, "last");
    assertThat(acknowledged).hasSizeGreaterThan(KILLS);
    LogReader reader = LogReader.latest(folder.tiles());
    acknowledged.forEach(
        (index, entry) -> assertThat(new String(reader.entry(index), UTF_8)).isEqualTo(entry));
    assertThat(SampleLedger.verify(folder).problems()).isEmpty();
  }

  @Test
  void aTornLastWriteIsCutOffAndWhatWasBeforeItStays() throws Exception {
    LedgerFolder folder = SampleLedger.create(path.resolve("log"), 300);
    Path journal = journal(folder);
    byte[] durable = Files.readAllBytes(journal);
    Checkpoint published = LogReader.latest(folder.tiles()).checkpoint();
    byte[] next = JournalFrame.of(300, List.of("torn".repeat(50).getBytes(UTF_8))).array();
    for (int tear = 0; tear < 30; tear++) {
      byte[] torn = java.util.Arrays.copyOf(durable, durable.length + random.nextInt(next.length));
      System.arraycopy(next, 0, torn, durable.length, torn.length - durable.length);
      if (torn.length > durable.length + 30 && random.nextBoolean()) {
        torn[durable.length + random.nextInt(torn.length - durable.length)] ^= 1;
      }
      if (random.nextBoolean()) {
        // The room that was made for the frame.
        torn = java.util.Arrays.copyOf(torn, torn.length + random.nextInt(ROOM));
      }
      Files.write(journal, torn);
      try (Ledger ledger = SampleLedger.open(folder)) {
        assertThat(Checkpoint.of(ledger.published())).isEqualTo(published);
      }
      assertThat(Files.size(journal)).isEqualTo(durable.length);
    }
    assertThat(SampleLedger.verify(folder).problems()).isEmpty();
  }

  @Test
  void damageToWhatWasAcknowledgedIsRefusedAndNothingIsTouched() throws Exception {
    LedgerFolder folder = SampleLedger.create(path.resolve("log"), 100);
    SampleLedger.grow(folder, 100, "second");
    Path journal = journal(folder);
    byte[] bytes = Files.readAllBytes(journal);
    for (int damage = 0; damage < 30; damage++) {
      byte[] damaged = bytes.clone();
      damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(journal, damaged);
      assertThatThrownBy(() -> SampleLedger.open(folder).close())
          .as("seed %d, damage %d", SEED, damage)
          .isInstanceOfSatisfying(
              LedgerException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT));
    }
    Files.write(journal, bytes);
    SampleLedger.grow(folder, 10, "whole again");
    assertThat(SampleLedger.verify(folder).problems()).isEmpty();
  }

  @Test
  void aFullDiskFailsAppendsAndLosesNothing() throws Exception {
    LedgerFolder folder = SampleLedger.create(path.resolve("log"), 0);
    // The shell bounds how large a file may grow, which the kernel refuses to exceed just as on a
    // full disk.
    Process process = start(folder, "full", "ulimit -f 16; exec ");
    Map<Long, String> acknowledged = new HashMap<>();
    String last = read(process, acknowledged, Integer.MAX_VALUE);
    assertThat(process.waitFor()).isEqualTo(3);
    assertThat(last).isEqualTo("FAILED DISK_FULL");
    assertThat(acknowledged).isNotEmpty();
    SampleLedger.grow(folder, 10, "room again");
    LogReader reader = LogReader.latest(folder.tiles());
    acknowledged.forEach(
        (index, entry) -> assertThat(new String(reader.entry(index), UTF_8)).isEqualTo(entry));
    assertThat(SampleLedger.verify(folder).problems()).isEmpty();
  }

  @Test
  void aSecondWriterIsTurnedAway() throws Exception {
    LedgerFolder folder = SampleLedger.create(path.resolve("log"), 3);
    try (Ledger ledger = SampleLedger.open(folder)) {
      assertThatThrownBy(() -> SampleLedger.open(folder).close())
          .isInstanceOf(LedgerException.class);
      Process process = start(folder, "second", "exec ");
      assertThat(read(process, new HashMap<>(), Integer.MAX_VALUE)).isEqualTo("FAILED IN_USE");
      assertThat(ledger.append("still the first".getBytes(UTF_8)).index()).isEqualTo(3);
    }
  }

  private static Path journal(LedgerFolder folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.journal())) {
      return files.sorted().toList().getLast();
    }
  }

  private static Process start(LedgerFolder folder, String prefix, String shell)
      throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command =
        "'%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx64m -cp '%s' %s '%s' %s"
            .formatted(
                java,
                System.getProperty("java.class.path"),
                LedgerWriter.class.getName(),
                folder.path(),
                prefix);
    return new ProcessBuilder("bash", "-c", shell + command)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /// Reads acknowledgements until there are enough; returns the line that was none, when one came.
  private static String read(Process process, Map<Long, String> acknowledged, int enough)
      throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (int lines = 0; lines < enough; lines++) {
      String line = reader.readLine();
      if (line == null || line.startsWith("FAILED")) {
        return line == null ? "" : line;
      }
      int space = line.indexOf(' ');
      acknowledged.put(Long.parseLong(line.substring(0, space)), line.substring(space + 1));
    }
    return "";
  }
}
