package io.sextant.sigma;

import java.util.List;

/// Reads Sigma files: YAML text in, documents and every problem out. Pure and thread-safe.
public final class SigmaReader {
  /// What a file held. `documents` are those without errors.
  public record ReadResult(List<SigmaDocument> documents, List<Issue> issues) {}

  /// Reads one file of one or more documents; `file` is only named in issues and headers.
  public ReadResult read(String file, String yaml) {
    throw new UnsupportedOperationException("not built yet");
  }
}
