package io.sextant.core.document;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Texts of files and the documents in them.
public final class Documents {
  /// Largest file that is read, in bytes.
  public static final int MAX_BYTES = 64 << 20;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private Documents() {}

  /// The text of a file in UTF-8, or in UTF-16 when it begins with a byte order mark of it; empty
  /// when it is neither.
  public static Optional<String> text(byte[] bytes) {
    boolean wide =
        bytes.length >= 2
            && ((bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
                || (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE));
    Charset charset = wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    try {
      String text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      return Optional.of(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /// The documents of a YAML or JSON text. Problems go to the log, what is good is returned.
  public static List<Tree> read(String text, IssueLog log) {
    String start = text.stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      IssueLog asJson = new IssueLog(log.file(), text);
      Optional<Tree> json = new JsonTrees(asJson).read(text);
      // Flow style YAML begins as JSON does.
      if (json.isPresent() || looksLikeJson(start)) {
        asJson.issues().forEach(log::copy);
        return json.stream().toList();
      }
    }
    return new YamlTrees(log).read(text);
  }

  private static boolean looksLikeJson(String start) {
    String rest = start.substring(1).stripLeading();
    return rest.isEmpty() || "\"{[]}".indexOf(rest.charAt(0)) >= 0;
  }

  /// The elements of an XML text; empty when it is not well-formed. A document type is refused: no
  /// entity is ever expanded.
  public static Optional<XmlElement> xml(String text, IssueLog log) {
    return new XmlTrees(log).read(text);
  }
}
