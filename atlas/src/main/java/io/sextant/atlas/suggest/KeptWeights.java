package io.sextant.atlas.suggest;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.TechniqueId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// What was learned from imported releases, in a folder: learning takes seconds, reading it again a
/// fraction of one. A file is named by the digest of all it was learned from, the code that learns
/// included, so that it is never out of date; it appears whole or not at all, and one that was
/// damaged is made again. Removing the folder costs nothing but time.
///
/// Thread-safe; other processes may use the folder at the same time.
public final class KeptWeights {
  private static final String LOCK = ".lock";
  private static final String DRAFTS = "*.part";

  /// The classes that decide what is learned from the same examples.
  private static final List<Class<?>> LEARNERS =
      List.of(
          Terms.class,
          TermVector.class,
          Training.class,
          Cholesky.class,
          Model.class,
          RawModel.class);

  private final Path folder;

  /// @param folder need not exist yet
  public KeptWeights(Path folder) {
    this.folder = folder;
  }

  /// The model of these examples: the one that is kept, else a new one, which is then kept. A
  /// folder that cannot be written keeps nothing.
  Model model(ReleaseId release, List<Example> examples, List<TechniqueId> techniques) {
    Path file = folder.resolve(release.tag() + "-" + digest(examples, techniques) + ".bin");
    return read(file)
        .orElseGet(() -> {
          Model model = Training.learn(examples, techniques);
          keep(release, file, model);
          return model;
        });
  }

  private static Optional<Model> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return RawModel.read(in);
    } catch (IOException _) {
      return Optional.empty(); // what cannot be read is learned
    }
  }

  private void keep(ReleaseId release, Path file, Model model) {
    try {
      Files.createDirectories(folder);
      try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), CREATE, WRITE);
          FileLock lock = channel.tryLock()) {
        if (lock != null) { // else another process keeps the same
          write(release, file, model);
        }
      }
    } catch (IOException | OverlappingFileLockException _) {
      // the next call learns again
    }
  }

  private void write(ReleaseId release, Path file, Model model) throws IOException {
    remove(DRAFTS);
    Path draft = Files.createTempFile(folder, "weights-", ".part");
    try (FileChannel channel = FileChannel.open(draft, WRITE)) {
      RawModel.write(model, Channels.newOutputStream(channel));
      channel.force(true);
    }
    remove(release.tag() + "-*.bin");
    Files.move(draft, file, ATOMIC_MOVE, REPLACE_EXISTING);
  }

  private void remove(String glob) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static String digest(List<Example> examples, List<TechniqueId> techniques) {
    MessageDigest digest = sha256();
    LEARNERS.forEach(learner -> digest.update(code(learner)));
    techniques.forEach(id -> add(digest, id.value()));
    for (Example example : examples) {
      add(digest, example.technique().value());
      add(digest, example.text());
      digest.update((byte) (example.observed() ? 1 : 0));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// Adds a text with its length, so that no two lists of texts are alike.
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    digest.update(bytes);
  }

  private static byte[] code(Class<?> learner) {
    String name = learner.getSimpleName() + ".class";
    try (InputStream in = learner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
