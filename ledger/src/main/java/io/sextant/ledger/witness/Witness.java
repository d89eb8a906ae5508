package io.sextant.ledger.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.http.Answer;
import io.sextant.ledger.http.Site;
import io.sextant.ledger.log.DurableFiles;
import io.sextant.ledger.merkle.Hash;
import io.sextant.ledger.merkle.Proofs;
import io.sextant.ledger.merkle.TreeHasher;
import io.sextant.ledger.note.Checkpoint;
import io.sextant.ledger.note.KeyType;
import io.sextant.ledger.note.NoteSignature;
import io.sextant.ledger.note.SignedNote;
import io.sextant.ledger.note.SigningKey;
import io.sextant.ledger.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// A second party that remembers the newest checkpoint of each log it knows and cosigns only those
/// that extend it (C2SP tlog-witness). May be used by any thread; requests are taken one by one.
///
/// What it cosigned is durable before it answers. Its time never goes back for a log, even when the
/// clock does.
public final class Witness implements Site {
  /// The path it answers under.
  public static final String ADD_CHECKPOINT = "add-checkpoint";

  private static final String KEY_FILE = "witness.key";

  private final Path folder;
  private final SigningKey key;
  private final List<VerifierKey> logs;
  private final InstantSource clock;

  private Witness(Path folder, SigningKey key, List<VerifierKey> logs, InstantSource clock) {
    this.folder = folder;
    this.key = key;
    this.logs = List.copyOf(logs);
    this.clock = clock;
  }

  /// Opens a witness's folder; makes it, with a new key, when it is not there.
  ///
  /// @param name of the key, when it is new
  /// @param logs keys of the logs to watch; a key's name is the origin of its log
  public static Witness open(
      Path folder, String name, List<VerifierKey> logs, InstantSource clock) {
    Path keyFile = folder.resolve(KEY_FILE);
    try {
      if (!Files.exists(keyFile)) {
        SigningKey fresh = SigningKey.generate(name, KeyType.COSIGNATURE);
        DurableFiles.createPrivate(keyFile, fresh.secretText().getBytes(UTF_8));
      }
      return new Witness(folder, SigningKey.parse(Files.readString(keyFile)), logs, clock);
    } catch (IOException e) {
      throw DurableFiles.failure("cannot open the witness in " + folder, e);
    }
  }

  public VerifierKey key() {
    return key.verifier();
  }

  @Override
  public Answer answer(String method, String path, byte[] body) {
    if (!path.equals(ADD_CHECKPOINT)) {
      return Answer.text(Answer.NOT_FOUND, "a witness answers under " + ADD_CHECKPOINT + "\n");
    }
    if (!method.equals("POST")) {
      return Answer.text(Answer.NOT_ALLOWED, "a witness is asked with POST\n");
    }
    try {
      WitnessRequest request = WitnessRequest.parse(body);
      return addCheckpoint(request, Checkpoint.of(request.checkpoint()));
    } catch (LedgerException e) {
      return switch (e.reason()) {
        case MALFORMED -> Answer.text(Answer.BAD_REQUEST, e.getMessage() + "\n");
        case IN_USE, DISK_FULL, INACCESSIBLE, CORRUPT, MISSING, REFUSED, CLOSED, WITNESS ->
            Answer.text(Answer.FAILED, "the witness cannot keep its memory now\n");
      };
    }
  }

  /// The newest checkpoint of a log that it cosigned.
  public synchronized Optional<SignedNote> latest(String origin) {
    Path file = memory(origin);
    try {
      return Files.exists(file)
          ? Optional.of(SignedNote.parse(Files.readAllBytes(file)))
          : Optional.empty();
    } catch (IOException e) {
      throw DurableFiles.failure("cannot read " + file, e);
    }
  }

  private synchronized Answer addCheckpoint(WitnessRequest request, Checkpoint checkpoint) {
    List<VerifierKey> keys =
        logs.stream().filter(log -> log.name().equals(checkpoint.origin())).toList();
    if (keys.isEmpty()) {
      return Answer.text(Answer.NOT_FOUND, "this witness does not know the log\n");
    }
    if (request.checkpoint().signedBy(keys).isEmpty()) {
      return Answer.text(Answer.FORBIDDEN, "no key of the log signed the checkpoint\n");
    }
    if (request.oldSize() > checkpoint.size()) {
      return Answer.text(Answer.BAD_REQUEST, "the old size is larger than the checkpoint's\n");
    }
    Optional<SignedNote> remembered = latest(checkpoint.origin());
    Checkpoint known =
        remembered
            .map(Checkpoint::of)
            .orElseGet(() -> new Checkpoint(checkpoint.origin(), 0, new TreeHasher().empty()));
    if (request.oldSize() != known.size()
        || (known.size() == checkpoint.size() && !known.root().equals(checkpoint.root()))) {
      return new Answer(
          Answer.CONFLICT, "text/x.tlog.size", "no-store", (known.size() + "\n").getBytes(UTF_8));
    }
    if (!grows(known, checkpoint, request.proof())) {
      return Answer.text(
          Answer.UNPROCESSABLE, "the proof does not lead to what was cosigned before\n");
    }
    return cosign(request.checkpoint(), checkpoint.origin(), remembered);
  }

  private static boolean grows(Checkpoint known, Checkpoint next, List<Hash> proof) {
    return Proofs.grows(known.size(), known.root(), next.size(), next.root(), proof);
  }

  private Answer cosign(SignedNote note, String origin, Optional<SignedNote> remembered) {
    Instant time = clock.instant();
    for (NoteSignature before : remembered.map(SignedNote::signatures).orElse(List.of())) {
      long seconds = key.verifier().time(before).orElse(Long.MIN_VALUE);
      if (seconds > time.getEpochSecond()) {
        time = Instant.ofEpochSecond(seconds);
      }
    }
    NoteSignature cosignature = key.sign(note.text(), time);
    List<NoteSignature> kept = note.signatures().stream().filter(s -> !mine(s)).toList();
    SignedNote memory = new SignedNote(note.text(), kept).with(List.of(cosignature));
    try {
      DurableFiles.replace(memory(origin), memory.bytes());
    } catch (IOException e) {
      throw DurableFiles.failure("cannot keep what was cosigned", e);
    }
    return Answer.text(Answer.OK, cosignature.line() + "\n");
  }

  private boolean mine(NoteSignature signature) {
    return key.verifier().claims(signature);
  }

  private Path memory(String origin) {
    return folder.resolve(
        new TreeHasher().leaf(origin.getBytes(UTF_8)).hex().substring(0, 32) + ".checkpoint");
  }
}
