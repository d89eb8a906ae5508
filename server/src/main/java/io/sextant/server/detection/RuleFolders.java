package io.sextant.server.detection;

import io.sextant.core.detection.RuleFile;
import io.sextant.sigma.Issue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Rule files in folders. Links are not followed, so nothing outside the folders is read.
final class RuleFolders {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_FILES = 20_000;
  private static final int MAX_BYTES = 1 << 20;
  private static final String UNREADABLE = "SX-SERVER-030";

  private final List<Path> folders;

  RuleFolders(List<Path> folders) {
    this.folders = folders;
  }

  /// What tells one state of a file from another without reading it.
  record Stamp(long size, long modified, Object identity) {}

  /// What the folders held.
  record Content(List<RuleFile> files, List<Issue> issues) {}

  /// The files and their stamps now.
  SortedMap<Path, Stamp> look() throws IOException {
    SortedMap<Path, Stamp> stamps = new TreeMap<>();
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        continue;
      }
      try (Stream<Path> walk = Files.walk(folder, MAX_DEPTH)) {
        for (Path file : (Iterable<Path>) walk.limit(MAX_FILES)::iterator) {
          if (RuleFile.isRule(file.getFileName().toString()) && Files.isRegularFile(file)) {
            BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
            stamps.put(
                file,
                new Stamp(
                    is.size(), is.lastModifiedTime().toMillis(), String.valueOf(is.fileKey())));
          }
        }
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    return stamps;
  }

  /// Reads files; one that cannot be read becomes an issue.
  Content read(Iterable<Path> files) {
    List<RuleFile> read = new ArrayList<>();
    List<Issue> issues = new ArrayList<>();
    for (Path file : files) {
      try {
        if (Files.size(file) > MAX_BYTES) {
          issues.add(issue(file, "it is larger than " + MAX_BYTES + " bytes"));
          continue;
        }
        String text =
            StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                .toString();
        read.add(new RuleFile(file.toString(), text));
      } catch (CharacterCodingException e) {
        issues.add(issue(file, "it is not UTF-8 text"));
      } catch (IOException e) {
        issues.add(issue(file, "it cannot be read: " + e.getMessage()));
      }
    }
    return new Content(read, issues);
  }

  private static Issue issue(Path file, String message) {
    return new Issue(
        UNREADABLE,
        Issue.Severity.ERROR,
        file.toString(),
        0,
        0,
        "",
        message,
        "The other rules run.");
  }
}
