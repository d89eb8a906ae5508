package io.sextant.cli.atlas;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The text files under some paths: hidden folders, build output and binary files are passed over.
final class TextFiles {
  /// Largest file read, in bytes.
  static final long MAX_BYTES = 256L << 20;

  private static final Set<String> SKIPPED =
      Set.of("node_modules", "target", "build", "__pycache__");
  private static final int LOOKED_AT = 8192;

  /// Bytes of a piece, but for the rest of its last line.
  private static final int PIECE = 1 << 20;

  private TextFiles() {}

  /// Every regular file, by name; a path that is a file is taken whatever its name.
  static List<Path> find(List<Path> paths) {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new CommandFailure(
            ExitCode.BAD_INPUT, "cannot read " + path + ": there is no such file", "");
      }
      try {
        Files.walkFileTree(path, new Collector(path, files));
      } catch (IOException e) {
        throw Console.unreadable(path.toString(), e);
      }
    }
    return files.stream().distinct().sorted().toList();
  }

  /// The text of a file; empty when it is binary.
  static Optional<String> read(Path file) {
    return bytes(file).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /// The text of a file in pieces of whole lines, to be worked on at once; empty when it is binary.
  static Optional<List<String>> pieces(Path file) {
    return bytes(file).map(TextFiles::pieces);
  }

  /// Cut behind line ends, so that no character is cut: no other byte of UTF-8 is a line end's.
  private static List<String> pieces(byte[] bytes) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    while (start < bytes.length) {
      int end = Math.min(bytes.length, start + PIECE);
      while (end < bytes.length && bytes[end - 1] != '\n') {
        end++;
      }
      pieces.add(new String(bytes, start, end - start, StandardCharsets.UTF_8));
      start = end;
    }
    return pieces;
  }

  private static Optional<byte[]> bytes(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new CommandFailure(
            ExitCode.BAD_INPUT,
            "cannot read " + file + ": it has more than " + MAX_BYTES + " bytes",
            "Give its folder without it, or cut it.");
      }
      byte[] bytes = Files.readAllBytes(file);
      for (int i = 0; i < Math.min(bytes.length, LOOKED_AT); i++) {
        if (bytes[i] == 0) {
          return Optional.empty();
        }
      }
      return Optional.of(bytes);
    } catch (IOException e) {
      throw Console.unreadable(file.toString(), e);
    }
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<Path> files;

    Collector(Path root, List<Path> files) {
      this.root = root;
      this.files = files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      String name = String.valueOf(folder.getFileName());
      boolean skipped = SKIPPED.contains(name) || (name.startsWith(".") && name.length() > 2);
      return skipped && !folder.equals(root)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        files.add(file);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
