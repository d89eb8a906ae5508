package io.sextant.ledger.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import io.sextant.ledger.merkle.TreeHasher;
import io.sextant.ledger.note.Checkpoint;
import io.sextant.ledger.note.KeyType;
import io.sextant.ledger.note.SignedNote;
import io.sextant.ledger.note.SigningKey;
import io.sextant.ledger.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where the parts of a ledger stand on disk.
///
/// `public/` may be copied to any web server: checkpoint, tiles, public keys, history. `journal/`
/// holds what is not yet safe in tiles, `keys/` the private keys, `bodies/` the encrypted bodies.
public record LedgerFolder(Path path) {
  private static final String KEY_SUFFIX = ".key";

  /// The folder as it is, with an absolute path.
  public LedgerFolder {
    path = path.toAbsolutePath().normalize();
  }

  public Path publicFiles() {
    return path.resolve("public");
  }

  public Path keys() {
    return path.resolve("keys");
  }

  public Path bodies() {
    return path.resolve("bodies");
  }

  Path journal() {
    return path.resolve("journal");
  }

  Path lock() {
    return path.resolve("lock");
  }

  Path publicFile(String name) {
    return publicFiles().resolve(name);
  }

  public TileSource tiles() {
    return new DirectoryTiles(publicFiles());
  }

  public boolean exists() {
    return Files.exists(publicFile(LogFiles.CHECKPOINT));
  }

  /// Makes an empty ledger with a new key; one that is there already stays as it is.
  ///
  /// @param origin names the log for ever; an address without scheme, by custom
  public void create(String origin) {
    if (exists()) {
      return;
    }
    try {
      for (Path folder : List.of(publicFiles(), journal(), keys(), bodies())) {
        Files.createDirectories(folder);
      }
      SigningKey key = SigningKey.generate(origin, KeyType.LOG);
      keep(key);
      writePublicKeys(List.of(key));
      String text = new Checkpoint(origin, 0, new TreeHasher().empty()).text();
      SignedNote note = new SignedNote(text, List.of(key.sign(text, Instant.EPOCH)));
      DurableFiles.replace(publicFile(LogFiles.CHECKPOINT), note.bytes());
    } catch (IOException e) {
      throw DurableFiles.failure("cannot create a ledger in " + path, e);
    }
  }

  void keep(SigningKey key) throws IOException {
    DurableFiles.createPrivate(keyFile(key.verifier()), key.secretText().getBytes(UTF_8));
  }

  void forget(VerifierKey key) throws IOException {
    Files.deleteIfExists(keyFile(key));
    DurableFiles.syncFolder(keyFile(key));
  }

  private Path keyFile(VerifierKey key) {
    return keys().resolve("log-" + key.idText() + KEY_SUFFIX);
  }

  void writePublicKeys(List<SigningKey> signers) throws IOException {
    StringBuilder lines = new StringBuilder();
    signers.forEach(key -> lines.append(key.verifier()).append('\n'));
    DurableFiles.replace(publicFile(LogFiles.KEYS), lines.toString().getBytes(UTF_8));
  }

  /// The keys that sign checkpoints, in the order of `log.vkeys`.
  List<SigningKey> signers() {
    List<SigningKey> signers = new ArrayList<>();
    try (Stream<Path> files = Files.list(keys())) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName() + "";
        if (name.startsWith("log-") && name.endsWith(KEY_SUFFIX)) {
          signers.add(SigningKey.parse(Files.readString(file)));
        }
      }
    } catch (IOException e) {
      throw DurableFiles.failure("cannot read the keys in " + keys(), e);
    }
    if (signers.isEmpty()) {
      throw new LedgerException(Reason.MISSING, "there is no signing key in " + keys());
    }
    List<VerifierKey> order = publicKeys(tiles());
    signers.sort(
        java.util.Comparator.comparingInt(key -> Math.floorMod(order.indexOf(key.verifier()), 99)));
    return signers;
  }

  /// The keys that a log says sign its checkpoints.
  public static List<VerifierKey> publicKeys(TileSource source) {
    Optional<byte[]> file = source.read(LogFiles.KEYS, SignedNote.MAX_BYTES);
    return file.map(bytes -> new String(bytes, UTF_8).lines().toList()).orElse(List.of()).stream()
        .filter(line -> !line.isBlank())
        .map(VerifierKey::parse)
        .toList();
  }

  /// The first entry that a log still serves.
  public static long minimumIndex(TileSource source) {
    Optional<byte[]> file = source.read(LogFiles.MINIMUM_INDEX, 32);
    if (file.isEmpty()) {
      return 0;
    }
    String text = new String(file.get(), UTF_8).strip();
    if (!text.matches("[0-9]{1,18}")) {
      throw new LedgerException(Reason.MALFORMED, "not a minimum index: " + text);
    }
    return Long.parseLong(text);
  }
}
