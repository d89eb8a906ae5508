package io.sextant.ledger.entry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import io.sextant.ledger.log.DurableFiles;
import io.sextant.ledger.log.Ledger;
import io.sextant.ledger.log.LedgerFolder;
import io.sextant.ledger.merkle.Hash;
import io.sextant.ledger.merkle.TreeHasher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The bodies that a ledger's entries speak of: encrypted (AES-256-GCM), beside the log, erasable.
/// May be used by any thread.
///
/// Bodies are appended to one file; a place is `offset-length`. Erasing overwrites the body and its
/// salt, after which the hash in the log says nothing about it.
public final class BodyVault implements Ledger.Beside, AutoCloseable {
  private static final String FILE = "bodies";
  private static final String KEY_FILE = "bodies.key";
  private static final int KEY_BYTES = 32;
  private static final int SALT_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int OVERHEAD = NONCE_BYTES + SALT_BYTES + TAG_BITS / 8;

  private final FileChannel channel;
  private final SecretKeySpec key;
  private final Pseudonyms pseudonyms;
  private final SecureRandom random = new SecureRandom();
  private long end;
  private boolean unsynced;

  private BodyVault(FileChannel channel, byte[] key, byte[] pseudonymKey) throws IOException {
    this.channel = channel;
    this.key = new SecretKeySpec(key, "AES");
    this.pseudonyms = new Pseudonyms(pseudonymKey);
    end = channel.size();
  }

  /// Opens the vault of a ledger; makes it and its keys when they are not there.
  public static BodyVault open(LedgerFolder folder) {
    try {
      byte[] key = secret(folder.keys().resolve(KEY_FILE));
      byte[] pseudonymKey = secret(folder.keys().resolve("pseudonyms.key"));
      Files.createDirectories(folder.bodies());
      Path file = folder.bodies().resolve(FILE);
      if (!Files.exists(file)) {
        DurableFiles.createPrivate(file, new byte[0]);
      }
      return new BodyVault(
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE),
          key,
          pseudonymKey);
    } catch (IOException e) {
      throw DurableFiles.failure("cannot open the bodies in " + folder.bodies(), e);
    }
  }

  private static byte[] secret(Path file) throws IOException {
    if (!Files.exists(file)) {
      byte[] fresh = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(fresh);
      DurableFiles.createPrivate(file, fresh);
    }
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length != KEY_BYTES) {
      throw new LedgerException(Reason.MALFORMED, file + " is not a key of 32 bytes");
    }
    return bytes;
  }

  /// The pseudonyms that this ledger's entries use.
  public Pseudonyms pseudonyms() {
    return pseudonyms;
  }

  /// Encrypts and keeps a body; it is durable before any entry appended after it.
  public BodyRecord put(String kind, byte[] body) {
    byte[] salt = new byte[SALT_BYTES];
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(salt);
    random.nextBytes(nonce);
    byte[] plain = ByteBuffer.allocate(SALT_BYTES + body.length).put(salt).put(body).array();
    byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, plain, kind);
    ByteBuffer record = ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed);
    long offset = append(record.flip());
    return new BodyRecord(kind, offset + "-" + record.limit(), body.length, hash(salt, body));
  }

  private synchronized long append(ByteBuffer record) {
    long offset = end;
    try {
      while (record.hasRemaining()) {
        channel.write(record, offset + record.position());
      }
    } catch (IOException e) {
      throw DurableFiles.failure("cannot keep a body", e);
    }
    end += record.limit();
    unsynced = true;
    return offset;
  }

  private static Hash hash(byte[] salt, byte[] body) {
    MessageDigest digest = TreeHasher.sha256();
    digest.update(salt);
    return Hash.of(digest.digest(body));
  }

  /// The body; empty when it was erased.
  ///
  /// @throws LedgerException CORRUPT when it is not the body that was logged
  public Optional<byte[]> get(BodyRecord record) {
    long[] place = place(record);
    ByteBuffer sealed = ByteBuffer.allocate((int) place[1]);
    try {
      while (sealed.hasRemaining() && channel.read(sealed, place[0] + sealed.position()) >= 0) {}
    } catch (IOException e) {
      throw DurableFiles.failure("cannot read a body", e);
    }
    byte[] bytes = sealed.array();
    if (java.util.Arrays.equals(bytes, new byte[bytes.length])) {
      return Optional.empty();
    }
    byte[] nonce = java.util.Arrays.copyOf(bytes, NONCE_BYTES);
    byte[] rest = java.util.Arrays.copyOfRange(bytes, NONCE_BYTES, bytes.length);
    byte[] plain = cipher(Cipher.DECRYPT_MODE, nonce, rest, record.kind());
    byte[] salt = java.util.Arrays.copyOf(plain, SALT_BYTES);
    byte[] body = java.util.Arrays.copyOfRange(plain, SALT_BYTES, plain.length);
    if (!hash(salt, body).equals(record.hash())) {
      throw new LedgerException(Reason.CORRUPT, "the body is not the one that was logged");
    }
    return Optional.of(body);
  }

  /// Overwrites a body and its salt and returns once that is durable.
  public synchronized void erase(BodyRecord record) {
    long[] place = place(record);
    ByteBuffer zeros = ByteBuffer.allocate((int) place[1]);
    try {
      while (zeros.hasRemaining()) {
        channel.write(zeros, place[0] + zeros.position());
      }
      channel.force(false);
    } catch (IOException e) {
      throw DurableFiles.failure("cannot erase a body", e);
    }
  }

  private synchronized long[] place(BodyRecord record) {
    if (record.place().matches("[0-9]{1,18}-[0-9]{1,9}")) {
      int dash = record.place().indexOf('-');
      long offset = Long.parseLong(record.place().substring(0, dash));
      long length = Long.parseLong(record.place().substring(dash + 1));
      if (length == record.bytes() + OVERHEAD && offset <= end - length) {
        return new long[] {offset, length};
      }
    }
    throw new LedgerException(Reason.MISSING, "there is no body at " + record.place());
  }

  private byte[] cipher(int mode, byte[] nonce, byte[] input, String kind) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(kind.getBytes(UTF_8));
      return cipher.doFinal(input);
    } catch (javax.crypto.AEADBadTagException e) {
      throw new LedgerException(Reason.CORRUPT, "the body was altered", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no AES-GCM", e);
    }
  }

  @Override
  public synchronized void sync() throws IOException {
    if (unsynced) {
      channel.force(false);
      unsynced = false;
    }
  }

  @Override
  public void close() {
    try {
      sync();
      channel.close();
    } catch (IOException e) {
      throw DurableFiles.failure("cannot close the bodies", e);
    }
  }
}
