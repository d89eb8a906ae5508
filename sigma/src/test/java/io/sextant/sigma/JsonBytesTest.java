package io.sextant.sigma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reading an event from its bytes gives every field the values that walking a parsed tree gives.
class JsonBytesTest {
  private static final int EVENTS = 15_000;
  private static final List<String> FIELDS =
      List.of("", "a", "b", "a.b", "a.b.c", "b.c", "Threat Name", "ThreatName", "x", "a.x.b");
  private static final List<String> KEYS =
      List.of(
          "a",
          "b",
          "c",
          "a.b",
          "b.c",
          "Threat Name",
          "ThreatName",
          "x",
          "\\u0061",
          "ä",
          "long key of more than sixteen bytes");
  private static final List<String> SCALARS =
      List.of(
          "\"\"",
          "\"Plain\"",
          "\"C:\\\\Windows\\\\cmd.exe\"",
          "\"a\\\"b\\/\\b\\f\\n\\r\\t\"",
          "\"\\u0041\\u00e9\"",
          "\"\\ud83d\\ude00\"",
          "\"\\ud83d alone\"",
          "\"Straße 😀 İK\"",
          "\"long text that goes over several words of eight bytes\"",
          "0",
          "-0",
          "12",
          "-7",
          "1.50",
          "0.1",
          "1e3",
          "1E400",
          "123456789012345678901234567890",
          "00012",
          "1.",
          ".5",
          "3.141592653589793238462643383279502884",
          "true",
          "false",
          "null",
          "nul",
          "tru e",
          "\"\\x\"",
          "\"\\u12g4\"",
          "\"\u0001\"",
          "NaN");

  private final Random random = new Random(20);
  private final FieldNames names =
      new FieldNames(FIELDS.stream().map(FieldPath::new).toArray(FieldPath[]::new));
  private final EventTape tape = new EventTape();
  private final EventFields fields = new EventFields(names, tape);
  private final JsonScanner scanner = new JsonScanner(tape);

  @Test
  void equalsTheTreeOnRandomEvents() {
    int scanned = 0;
    for (int i = 0; i < EVENTS; i++) {
      scanned += compared(event().getBytes(StandardCharsets.UTF_8)) ? 1 : 0;
    }
    assertThat(scanned).isBetween(EVENTS / 20, EVENTS * 9 / 10);
  }

