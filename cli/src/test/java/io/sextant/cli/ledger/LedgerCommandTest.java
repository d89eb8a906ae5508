package io.sextant.cli.ledger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.cli.CapturedConsole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerCommandTest {
  @TempDir Path path;
  private Path log;
  private Path checkpoint;

  @BeforeEach
  void demo() {
    log = path.resolve("log");
    checkpoint = log.resolve("public/checkpoint");
    assertThat(new CapturedConsole().run("ledger", "demo", log + "", "--entries", "600")).isZero();
  }

  @Test
  void anHonestLogIsVerifiedAndProvesItsEntries() throws Exception {
    CapturedConsole console = new CapturedConsole();
    assertThat(console.run("ledger", "verify", log + "")).isZero();
    assertThat(console.out()).contains("honest").contains("600 entries");
    CapturedConsole prove = new CapturedConsole();
    assertThat(prove.run("ledger", "prove", log + "", "17")).isZero();
    Path receipt = Files.writeString(path.resolve("17.tlog-proof"), prove.out());
    String keys = log.resolve("public/log.vkeys") + "";
    CapturedConsole check = new CapturedConsole();
    assertThat(check.run("ledger", "verify", receipt + "", "--key", keys)).isZero();
    assertThat(check.out()).contains("proven: entry 17");
    Files.writeString(receipt, prove.out().replace("index 17", "index 18"));
    assertThat(new CapturedConsole().run("ledger", "verify", receipt + "", "--key", keys))
        .isEqualTo(1);
    assertThat(new CapturedConsole().run("ledger", "verify", receipt + "")).isEqualTo(2);
  }

  @Test
  void tamperingIsToldWithTheFirstBadEntry() throws Exception {
    Path bundle = log.resolve("public/tile/entries/001");
    String content = Files.readString(bundle, ISO_8859_1);
    Files.writeString(bundle, content.replaceFirst("\"ALLOW\"", "\"BLOCK\""), ISO_8859_1);
    CapturedConsole console = new CapturedConsole();
    assertThat(console.run("ledger", "verify", log + "")).isEqualTo(1);
    assertThat(console.out()).containsPattern("first bad entry: \\d+: SX-LEDGER-103");
  }

  @Test
  void aReplayedCheckpointIsTold() throws Exception {
    Path old = Files.copy(checkpoint, path.resolve("old"));
    assertThat(new CapturedConsole().run("ledger", "demo", log + "", "--entries", "5")).isZero();
    Files.copy(old, checkpoint, StandardCopyOption.REPLACE_EXISTING);
    CapturedConsole console = new CapturedConsole();
    assertThat(console.run("ledger", "verify", "--json", log + "")).isEqualTo(1);
    assertThat(console.out()).contains("SX-LEDGER-107").contains("\"firstEntry\" : 600");
  }

  @Test
  void aKeptCheckpointShowsALogThatWasReplaced() throws Exception {
    Path kept = path.resolve("kept");
    assertThat(new CapturedConsole().run("ledger", "verify", log + "", "--save", kept + ""))
        .isZero();
    Path other = path.resolve("other");
    assertThat(new CapturedConsole().run("ledger", "demo", other + "", "--entries", "700"))
        .isZero();
    CapturedConsole console = new CapturedConsole();
    assertThat(console.run("ledger", "verify", other + "", "--save", kept + "")).isEqualTo(1);
    assertThat(console.out()).contains("SX-LEDGER-108");
  }

  @Test
  void keysRotateBodiesAreErasedEntriesPruned() throws Exception {
    String keys = Files.copy(log.resolve("public/log.vkeys"), path.resolve("pinned")) + "";
    assertThat(new CapturedConsole().run("ledger", "rotate", log + "")).isZero();
    assertThat(new CapturedConsole().run("ledger", "rotate", log + "", "--retire")).isZero();
    assertThat(new CapturedConsole().run("ledger", "erase", log + "", "3")).isZero();
    CapturedConsole export = new CapturedConsole();
    assertThat(export.run("ledger", "export", log + "", "--bodies", "--from", "3", "--to", "5"))
        .isZero();
    assertThat(export.out().lines().toList()).hasSize(2);
    assertThat(export.out().lines().findFirst().orElseThrow()).contains("\"erased\":true");
    assertThat(export.out()).contains("made-up request 4");
    assertThat(new CapturedConsole().run("ledger", "verify", log + "", "--key", keys)).isZero();
    assertThat(new CapturedConsole().run("ledger", "prune", log + "", "--before", "300")).isZero();
    CapturedConsole console = new CapturedConsole();
    assertThat(console.run("ledger", "verify", log + "")).isZero();
    assertThat(console.out()).contains("from entry 300");
  }

  @Test
  void whatIsNoLedgerIsBadInput() throws Exception {
    assertThat(new CapturedConsole().run("ledger", "verify", path.resolve("none") + ""))
        .isEqualTo(3);
    assertThat(new CapturedConsole().run("ledger", "prove", log + "", "600")).isEqualTo(3);
    Files.createDirectories(path.resolve("empty"));
    assertThat(new CapturedConsole().run("ledger", "verify", path.resolve("empty") + ""))
        .isEqualTo(1);
  }
}
