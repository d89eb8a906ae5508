package io.sextant.ledger.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.ledger.SampleLedger;
import io.sextant.ledger.log.EntryBundle;
import io.sextant.ledger.log.Ledger;
import io.sextant.ledger.log.LedgerFolder;
import io.sextant.ledger.merkle.Hash;
import io.sextant.ledger.merkle.Tile;
import io.sextant.ledger.merkle.TreeHasher;
import io.sextant.ledger.note.SignedNote;
import io.sextant.ledger.note.VerifierKey;
import io.sextant.ledger.verify.Problem.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An honest log passes; each kind of tampering is told with its first bad entry.
class LedgerVerifierTest {
  private static final int ENTRIES = 1_000;

  @TempDir Path path;
  private LedgerFolder log;

  @BeforeEach
  void create() {
    log = SampleLedger.create(path.resolve("log"), ENTRIES);
  }

  @Test
  void anHonestLogPasses() {
    Verdict verdict = SampleLedger.verify(log);
    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.verified()).isEqualTo(ENTRIES);
    assertThat(verdict.history()).isPositive();
    SampleLedger.grow(log, 70_000, "more");
    assertThat(SampleLedger.verify(log).problems()).isEmpty();
    assertThat(SampleLedger.verify(log).verified()).isEqualTo(71_000);
  }

  @Test
  void anEmptyLogPasses() {
    assertThat(SampleLedger.verify(SampleLedger.create(path.resolve("empty"), 0)).honest())
        .isTrue();
  }

  @Test
  void anEditedEntryIsNamed() throws IOException {
    edit("tile/entries/002", 2 * Tile.WIDTH + 77, "tampered");
    expect(Kind.ENTRY, 2 * Tile.WIDTH + 77, 2 * Tile.WIDTH + 77);
  }

  @Test
  void anEntryOfAnotherLengthIsNamed() throws IOException {
    Path bundle = log.publicFiles().resolve("tile/entries/001");
    byte[] bytes = Files.readAllBytes(bundle);
    int at = EntryBundle.parse(bytes, Tile.WIDTH).offset(9);
    byte[] longer = new byte[bytes.length + 1];
    System.arraycopy(bytes, 0, longer, 0, at + 3);
    System.arraycopy(bytes, at + 3, longer, at + 4, bytes.length - at - 3);
    Files.write(bundle, longer);
    expect(Kind.ENTRY, Tile.WIDTH + 9, Tile.WIDTH + 9);
  }

  @Test
  void anEntryRewrittenWithItsHashIsFoundInItsTile() throws IOException {
    byte[] entry = edit("tile/entries/001", Tile.WIDTH + 5, "tampered");
    Path tile = log.publicFiles().resolve("tile/0/001");
    byte[] hashes = Files.readAllBytes(tile);
    new TreeHasher().leaf(entry).copyTo(hashes, 5 * Hash.BYTES);
    Files.write(tile, hashes);
    expect(Kind.TREE, Tile.WIDTH, 2 * Tile.WIDTH - 1);
  }

  @Test
  void anEntryRewrittenUpToTheRootIsFoundByTheSignature() throws IOException {
    byte[] entry = edit("tile/entries/003.p/232", 3 * Tile.WIDTH + 5, "tampered");
    Path tile = log.publicFiles().resolve("tile/0/003.p/232");
    byte[] hashes = Files.readAllBytes(tile);
    new TreeHasher().leaf(entry).copyTo(hashes, 5 * Hash.BYTES);
    Files.write(tile, hashes);
    Problem problem = SampleLedger.verify(log).problems().getFirst();
    assertThat(problem.kind()).isIn(Kind.ROOT, Kind.FORKED);
    assertThat(problem.firstEntry().orElseThrow()).isLessThanOrEqualTo(3 * Tile.WIDTH + 5);
    assertThat(problem.lastEntry().orElseThrow()).isEqualTo(ENTRIES - 1);
  }

  @Test
  void exchangedEntriesAreNamed() throws IOException {
    Path bundle = log.publicFiles().resolve("tile/entries/000");
    byte[] bytes = Files.readAllBytes(bundle);
    EntryBundle entries = EntryBundle.parse(bytes, Tile.WIDTH);
    byte[] tenth = entries.entry(10);
    byte[] twelfth = entries.entry(12);
    System.arraycopy(twelfth, 0, bytes, entries.offset(10), tenth.length);
    System.arraycopy(tenth, 0, bytes, entries.offset(12), tenth.length);
    Files.write(bundle, bytes);
    expect(Kind.ENTRY, 10, 10);
  }

  @Test
  void aTruncatedBundleAndAMissingOneAreNamed() throws IOException {
    Path last = log.publicFiles().resolve("tile/entries/003.p/232");
    byte[] bytes = Files.readAllBytes(last);
    int end = EntryBundle.parse(bytes, 232).offset(200);
    Files.write(last, java.util.Arrays.copyOf(bytes, end));
    expect(Kind.TRUNCATED, 3 * Tile.WIDTH + 200, 3 * Tile.WIDTH + 200);
    Files.delete(log.publicFiles().resolve("tile/entries/001"));
    expect(Kind.TRUNCATED, Tile.WIDTH, 2 * Tile.WIDTH - 1);
  }

  @Test
  void aMissingHashTileIsFound() throws IOException {
    Files.delete(log.publicFiles().resolve("tile/1/000.p/3"));
    assertThat(SampleLedger.verify(log).problems().getFirst().kind()).isEqualTo(Kind.TRUNCATED);
  }

  @Test
  void anOldCheckpointPutBackIsFound() throws IOException {
    byte[] old = Files.readAllBytes(log.publicFiles().resolve("checkpoint"));
    SampleLedger.grow(log, 100, "later");
    Files.write(log.publicFiles().resolve("checkpoint"), old);
    expect(Kind.REPLAYED, ENTRIES, ENTRIES + 99);
  }

  @Test
  void aLogRolledBackWholeIsFoundByWhatWasSeen() throws IOException {
    LedgerFolder old = SampleLedger.copy(log, path.resolve("old"));
    SampleLedger.grow(log, 100, "later");
    Verdict verdict = verify(old, note(log));
    assertThat(verdict.problems().getFirst().kind()).isEqualTo(Kind.REPLAYED);
    assertThat(verdict.problems().getFirst().firstEntry()).hasValue(ENTRIES);
  }

  @Test
  void aForkIsFoundByTheSignatureAndByWhatWasSeen() throws IOException {
    LedgerFolder fork = SampleLedger.copy(log, path.resolve("fork"));
    SampleLedger.grow(log, 300, "one truth");
    SampleLedger.grow(fork, 400, "another");
    assertThat(SampleLedger.verify(fork).honest()).isTrue();
    Problem problem = verify(fork, note(log)).problems().getFirst();
    assertThat(problem.kind()).isEqualTo(Kind.FORKED);
    assertThat(problem.firstEntry()).hasValue(ENTRIES);
    assertThat(problem.lastEntry()).hasValue(ENTRIES + 299);
    Files.copy(
        fork.publicFiles().resolve("checkpoint"),
        log.publicFiles().resolve("checkpoint"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(SampleLedger.verify(log).honest()).isFalse();
  }

  @Test
  void aCheckpointOfAnotherKeyIsRefused() {
    LedgerFolder other = SampleLedger.create(path.resolve("other"), 3);
    List<VerifierKey> keys = LedgerFolder.publicKeys(other.tiles());
    Verdict verdict =
        new LedgerVerifier(1).verify(log.tiles(), new Trust(keys, List.of(), List.of()));
    assertThat(verdict.problems()).extracting(Problem::kind).containsExactly(Kind.SIGNATURE);
  }

  @Test
  void aMalformedCheckpointIsTold() throws IOException {
    Files.writeString(log.publicFiles().resolve("checkpoint"), "nonsense\n");
    assertThat(SampleLedger.verify(log).problems())
        .extracting(Problem::kind)
        .containsExactly(Kind.CHECKPOINT);
  }

  @Test
  void keysThatTheLogAnnouncesAreFollowed() {
    List<VerifierKey> first = LedgerFolder.publicKeys(log.tiles());
    try (Ledger ledger = SampleLedger.open(log)) {
      VerifierKey added = ledger.addKey();
      SampleLedger.append(ledger, 10, "by both");
      assertThat(ledger.publish().signedBy(first)).isPresent();
      assertThat(ledger.retireKey()).isEqualTo(first.getFirst());
      SampleLedger.append(ledger, 10, "by the new one");
      assertThat(ledger.publish().signedBy(first)).isEmpty();
      assertThat(ledger.published().signedBy(List.of(added))).isPresent();
    }
    SampleLedger.grow(log, 5, "after opening anew");
    Verdict pinned =
        new LedgerVerifier(1).verify(log.tiles(), new Trust(first, List.of(), List.of()));
    assertThat(pinned.problems()).isEmpty();
    assertThat(SampleLedger.verify(log).problems()).isEmpty();
  }

  @Test
  void aPrunedLogIsVerifiedFromItsFirstEntryOn() throws IOException {
    SampleLedger.grow(log, 70_000, "more");
    try (Ledger ledger = SampleLedger.open(log)) {
      ledger.prune(66_000);
      SampleLedger.append(ledger, 100, "after");
    }
    assertThat(log.publicFiles().resolve("tile/entries/000")).doesNotExist();
    assertThat(log.publicFiles().resolve("tile/1/000")).doesNotExist();
    Verdict verdict = SampleLedger.verify(log);
    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.from()).isEqualTo(66_000);
    SampleLedger.grow(log, 100, "reopened");
    assertThat(SampleLedger.verify(log).problems()).isEmpty();
    edit("tile/entries/260", 260 * Tile.WIDTH + 1, "tampered");
    expect(Kind.ENTRY, 260 * Tile.WIDTH + 1, 260 * Tile.WIDTH + 1);
  }

  @Test
  void withheldEntriesThatNobodyPrunedAreFound() throws IOException {
    Files.writeString(log.publicFiles().resolve("minimum-index"), "512\n");
    assertThat(SampleLedger.verify(log).problems())
        .extracting(Problem::kind)
        .containsExactly(Kind.PRUNED);
  }

  private byte[] edit(String bundle, int index, String text) throws IOException {
    Path file = log.publicFiles().resolve(bundle);
    byte[] bytes = Files.readAllBytes(file);
    int count = bundle.contains(".p/") ? Integer.parseInt(bundle.replaceAll(".*/", "")) : 256;
    EntryBundle entries = EntryBundle.parse(bytes, count);
    int place = index % Tile.WIDTH;
    ByteBuffer.wrap(bytes).put(entries.offset(place), text.getBytes(UTF_8));
    Files.write(file, bytes);
    return EntryBundle.parse(bytes, count).entry(place);
  }

  private void expect(Kind kind, long first, long last) {
    Verdict verdict = SampleLedger.verify(log);
    assertThat(verdict.problems()).isNotEmpty();
    Problem problem = verdict.problems().getFirst();
    assertThat(problem.kind()).as(problem.message()).isEqualTo(kind);
    assertThat(problem.firstEntry()).hasValue(first);
    assertThat(problem.lastEntry()).hasValue(last);
  }

  private static SignedNote note(LedgerFolder folder) throws IOException {
    return SignedNote.parse(Files.readAllBytes(folder.publicFiles().resolve("checkpoint")));
  }

  private static Verdict verify(LedgerFolder folder, SignedNote seen) {
    List<VerifierKey> keys = LedgerFolder.publicKeys(folder.tiles());
    return new LedgerVerifier(2).verify(folder.tiles(), new Trust(keys, List.of(), List.of(seen)));
  }
}