  @Test
  void equalsTheTreeOnEventsWithChangedBytes() {
    for (int i = 0; i < EVENTS; i++) {
      byte[] bytes = event().getBytes(StandardCharsets.UTF_8);
      for (int change = random.nextInt(3); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      compared(bytes);
    }
  }

  @Test
  void readsPlainEventsWithoutATree() {
    for (String plain :
        List.of(
            "{}",
            " { \"a\" : \"x\" , \"b\" : [ 1 , 2.5 , { } , [ ] ] } ",
            "{\"a\":{\"b\":null,\"c\":true},\"b\":\"C:\\\\x\",\"x\":\"\\u00e9😀\"}")) {
      assertThat(compared(plain.getBytes(StandardCharsets.UTF_8))).as(plain).isTrue();
    }
  }

  @Test
  void readsManyKeysAndDeepNesting() {
    StringBuilder wide = new StringBuilder("{");
    for (int i = 0; i < 2_000; i++) {
      wide.append("\"key").append(i).append("\":\"").append(i).append("\",");
    }
    assertThat(compared(wide.append("\"a\":1}").toString().getBytes(StandardCharsets.UTF_8)))
        .isTrue();
    SigmaEngine engine = Rules.engine(Rules.rule("s: {a: 1, key1999: '1999'}\ncondition: s"));
    JsonNode tree = Rules.JSON.readTree(wide.toString());
    assertThat(engine.accept(new SigmaEvent(0, Rules.START, LogSource.ANY, tree))).hasSize(1);
    for (int depth : List.of(50, 98, 99, 100, 198, 199, 200, 201, 202, 300)) {
      compared(
          ("{\"a\":" + "[".repeat(depth) + "7" + "]".repeat(depth) + "}")
              .getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void engineTakesBytesAndTreesAlikeAndRefusesWhatIsNoJson() {
    SigmaEngine engine = Rules.engine(Rules.rule("s: {a|contains: 'É'}\ncondition: s"));
    byte[] json = "{\"a\":\"caf\\u00e9\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(engine.accept(1, Rules.START, LogSource.ANY, json)).hasSize(1);
    byte[] twice = "{\"a\":\"é\",\"a\":\"e\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(engine.accept(2, Rules.START, LogSource.ANY, twice)).isEmpty();
    assertThatThrownBy(() -> engine.accept(3, Rules.START, LogSource.ANY, new byte[] {'{'}))
        .isInstanceOf(JacksonException.class);
    assertThat(engine.accept(4, Rules.START, LogSource.ANY, json)).hasSize(1);
  }

  /// Whether it could be read from bytes.
  private boolean compared(byte[] bytes) {
    boolean scanned = scanner.scan(bytes);
    JsonNode tree;
    try {
      tree = Rules.JSON.readTree(bytes);
    } catch (JacksonException e) {
      assertThat(scanned).as(new String(bytes, StandardCharsets.UTF_8)).isFalse();
      return false;
    }
    List<String> expected = new ArrayList<>();
    JsonFields plain = new JsonFields(tree);
    for (String field : FIELDS) {
      expected.add(
          described(values -> {
            if (field.isEmpty()) {
              plain.collectAll(values);
            } else {
              plain.collect(new FieldPath(field), values);
            }
          }));
    }
    if (scanned) {
      assertThat(described()).as(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(expected);
    }
    TreeReader.read(tree, tape);
    assertThat(described()).as(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(expected);
    return scanned;
  }

  private List<String> described() {
    fields.reset(tape, 0);
    List<String> found = new ArrayList<>();
    for (int field = 0; field < FIELDS.size(); field++) {
      int number = field;
      found.add(described(values -> fields.collect(number, values)));
    }
    return found;
  }

  private static String described(Consumer<FieldValues> collect) {
    FieldValues values = new FieldValues();
    collect.accept(values);
    StringBuilder text = new StringBuilder(values.isPresent() ? "there" : "missing");
    for (int i = 0; i < values.size(); i++) {
      FieldValue value = values.get(i);
      byte[] bytes = value.bytes();
      String searched =
          new String(bytes, value.from(), value.to() - value.from(), StandardCharsets.ISO_8859_1);
      text.append('|').append(value.kind()).append(' ').append(value.text()).append(' ');
      text.append(searched.toLowerCase(java.util.Locale.ROOT));
    }
    return text.toString();
  }

  private String event() {
    return space() + object(0) + space();
  }

  private String object(int depth) {
    StringBuilder text = new StringBuilder("{");
    int members = random.nextInt(5);
    for (int i = 0; i < members; i++) {
      text.append(i == 0 ? "" : ",").append(space()).append('"').append(key()).append('"');
      text.append(space()).append(':').append(space()).append(value(depth + 1)).append(space());
    }
    return text.append('}').toString();
  }

  private String key() {
    // Mostly without what makes a key unusual, so that many events are read from bytes.
    return KEYS.get(random.nextInt(random.nextInt(20) == 0 ? KEYS.size() : 8));
  }

  private String value(int depth) {
    int kind = random.nextInt(depth > 4 ? 6 : 10);
    if (kind < 6) {
      boolean odd = random.nextInt(12) == 0;
      List<String> from = odd ? SCALARS : SCALARS.subList(0, 10);
      return from.get(random.nextInt(from.size()));
    }
    if (kind < 8) {
      return object(depth);
    }
    StringBuilder text = new StringBuilder("[");
    int elements = random.nextInt(4);
    for (int i = 0; i < elements; i++) {
      text.append(i == 0 ? "" : ",").append(value(depth + 1)).append(space());
    }
    return text.append(']').toString();
  }

  private String space() {
    return " ".repeat(random.nextInt(5) == 0 ? random.nextInt(3) : 0);
  }
}
