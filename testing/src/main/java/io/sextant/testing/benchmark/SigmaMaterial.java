package io.sextant.testing.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;

/// The public rules and recordings that lie beside a checkout, as the Sigma benchmark needs them.
final class SigmaMaterial {
  private static final int BLOCK = 512;

  /// Where a header tells the kind of its entry.
  private static final int TYPE = 156;

  /// A name that is too long for a header.
  private static final Pattern PATH = Pattern.compile("(?m)^\\d+ path=(.*)$");

  private static final Pattern ID = Pattern.compile("(?m)^id: .*$");

  /// The text between quotes in a value, where a copy of a rule can be made to look for another.
  private static final Pattern QUOTED = Pattern.compile("(?m)^(\\s+- ')([^'*?%\\\\]{4,})('\\s*)$");

  private SigmaMaterial() {}

  /// The folder with rules and recordings.
  static Path folder() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("../shared/data/sigma"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("no ../shared/data/sigma beside the repository");
    }
    return folder.resolve("../shared/data/sigma").normalize();
  }

  /// The active rules, by file.
  static Map<String, String> rules() throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    String longName = "";
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(folder().resolve("sigmahq-rules.tar.gz")))) {
      for (byte[] header = in.readNBytes(BLOCK);
          header.length == BLOCK && header[0] != 0;
          header = in.readNBytes(BLOCK)) {
        String name = text(header, 345, 155) + "/" + text(header, 0, 100);
        int size = Integer.parseInt(text(header, 124, 12).strip(), 8);
        byte[] body = in.readNBytes((size + BLOCK - 1) / BLOCK * BLOCK);
        if (header[TYPE] == 'L') {
          longName = text(body, 0, size);
          continue;
        }
        if (header[TYPE] == 'x') {
          Matcher path = PATH.matcher(text(body, 0, size));
          longName = path.find() ? path.group(1) : "";
          continue;
        }
        String stated = name.startsWith("/") ? name.substring(1) : name;
        String plain = longName.isEmpty() ? stated : longName;
        longName = "";
        if (plain.startsWith("rules") && plain.endsWith(".yml")) {
          files.put(plain, new String(body, 0, size, StandardCharsets.UTF_8));
        }
      }
    }
    return files;
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.UTF_8);
  }

  /// The same rules under other ids, looking for other texts where they list some.
  static Map<String, String> varied(Map<String, String> files, int copy) {
    Map<String, String> varied = new LinkedHashMap<>();
    files.forEach((name, text) -> {
      String other = ID.matcher(text).replaceAll("id: " + copy + "-" + name);
      varied.put(copy + "/" + name, QUOTED.matcher(other).replaceAll("$1$2" + copy + "$3"));
    });
    return varied;
  }

  /// The lines of a recording.
  static List<byte[]> lines(String file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(folder().resolve(file)))) {
      return lines(in);
    }
  }

  /// The lines of the recorded attack.
  static List<byte[]> recording() throws IOException {
    try (ZipInputStream in =
        new ZipInputStream(Files.newInputStream(folder().resolve("otrf-lsass-campaign-02.zip")))) {
      in.getNextEntry();
      return lines(in);
    }
  }

  private static List<byte[]> lines(InputStream in) throws IOException {
    List<byte[]> lines = new ArrayList<>();
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (!line.isBlank()) {
        lines.add(line.getBytes(StandardCharsets.UTF_8));
      }
    }
    return lines;
  }
}
