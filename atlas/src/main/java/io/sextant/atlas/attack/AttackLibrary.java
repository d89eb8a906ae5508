package io.sextant.atlas.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The matrices of ATT&CK at hand, one a domain, in a folder that need not exist yet. What is kept
/// is what the matrix shows, a hundredth of the bundle. A file appears whole or not at all.
public final class AttackLibrary {
  private static final Pattern DOMAIN = Pattern.compile("[a-z]{1,20}-attack");
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Path folder;

  public AttackLibrary(Path folder) {
    this.folder = folder;
  }

  /// The domains at hand.
  public List<String> domains() {
    List<String> domains = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*-attack.json")) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        domains.add(name.substring(0, name.length() - ".json".length()));
      }
    } catch (NoSuchFileException _) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return domains.stream()
        .filter(DOMAIN.asMatchPredicate())
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  /// The matrix of a domain; empty when it is not at hand, or its file cannot be read.
  public Optional<AttackMatrix> matrix(String domain) {
    Path file = folder.resolve(domain + ".json");
    if (!DOMAIN.matcher(domain).matches() || !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(MAPPER.readValue(Files.readAllBytes(file), AttackMatrix.class));
    } catch (JacksonException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Keeps a matrix in the place of the one of its domain.
  public void keep(AttackMatrix matrix) {
    try {
      Files.createDirectories(folder);
      Path draft = Files.createTempFile(folder, ".attack-", ".part");
      try {
        Files.write(draft, MAPPER.writeValueAsBytes(matrix));
        Files.move(
            draft,
            folder.resolve(matrix.domain() + ".json"),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
