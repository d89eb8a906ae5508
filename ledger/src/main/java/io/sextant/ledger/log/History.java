package io.sextant.ledger.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import io.sextant.ledger.note.SignedNote;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Every checkpoint that a log published, oldest first: an old one put back in place of the newest,
/// or a tree that was rewritten, contradicts it.
public final class History {
  /// Longest history that is read, in bytes.
  private static final int MAX_BYTES = 1 << 30;

  private History() {}

  /// Adds a line; when that fails nothing of it stays.
  static void append(Path file, SignedNote note) throws IOException {
    byte[] line = (Base64.getEncoder().encodeToString(note.bytes()) + "\n").getBytes(UTF_8);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long end = channel.size();
      ByteBuffer buffer = ByteBuffer.wrap(line);
      try {
        while (buffer.hasRemaining()) {
          channel.write(buffer, end + buffer.position());
        }
      } catch (IOException e) {
        channel.truncate(end);
        throw e;
      }
    }
  }

  /// Cuts off a last line that a crash left without its end.
  static void repair(Path file) throws IOException {
    if (Files.exists(file)) {
      byte[] bytes = Files.readAllBytes(file);
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      if (end < bytes.length) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(end);
        }
      }
    }
  }

  /// Reads the history; a last line that was cut off by a crash is passed over.
  public static List<SignedNote> read(TileSource source) {
    String text =
        source.read(LogFiles.HISTORY, MAX_BYTES).map(bytes -> new String(bytes, UTF_8)).orElse("");
    List<SignedNote> notes = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      notes.add(note(text.substring(start, end), notes.size()));
      start = end + 1;
    }
    return notes;
  }

  private static SignedNote note(String line, int number) {
    try {
      return SignedNote.parse(Base64.getDecoder().decode(line));
    } catch (IllegalArgumentException e) {
      throw new LedgerException(
          Reason.MALFORMED, "line " + (number + 1) + " of the history is not base64", e);
    }
  }
}
