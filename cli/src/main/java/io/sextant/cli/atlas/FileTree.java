package io.sextant.cli.atlas;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Files to find a release in: a folder as it lies on disk, or a commit of a git clone.
sealed interface FileTree {
  /// Files looked at in one tree; the official repository has about two thousand.
  int MAX_FILES = 50_000;

  /// Paths relative to the root, parted by `/`, sorted.
  List<String> files();

  byte[] read(String path);

  /// What to call a file of the tree in messages.
  String name(String path);

  /// A folder on disk, without its hidden folders.
  record Folder(Path root) implements FileTree {
    /// Folders below the root that are looked into.
    private static final int MAX_DEPTH = 8;

    @Override
    public List<String> files() {
      List<String> files = new ArrayList<>();
      SimpleFileVisitor<Path> visitor =
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              boolean hidden =
                  !folder.equals(root) && String.valueOf(folder.getFileName()).startsWith(".");
              return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile()) {
                files.add(root.relativize(file).toString().replace('\\', '/'));
              }
              return files.size() < MAX_FILES
                  ? FileVisitResult.CONTINUE
                  : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException cause) {
              return FileVisitResult.CONTINUE;
            }
          };
      try {
        Files.walkFileTree(root, Set.of(), MAX_DEPTH, visitor);
      } catch (IOException e) {
        throw Console.unreadable(root.toString(), e);
      }
      return files.stream().sorted().toList();
    }

    @Override
    public byte[] read(String path) {
      Path file = root.resolve(path);
      try (InputStream in = Files.newInputStream(file)) {
        return ReleaseSource.limited(in, file.toString());
      } catch (IOException e) {
        throw Console.unreadable(file.toString(), e);
      }
    }

    @Override
    public String name(String path) {
      return root.resolve(path).toString();
    }
  }

  /// A commit of a clone, read by git itself without touching the working tree. Only commands are
  /// used that run nothing which the clone's configuration names.
  record GitCommit(Path repository, String ref) implements FileTree {
    public GitCommit {
      if (ref.isBlank() || ref.startsWith("-") || ref.indexOf(':') >= 0) {
        throw new CommandFailure(
            ExitCode.USAGE, "--ref '" + ref + "' is not a tag, branch or commit", "");
      }
    }

    @Override
    public List<String> files() {
      String list =
          new String(
              git("ls-tree", "-r", "-z", "--name-only", "--full-tree", ref + "^{commit}"),
              StandardCharsets.UTF_8);
      return List.of(list.split("\0")).stream()
          .filter(path -> !path.isEmpty())
          .limit(MAX_FILES)
          .sorted()
          .toList();
    }

    @Override
    public byte[] read(String path) {
      return git("cat-file", "blob", ref + ":" + path);
    }

    @Override
    public String name(String path) {
      return repository + "@" + ref + ":" + path;
    }

    private byte[] git(String... arguments) {
      List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
      command.addAll(List.of(arguments));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      try {
        Process process = builder.start();
        try (InputStream in = process.getInputStream()) {
          process.getOutputStream().close();
          byte[] bytes = ReleaseSource.limited(in, name(arguments[arguments.length - 1]));
          if (process.waitFor() == 0) {
            return bytes;
          }
        } finally {
          process.destroy();
        }
      } catch (IOException _) {
        throw new CommandFailure(
            ExitCode.ENVIRONMENT,
            "git is not installed",
            "Check the tag out, then import the folder.");
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      throw new CommandFailure(
          ExitCode.BAD_INPUT,
          repository + " has no '" + ref + "' (SX-ATLAS-027)",
          "Is it a git clone, and was the tag fetched? See: git -C " + repository + " tag");
    }
  }
}
