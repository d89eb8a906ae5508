package io.sextant.gateway.ingest;

import io.sextant.core.document.Documents;
import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The provenance of a file that stands beside it, in `NAME.provenance.yaml`, or of a whole folder,
/// in `provenance.yaml`. What the nearer one says counts.
public final class Sidecar {
  private static final String FOLDER = "provenance.yaml";
  private static final String FILE = ".provenance.yaml";
  private static final int MOST_BYTES = 64 << 10;

  private Sidecar() {}

  static boolean isOne(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.equals(FOLDER) || name.endsWith(FILE);
  }

  /// What is said of a file.
  ///
  /// @throws Provenance.Malformed when what is said is wrong
  public static Provenance of(Path file) throws IOException, Provenance.Malformed {
    Provenance own = read(file.resolveSibling(file.getFileName() + FILE));
    return own.or(read(file.resolveSibling(FOLDER)));
  }

  private static Provenance read(Path file) throws IOException, Provenance.Malformed {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Provenance.NONE;
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new Provenance.Malformed(file.getFileName() + " is longer than " + MOST_BYTES);
    }
    String text = Files.readString(file);
    IssueLog log = new IssueLog(file.toString(), text);
    List<Tree> documents = Documents.read(text, log);
    if (log.errors() > 0
        || documents.size() != 1
        || !(documents.getFirst() instanceof Tree.Mapping)) {
      throw new Provenance.Malformed(
          file.getFileName()
              + " is no map"
              + log.issues().stream()
                  .findFirst()
                  .map(it -> " (line " + it.place().line() + ": " + it.message() + ")")
                  .orElse(""));
    }
    Map<String, String> texts = new LinkedHashMap<>();
    documents.getFirst().fields().forEach(it -> texts.put(it.key(), it.value().text().orElse("")));
    return Provenance.of(texts);
  }
}
