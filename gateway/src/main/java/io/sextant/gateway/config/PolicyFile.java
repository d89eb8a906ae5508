package io.sextant.gateway.config;

import io.sextant.core.policy.PolicyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The file of a policy, read again when it changes. For one thread.
public final class PolicyFile {
  private final Path file;
  private String last;

  /// @param text the text in force
  public PolicyFile(Path file, String text) {
    this.file = file;
    this.last = text;
  }

  /// What stands in the file now; empty when that is what stood there when it was last read.
  ///
  /// @throws IOException when it cannot be read
  public Optional<PolicyReader.Result> ifChanged() throws IOException {
    String text = Files.readString(file);
    if (text.equals(last)) {
      return Optional.empty();
    }
    last = text;
    return Optional.of(PolicyReader.read(file.toString(), text));
  }
}
