package io.sextant.inspect.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sextant.inspect.match.Matcher;
import io.sextant.inspect.match.Recogniser;
import io.sextant.inspect.match.RecogniserSet;
import io.sextant.inspect.privacy.PersonalData;
import io.sextant.inspect.secret.Secrets;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamGuardTest {
  private static final RecogniserSet ALL = all();

  /// Ways to cut texts into pieces that are tried, and how many of them of each text.
  private static final int SPLITS = 1_000_000;

  private static final int OF_EACH = 100;
  private static final List<String> PIECES =
      List.of(
          "Write to anna.schmidt@posteo.de now. ",
          "kreditkarte 4111 1111 1111 1111, ",
          "é",
          "日本語 ",
          "IBAN DE89 3704 0044 0532 0130 00 ok ",
          "078-05-1120 is my SSN ",
          "ssn: ",
          "tel. +49 30 901820 ",
          "the meeting is at 10:30 ",
          "😀",
          "10.1.2.3 was the client ",
          "order ",
          "-",
          " ",
          "\u200b",
          "a@b",
          "password: Tr0ub4dor&3x ",
          "ghp_abcdefghijABCDEFGHIJ0123456789abcdef ",
          "sk-",
          "0.4111111111111111 ",
          "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7bq3Zc9vXk2LrT8s\nQwErTyUiOpAsDfGh\n-----END RSA PRIVATE KEY-----\n",
          "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln ",
          "４１１１１１１１１１１１１１１１ card ",
          "\n",
          "x",
          "1",
          "/",
          ".");

  private static RecogniserSet all() {
    List<Recogniser> both = new ArrayList<>(PersonalData.list());
    both.addAll(Secrets.list());
    return RecogniserSet.of(both);
  }

  @Test
  void everySplitGivesTheWholesRedaction() {
    int texts = SPLITS / OF_EACH;
    long redacted = IntStream.range(0, texts).parallel().filter(it -> isRedacted(it)).count();
    assertThat(redacted).isGreaterThan(texts / 2);
  }

  /// Tries splits of one text, and tells whether anything is taken out of it.
  private static boolean isRedacted(int number) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(number);
    String text = text(random);
    String whole = Redaction.redact(text, ALL);
    byte[] bytes = text.getBytes(UTF_8);
    for (int split = 0; split < OF_EACH; split++) {
      assertThat(streamed(bytes, random)).as("a split of text %d", number).isEqualTo(whole);
    }
    return !whole.equals(text);
  }

  @Test
  void neverLetsGoWhatTheWholeWouldNotBeginWith() {
    Random random = new Random(8);
    for (int i = 0; i < 300; i++) {
      String text = text(random);
      String whole = Redaction.redact(text, ALL);
      byte[] bytes = text.getBytes(UTF_8);
      StreamGuard guard = new StreamGuard(ALL);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (byte b : bytes) {
        out.writeBytes(guard.accept(new byte[] {b}));
        byte[] expected = Arrays.copyOf(whole.getBytes(UTF_8), out.size());
        assertThat(out.toByteArray()).isEqualTo(expected);
      }
    }
  }

  @Test
  void lettersThatNothingBeginsWithLeaveAtOnce() {
    StreamGuard guard = new StreamGuard(ALL);
    byte[] plain = "Sure, here it is. ".getBytes(UTF_8);
    assertThat(guard.accept(plain)).isEqualTo(plain);
    assertThat(guard.waiting()).isZero();
  }

  @Test
  void bytesThatAreNoTextPassUnchanged() {
    Random random = new Random(9);
    RecogniserSet mail = RecogniserSet.of(PersonalData.list().subList(0, 1));
    byte[] bytes = new byte[20_000];
    random.nextBytes(bytes);
    StreamGuard guard = new StreamGuard(mail);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < bytes.length; i += 7) {
      out.writeBytes(guard.accept(Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + 7))));
    }
    out.writeBytes(guard.end());
    assertThat(out.toByteArray()).isEqualTo(bytes);
  }

  @Test
  void aKeyWithoutEndIsCutInBoundedMemory() {
    String line = "MIIEpAIBAAKCAQEA7bq3Zc9vXk2LrT8sQwErTyUiOpAsDfGhJkLzXcVbNm123456\n";
    String text = "before -----BEGIN PRIVATE KEY-----\n" + line.repeat(2_000) + "<after>";
    StreamGuard guard = new StreamGuard(ALL);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte b : text.getBytes(UTF_8)) {
      out.writeBytes(guard.accept(new byte[] {b}));
      assertThat(guard.waiting()).isLessThanOrEqualTo(2 * Matcher.MAX_LIVE);
    }
    out.writeBytes(guard.end());
    assertThat(out.toString(UTF_8)).isEqualTo("before [PRIVATE-KEY]<after>");
    assertThat(Redaction.redact(text, ALL)).isEqualTo(out.toString(UTF_8));
  }

  @Test
  void nothingComesAfterTheEnd() {
    StreamGuard guard = new StreamGuard(ALL);
    assertThat(guard.end()).isEmpty();
    assertThatThrownBy(() -> guard.accept(new byte[1])).isInstanceOf(IllegalStateException.class);
  }

  private static String text(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    int pieces = 1 + random.nextInt(8);
    for (int i = 0; i < pieces; i++) {
      String piece = PIECES.get(random.nextInt(PIECES.size()));
      int end =
          random.nextInt(4) == 0
              ? piece.offsetByCodePoints(0, random.nextInt(piece.codePointCount(0, piece.length())))
              : piece.length();
      text.append(piece, 0, end);
    }
    return text.toString();
  }

  private static String streamed(byte[] bytes, RandomGenerator random) {
    StreamGuard guard = new StreamGuard(ALL);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int most = 1 + random.nextInt(20);
    for (int at = 0; at < bytes.length; ) {
      int end = Math.min(bytes.length, at + 1 + random.nextInt(most));
      out.writeBytes(guard.accept(Arrays.copyOfRange(bytes, at, end)));
      at = end;
    }
    out.writeBytes(guard.end());
    return out.toString(UTF_8);
  }
}
