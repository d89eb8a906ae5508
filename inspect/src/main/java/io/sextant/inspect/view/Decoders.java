package io.sextant.inspect.view;

import io.sextant.inspect.view.Runs.Alphabet;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Encodings that stand inside a text as runs of their own alphabet. Every pattern is possessive
/// and its repetitions are bounded, so it runs in linear time and on a small stack.
final class Decoders {
  /// One encoding: its name, what a text must have for it, what a run of it looks like, what a run
  /// says.
  private record Encoding(
      String name,
      Predicate<Runs> possible,
      Pattern run,
      Function<String, Optional<String>> decode) {}

  private static final int LONGEST_RUN = 1 << 18;
  private static final String MORSE =
      ".-a-...b-.-.c-..d.e..-.f--.g....h..i.---j-.-k.-..l--m-.n---o.--.p--.-q.-.r...s-t..-u...-v.--w-..-x-.--y--..z";

  private static final List<Encoding> ENCODINGS =
      List.of(
          new Encoding(
              "base64",
              runs -> runs.longest(Alphabet.BASE64) >= 16,
              Pattern.compile("[A-Za-z0-9+/_-]{16,}+={0,2}+"),
              Decoders::base64),
          new Encoding(
              "base64 lines",
              runs -> runs.longest(Alphabet.BASE64) >= 20,
              Pattern.compile(
                  "(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{20,}+(?:\\r?\\n[A-Za-z0-9+/]{4,}+){1,500}+={0,2}+"),
              run -> base64(run.replaceAll("\\s", ""))),
          new Encoding(
              "hex",
              runs -> runs.longest(Alphabet.HEX) >= 16,
              Pattern.compile("(?:(?:0x|\\\\x)?+[0-9A-Fa-f]{2}[ ,:]?+){8,1000}+"),
              run -> hex(run.replaceAll("0x|\\\\x|[ ,:]", ""))),
          new Encoding(
              "base32",
              runs -> runs.longest(Alphabet.BASE32) >= 16,
              Pattern.compile("[A-Z2-7]{16,}+={0,6}+"),
              Decoders::base32),
          new Encoding(
              "binary",
              runs -> runs.longest(Alphabet.NUMBERS) >= 32,
              Pattern.compile("(?:[01]{8}[ ,]?+){4,1000}+"),
              run -> numbers(run.replaceAll("[ ,]", "").replaceAll("(.{8})", "$1 "), 2)),
          new Encoding(
              "character codes",
              runs -> runs.longest(Alphabet.NUMBERS) >= 23,
              Pattern.compile("(?:[0-9]{2,3}+(?:, ?| )){7,1000}+[0-9]{2,3}+"),
              run -> numbers(run.replace(',', ' '), 10)),
          new Encoding(
              "url",
              runs -> runs.count('%') > 0,
              Pattern.compile("%[0-9A-Fa-f]{2}[^\\s\"<>]*+"),
              Decoders::percent),
          new Encoding(
              "quoted-printable",
              runs -> runs.count('=') >= 3,
              Pattern.compile("(?:=[0-9A-F]{2}){3,1000}+"),
              run -> hex(run.replace("=", ""))),
          new Encoding(
              "html",
              runs -> runs.count('&') >= 2,
              Pattern.compile("(?:&#x[0-9A-Fa-f]{1,6}+;|&#[0-9]{1,7}+;){2,1000}+"),
              Decoders::entities),
          new Encoding(
              "escapes",
              runs -> runs.count('\\') >= 3,
              Pattern.compile("(?:\\\\u[0-9A-Fa-f]{4}){3,1000}+"),
              Decoders::escapes),
          new Encoding(
              "morse",
              runs -> runs.longest(Alphabet.MORSE) >= 10,
              Pattern.compile("(?:[.-]{1,5}+[ /|]{1,3}+){5,1000}+[.-]{0,5}+"),
              Decoders::morse));

  private Decoders() {}

  /// The readings of `view` in which the runs of one encoding are replaced by what they say.
  static List<TextView> decode(TextView view) {
    Runs runs = new Runs(view.text());
    List<TextView> decoded = new ArrayList<>();
    for (Encoding encoding : ENCODINGS) {
      if (encoding.possible.test(runs)) {
        replaced(view, encoding).ifPresent(decoded::add);
      }
    }
    return decoded;
  }

  private static Optional<TextView> replaced(TextView view, Encoding encoding) {
    String text = view.text();
    Matcher runs = encoding.run.matcher(text);
    Optional<TextView.Builder> found = Optional.empty();
    int done = 0;
    while (runs.find()) {
      if (runs.end() - runs.start() > LONGEST_RUN) {
        continue;
      }
      Optional<String> says = encoding.decode.apply(runs.group()).filter(Decoders::isText);
      if (says.isPresent()) {
        TextView.Builder builder = found.orElseGet(() -> new TextView.Builder(text.length()));
        found = Optional.of(builder);
        copy(view, done, runs.start(), builder);
        builder.replace(view, runs.start(), runs.end(), says.get());
        done = runs.end();
      }
    }
    if (found.isEmpty()) {
      return Optional.empty();
    }
    copy(view, done, text.length(), found.get());
    return Optional.of(found.get().build(view, encoding.name));
  }

