package io.sextant.ledger.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import io.sextant.ledger.SampleLedger;
import io.sextant.ledger.http.Answer;
import io.sextant.ledger.http.HttpSite;
import io.sextant.ledger.http.TileSite;
import io.sextant.ledger.log.HttpTiles;
import io.sextant.ledger.log.Ledger;
import io.sextant.ledger.log.LedgerFolder;
import io.sextant.ledger.log.LogReader;
import io.sextant.ledger.log.Receipt;
import io.sextant.ledger.merkle.TreeHasher;
import io.sextant.ledger.note.Checkpoint;
import io.sextant.ledger.note.NoteSignature;
import io.sextant.ledger.note.SignedNote;
import io.sextant.ledger.note.SigningKey;
import io.sextant.ledger.note.VerifierKey;
import io.sextant.ledger.verify.LedgerVerifier;
import io.sextant.ledger.verify.Problem;
import io.sextant.ledger.verify.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A witness over HTTP cosigns growth and nothing else.
class WitnessTest {
  @TempDir Path path;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochSecond(1000));
  private final InstantSource clock = now::get;
  private LedgerFolder log;
  private Witness witness;
  private HttpSite site;
  private WitnessClient client;

  @BeforeEach
  void start() {
    log = SampleLedger.create(path.resolve("log"), 500);
    witness =
        Witness.open(
            path.resolve("witness"),
            "witness.test/one",
            LedgerFolder.publicKeys(log.tiles()),
            clock);
    site = HttpSite.start("127.0.0.1", 0, witness);
    client = new WitnessClient(site.address(), witness.key());
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void growthIsCosignedAndTheReceiptCarriesIt() {
    List<VerifierKey> keys = LedgerFolder.publicKeys(log.tiles());
    for (int round = 0; round < 3; round++) {
      SampleLedger.grow(log, 100 * round, "round " + round);
      try (Ledger ledger = SampleLedger.open(log)) {
        NoteSignature cosignature = client.cosign(ledger.reader());
        ledger.attach(ledger.reader().checkpoint(), List.of(cosignature));
        Receipt receipt = Receipt.parse(ledger.reader().prove(7).toString());
        assertThat(receipt.problems(keys, List.of(witness.key()))).isEmpty();
      }
    }
    Trust trust = new Trust(keys, List.of(witness.key()), List.of());
    try (HttpSite tiles = HttpSite.start("127.0.0.1", 0, new TileSite(log.tiles()))) {
      assertThat(new LedgerVerifier(2).verify(new HttpTiles(tiles.address()), trust).problems())
          .isEmpty();
    }
    SampleLedger.grow(log, 1, "not yet cosigned");
    assertThat(new LedgerVerifier(2).verify(log.tiles(), trust).problems())
        .extracting(Problem::kind)
        .containsExactly(Problem.Kind.WITNESS);
  }

  @Test
  void truncationReplayForkEditAndReorderAreRefused() throws Exception {
    LedgerFolder old = SampleLedger.copy(log, path.resolve("old"));
    LedgerFolder fork = SampleLedger.copy(log, path.resolve("fork"));
    SampleLedger.grow(log, 100, "truth");
    client.cosign(LogReader.latest(log.tiles()));
    refuses(LogReader.latest(old.tiles()), "has cosigned 600");
    SampleLedger.grow(fork, 100, "other");
    refuses(LogReader.latest(fork.tiles()), "another tree of 600");
    SampleLedger.grow(fork, 100, "longer");
    refuses(LogReader.latest(fork.tiles()), "does not extend");
    // Whoever holds the log's key can sign anything; edited and exchanged entries change the root.
    SigningKey key = key(log);
    Checkpoint head = LogReader.latest(log.tiles()).checkpoint();
    Checkpoint edited =
        new Checkpoint(head.origin(), head.size(), new TreeHasher().leaf(new byte[] {1}));
    SignedNote signed =
        new SignedNote(edited.text(), List.of(key.sign(edited.text(), Instant.EPOCH)));
    refuses(LogReader.at(log.tiles(), signed), "another tree");
    assertThat(Checkpoint.of(witness.latest("ledger.test/sample").orElseThrow())).isEqualTo(head);
  }

  @Test
  void unknownLogsAndUnsignedCheckpointsAreRefused() {
    LedgerFolder other = SampleLedger.create(path.resolve("other"), 1);
    refuses(LogReader.latest(other.tiles()), "does not trust the key");
    LedgerFolder stranger = new LedgerFolder(path.resolve("stranger"));
    stranger.create("stranger.test/log");
    refuses(LogReader.latest(stranger.tiles()), "does not know");
    assertThat(witness.answer("POST", "add-checkpoint", new byte[] {1, 2}).status())
        .isEqualTo(Answer.BAD_REQUEST);
    assertThat(witness.answer("GET", "add-checkpoint", new byte[0]).status())
        .isEqualTo(Answer.NOT_ALLOWED);
  }

  @Test
  void itRemembersAcrossRestartsAndItsTimeNeverGoesBack() {
    NoteSignature first = client.cosign(LogReader.latest(log.tiles()));
    assertThat(witness.key().time(first)).hasValue(1000);
    now.set(Instant.ofEpochSecond(500));
    Witness again =
        Witness.open(
            path.resolve("witness"), "ignored", LedgerFolder.publicKeys(log.tiles()), clock);
    assertThat(again.key()).isEqualTo(witness.key());
    SampleLedger.grow(log, 1, "later");
    NoteSignature second = client.cosign(LogReader.latest(log.tiles()));
    assertThat(witness.key().time(second)).hasValue(1000);
  }

  @Test
  void pathsThatAreNoFilesOfALogAreNotServed() {
    TileSite tiles = new TileSite(log.tiles());
    for (String bad :
        List.of(
            "",
            "../keys/log.key",
            "tile/0/../../../keys",
            "tile/64/000",
            "tile/0/000.p/256",
            "tile/0/000.p/0",
            "tile/00/000",
            "tile/0/x000/000",
            "tile/0/000.new",
            "journal/00000000000000000000.journal")) {
      assertThat(tiles.answer("GET", bad, new byte[0]).status()).as(bad).isEqualTo(404);
    }
    assertThat(tiles.answer("GET", "tile/entries/000", new byte[0]).status()).isEqualTo(200);
    assertThat(tiles.answer("PUT", "checkpoint", new byte[0]).status()).isEqualTo(405);
  }

  private void refuses(LogReader reader, String why) {
    assertThatThrownBy(() -> client.cosign(reader))
        .isInstanceOfSatisfying(
            LedgerException.class, e -> assertThat(e.reason()).isEqualTo(Reason.WITNESS))
        .hasMessageContaining(why);
  }

  private static SigningKey key(LedgerFolder folder) throws Exception {
    try (Stream<Path> files = Files.list(folder.keys())) {
      Path file =
          files.filter(f -> f.getFileName().toString().startsWith("log-")).findFirst().get();
      return SigningKey.parse(Files.readString(file));
    }
  }
}
