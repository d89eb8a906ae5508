package io.sextant.inspect.output;

import io.sextant.inspect.match.RecogniserSet;
import io.sextant.inspect.privacy.PersonalData;
import io.sextant.inspect.secret.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds what acts when an answer is rendered: scripts, frames, and images and links whose address
/// carries data away. Code that is only shown, between backticks, is left alone.
///
/// Every pattern is possessive and bounded: linear in the text.
final class ActiveContent {
  /// Something active.
  record Active(int start, int end, double confidence, String why) {}

  private static final int FEWEST_WORDS = 4;

  private static final Pattern CODE =
      Pattern.compile("(?s)```.{0,100000}?```|~~~.{0,100000}?~~~|`[^`\n]{1,2000}+`");
  private static final Pattern SCRIPT =
      Pattern.compile(
          "(?i)<script[\\s>/]|<iframe[\\s>/]|<object[\\s>/]|<embed[\\s>/]|<base[\\s>]|<meta\\s[^<>]{0,200}refresh"
              + "|<link\\s[^<>]{0,200}prefetch|<svg[^<>]{0,200}\\son[a-z]{3,20}\\s{0,5}="
              + "|<[a-z][^<>]{0,300}\\son(?:error|load|click|focus|toggle|mouse[a-z]{2,6}|pointer[a-z]{2,6}|animation[a-z]{3,9})\\s{0,5}="
              + "|(?:href|src|action)\\s{0,5}=\\s{0,5}[\"']?\\s{0,5}(?:javascript|vbscript|data:text/html)"
              + "|\\]\\(\\s{0,5}(?:javascript:|vbscript:|data:text/html)");
  private static final Pattern IMAGE =
      Pattern.compile(
          "!\\[[^\\]\n]{0,500}+\\]\\(\\s{0,5}+<?+(https?://[^\\s)>]{1,8000}+)"
              + "|(?i)<img\\s[^<>]{0,500}?src\\s{0,5}=\\s{0,5}[\"']?(https?://[^\\s\"'>]{1,8000}+)"
              + "|url\\(\\s{0,5}+[\"']?+(https?://[^\\s\"')]{1,8000}+)");
  private static final Pattern LINK =
      Pattern.compile(
          "(?<!!)\\[[^\\]\n]{0,500}+\\]\\(\\s{0,5}+<?+(https?://[^\\s)>]{1,8000}+)"
              + "|(?i)<a\\s[^<>]{0,500}?href\\s{0,5}=\\s{0,5}[\"']?(https?://[^\\s\"'>]{1,8000}+)");

  /// `![alt][name]` somewhere, and `[name]: address` elsewhere.
  private static final Pattern REFERENCE =
      Pattern.compile(
          "(?m)^\\s{0,3}\\[[^\\]\n]{1,200}+\\]:\\s{0,5}+<?+(https?://[^\\s>]{1,8000}+)");

  private static final Pattern VALUE = Pattern.compile("[^/?&=#;:]{1,8000}+");
  private static final Pattern ENCODED = Pattern.compile("[A-Za-z0-9+_-]{16,8000}+");
  private static final Pattern HEX = Pattern.compile("(?:[0-9A-Fa-f]{2}){12,4000}+");

  private final RecogniserSet recognisers;

  ActiveContent() {
    List<io.sextant.inspect.match.Recogniser> all = new ArrayList<>(PersonalData.list());
    all.addAll(Secrets.list());
    recognisers = RecogniserSet.of(all);
  }

  List<Active> find(String text) {
    List<Active> found = new ArrayList<>();
    String shown = withoutCode(text);
    Matcher script = SCRIPT.matcher(shown);
    while (script.find()) {
      found.add(
          new Active(
              script.start(), script.end(), 0.95, "It holds markup that runs when it is shown."));
    }
    boolean references = shown.contains("][");
    addresses(IMAGE, shown, true, found);
    addresses(LINK, shown, false, found);
    addresses(REFERENCE, shown, references && shown.contains("!["), found);
    return found;
  }

  /// The text with blanks in the place of code.
  private static String withoutCode(String text) {
    if (text.indexOf('`') < 0 && !text.contains("~~~")) {
      return text;
    }
    return CODE.matcher(text).replaceAll(code -> " ".repeat(code.end() - code.start()));
  }

  private void addresses(Pattern pattern, String text, boolean fetched, List<Active> found) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      String address = "";
      for (int group = 1; group <= matcher.groupCount() && address.isEmpty(); group++) {
        address = Optional.ofNullable(matcher.group(group)).orElse("");
      }
      Optional<String> carried = carried(address, fetched);
      if (carried.isPresent()) {
        String what = fetched ? "An image that is fetched when shown" : "A link";
        found.add(
            new Active(
                matcher.start(),
                matcher.end(),
                fetched ? 0.95 : 0.85,
                what + " carries " + carried.get() + " in its address."));
      }
    }
  }

  /// What an address carries away: text in an encoding, personal data or secrets, or, where it is
  /// fetched without a click, words.
  private Optional<String> carried(String address, boolean fetched) {
    int host = address.indexOf("://") + 3;
    int path = host;
    while (path < address.length() && "/?#".indexOf(address.charAt(path)) < 0) {
      path++;
    }
    Matcher values = VALUE.matcher(address).region(path, address.length());
    int words = 0;
    while (values.find()) {
      String value = unescaped(values.group());
      if (isEncoded(value)) {
        return Optional.of("encoded text");
      }
      if (value.length() >= 6 && !recognisers.find(value).isEmpty()) {
        return Optional.of("personal data or a secret");
      }
      boolean query = address.lastIndexOf('?', path + values.start()) >= 0;
      words = Math.max(words, query || values.group().contains("%20") ? blanks(value) + 1 : 0);
    }
    return fetched && words >= FEWEST_WORDS ? Optional.of("words") : Optional.empty();
  }

  private static int blanks(String value) {
    int blanks = 0;
    for (int i = 1; i + 1 < value.length(); i++) {
      boolean between =
          Character.isLetterOrDigit(value.charAt(i - 1))
              && Character.isLetterOrDigit(value.charAt(i + 1));
      blanks += value.charAt(i) == ' ' && between ? 1 : 0;
    }
    return blanks;
  }

  private static String unescaped(String value) {
    try {
      return java.net.URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }

  private static boolean isEncoded(String value) {
    Matcher hex = HEX.matcher(value);
    while (hex.find()) {
      if (isText(java.util.HexFormat.of().parseHex(hex.group()))) {
        return true;
      }
    }
    Matcher run = ENCODED.matcher(value);
    while (run.find()) {
      if (decoded(run.group()).filter(ActiveContent::isText).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static Optional<byte[]> decoded(String run) {
    String digits = run.replace('-', '+').replace('_', '/');
    int whole = digits.length() % 4 == 1 ? digits.length() - 1 : digits.length();
    try {
      return Optional.of(Base64.getDecoder().decode(digits.substring(0, whole)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Whether the bytes are printable and mostly letters: of other bytes nearly none are by chance.
  private static boolean isText(byte[] bytes) {
    int letters = 0;
    for (byte b : bytes) {
      if (b < ' ' && b != '\n' && b != '\t' && b != '\r') {
        return false;
      }
      letters += Character.isLetterOrDigit(b) || b == ' ' ? 1 : 0;
    }
    return bytes.length >= 12 && letters * 10 >= bytes.length * 7;
  }
}