  private static void copy(TextView view, int start, int end, TextView.Builder builder) {
    for (int i = start; i < end; i++) {
      builder.copy(view, i);
    }
  }

  /// Whether nearly all of it is letters, digits, blanks and usual signs, and mostly letters.
  private static boolean isText(String says) {
    int letters = 0;
    int odd = 0;
    for (int i = 0; i < says.length(); i++) {
      char c = says.charAt(i);
      if (Character.isLetter(c) || c == ' ') {
        letters++;
      } else if ((c < ' ' && c != '\n' && c != '\r' && c != '\t') || c == '\uFFFD') {
        odd++;
      }
    }
    return says.length() >= 4 && odd == 0 && letters * 10 >= says.length() * 6;
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> base64(String run) {
    String digits = run.replace('-', '+').replace('_', '/').replace("=", "");
    int whole = digits.length() % 4 == 1 ? digits.length() - 1 : digits.length();
    try {
      return utf8(Base64.getDecoder().decode(digits.substring(0, whole)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> base32(String run) {
    byte[] bytes = new byte[run.length() * 5 / 8];
    int bits = 0;
    int held = 0;
    int at = 0;
    for (int i = 0; i < run.length() && run.charAt(i) != '='; i++) {
      held = (held << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(run.charAt(i));
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes[at++] = (byte) (held >> bits);
      }
      held &= 0xFFF;
    }
    return utf8(java.util.Arrays.copyOf(bytes, at));
  }

  private static Optional<String> hex(String digits) {
    byte[] bytes = new byte[digits.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(digits, 2 * i, 2 * i + 2, 16);
    }
    return utf8(bytes);
  }

  private static Optional<String> numbers(String run, int radix) {
    StringBuilder says = new StringBuilder();
    for (String number : run.strip().split(" +")) {
      int point = Integer.parseInt(number, radix);
      if (point < 9 || point > 255) {
        return Optional.empty();
      }
      says.append((char) point);
    }
    return Optional.of(says.toString());
  }

  private static Optional<String> percent(String run) {
    byte[] bytes = new byte[run.length() * 3];
    int at = 0;
    for (int i = 0; i < run.length(); i++) {
      char c = run.charAt(i);
      if (c == '%' && i + 2 < run.length() && isHex(run, i + 1) && isHex(run, i + 2)) {
        bytes[at++] = (byte) Integer.parseInt(run, i + 1, i + 3, 16);
        i += 2;
      } else if (c < 0x80) {
        bytes[at++] = (byte) (c == '+' ? ' ' : c);
      } else {
        return Optional.empty();
      }
    }
    return utf8(java.util.Arrays.copyOf(bytes, at));
  }

  private static boolean isHex(String text, int at) {
    return Character.digit(text.charAt(at), 16) >= 0 && text.charAt(at) < 0x80;
  }

  private static Optional<String> entities(String run) {
    StringBuilder says = new StringBuilder();
    for (String entity : run.substring(2).split(";(?:&#)?")) {
      boolean hexadecimal = entity.startsWith("x");
      int point =
          Integer.parseInt(hexadecimal ? entity.substring(1) : entity, hexadecimal ? 16 : 10);
      if (!Character.isValidCodePoint(point)) {
        return Optional.empty();
      }
      says.appendCodePoint(point);
    }
    return Optional.of(says.toString());
  }

  private static Optional<String> escapes(String run) {
    StringBuilder says = new StringBuilder();
    for (int i = 2; i + 4 <= run.length(); i += 6) {
      says.append((char) Integer.parseInt(run, i, i + 4, 16));
    }
    return Optional.of(says.toString());
  }

  private static Optional<String> morse(String run) {
    StringBuilder says = new StringBuilder();
    for (String word : run.strip().split(" *[/|] *| {2,}")) {
      for (String sign : word.strip().split(" ")) {
        says.append(morseLetter(sign));
      }
      says.append(' ');
    }
    return Optional.of(says.toString().strip());
  }

  private static char morseLetter(String sign) {
    int at = 0;
    while (at < MORSE.length()) {
      int end = at;
      while (!Character.isLetter(MORSE.charAt(end))) {
        end++;
      }
      if (end - at == sign.length() && MORSE.startsWith(sign, at)) {
        return MORSE.charAt(end);
      }
      at = end + 1;
    }
    return '?';
  }
}
