package io.sextant.gateway.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.core.policy.PolicyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// The file of a policy, read again when it changes. Thread-safe.
public final class PolicyFile {
  private final Path file;
  private String last;

  /// @param text the text in force
  public PolicyFile(Path file, String text) {
    this.file = file;
    this.last = text;
  }

  public Path file() {
    return file;
  }

  /// The text that was read last.
  public synchronized String text() {
    return last;
  }

  /// What stands in the file now; empty when that is what stood there when it was last read.
  ///
  /// @throws IOException when it cannot be read
  public synchronized Optional<PolicyReader.Result> ifChanged() throws IOException {
    String text = Files.readString(file);
    if (text.equals(last)) {
      return Optional.empty();
    }
    last = text;
    return Optional.of(PolicyReader.read(file.toString(), text));
  }

  /// Puts another text in its place, whole or not at all.
  ///
  /// @throws IOException when it cannot be written; then nothing is changed
  public synchronized void replace(String text) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    Files.write(beside, text.getBytes(UTF_8));
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    last = text;
  }
}
