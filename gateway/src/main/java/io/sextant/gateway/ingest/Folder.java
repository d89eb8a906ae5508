package io.sextant.gateway.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads documents from files and folders: Markdown, HTML and plain text. Whatever else is there
/// cannot be read and therefore does not pass. Links are not followed; names that begin with a full
/// stop are left out.
public final class Folder implements Source {
  private static final Set<String> ENDINGS =
      Set.of("md", "markdown", "txt", "text", "html", "htm", "xhtml");

  private final Path root;
  private final DataSet set;
  private final Provenance usual;
  private final Deque<Path> waiting = new ArrayDeque<>();

  /// @param root a file, or the folder from which places are told
  public Folder(Path root, DataSet set, Provenance usual) {
    this.root = root;
    this.set = set;
    this.usual = usual;
    waiting.add(root);
  }

  @Override
  public Optional<Read> next() throws IOException {
    while (!waiting.isEmpty()) {
      Path path = waiting.pop();
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        try (Stream<Path> inside = Files.list(path)) {
          List<Path> sorted =
              inside
                  .filter(it -> !String.valueOf(it.getFileName()).startsWith("."))
                  .sorted(java.util.Comparator.reverseOrder())
                  .toList();
          sorted.forEach(waiting::push);
        }
      } else if (!Sidecar.isOne(path)) {
        return Optional.of(read(path));
      }
    }
    return Optional.empty();
  }

  /// Where a file stands from the root.
  public static String place(Path root, Path file) {
    Path relative = root.equals(file) ? file.getFileName() : root.relativize(file);
    return String.valueOf(relative).replace('\\', '/');
  }

  private Read read(Path file) throws IOException {
    String place = place(root, file);
    String ending = place.substring(place.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return unreadable(place, Codes.UNKNOWN_FORM, "a link or a special file is no document");
    }
    if (!ENDINGS.contains(ending)) {
      return unreadable(
          place,
          Codes.UNKNOWN_FORM,
          "documents of this kind cannot be looked into; expected Markdown, HTML or plain text");
    }
    if (Files.size(file) > set.recordBytes()) {
      return unreadable(
          place, Codes.TOO_LONG, "the document is longer than " + set.recordBytes() + " bytes");
    }
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file))).toString();
      Provenance own = Sidecar.of(file);
      return new Read.Document(place, own.or(usual), text, Markup.of(place, text));
    } catch (CharacterCodingException _) {
      return unreadable(place, Codes.NOT_TEXT, "the document is not UTF-8");
    } catch (Provenance.Malformed e) {
      return unreadable(place, Codes.PROVENANCE, String.valueOf(e.getMessage()));
    }
  }

  private static Read unreadable(String place, String code, String message) {
    return new Read.Unreadable(place, 0, 0, code, message, "");
  }
}
