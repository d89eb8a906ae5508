package io.sextant.sigma;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.zip.GZIPInputStream;

/// Finds the public rule sets and recordings that lie beside a checkout, in `../shared/data`. They
/// are not part of the repository; a test that needs them is skipped without them.
public final class SharedData {
  private static final int BLOCK = 512;

  private SharedData() {}

  public static Path folder() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("../shared/data/sigma"))) {
      folder = folder.getParent();
    }
    assumeTrue(folder != null, "no ../shared/data/sigma beside the repository");
    return folder == null ? Path.of("") : folder.resolve("../shared/data").normalize();
  }

  public static String text(String file) {
    try {
      return Files.readString(folder().resolve(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  public static String gunzipped(String file) {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(folder().resolve(file)))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// The files of a tar archive with that ending, by name.
  public static SequencedMap<String, String> archive(String file, String ending) {
    SequencedMap<String, String> files = new LinkedHashMap<>();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(folder().resolve(file)))) {
      String longName = "";
      while (true) {
        byte[] header = in.readNBytes(BLOCK);
        if (header.length < BLOCK || header[0] == 0) {
          return files;
        }
        String name = field(header, 0, 100);
        String prefix = field(header, 345, 155);
        int size = Integer.parseInt(field(header, 124, 12).strip(), 8);
        byte[] body = in.readNBytes((size + BLOCK - 1) / BLOCK * BLOCK);
        String text = new String(body, 0, size, StandardCharsets.UTF_8);
        if (header[156] == 'L') {
          longName = text.replace("\0", "");
          continue;
        }
        if (header[156] == 'x') {
          longName =
              text.lines()
                  .filter(l -> l.contains(" path="))
                  .map(l -> l.substring(l.indexOf('=') + 1))
                  .findFirst()
                  .orElse("");
          continue;
        }
        String full =
            longName.isEmpty() ? (prefix.isEmpty() ? name : prefix + "/" + name) : longName;
        longName = "";
        if (full.endsWith(ending)) {
          files.put(full, text);
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String field(byte[] header, int from, int length) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (int i = from; i < from + length && header[i] != 0; i++) {
      text.write(header[i]);
    }
    return text.toString(StandardCharsets.UTF_8);
  }
}
