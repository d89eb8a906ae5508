package io.sextant.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Seeded random rules and events over few fields and few texts, so that much of it matches.
final class RandomRules {
  private static final List<String> FIELDS = List.of("a", "b", "c.d", "e");
  private static final List<String> WORDS =
      List.of("x", "Xy", "yx", "aXYb", "ÄB", "äb\\\\n", "10", "1", "0", "-1", "true", "a b");
  private static final List<String> NUMBERS =
      List.of("1", "10", "1.0", "1e1", "0", "-0", "-1", "0.10", "100e-1", "12345678901234567890");
  private static final List<String> PATTERNS =
      List.of("x.?y", "(?:xy|yx)+b?", "^a", "1[0-9]?$", "[^a]b", "(?i)ÄB|true", ".*");
  private static final List<String> CONDITIONS =
      List.of(
          "s0",
          "s0 and s1",
          "s0 or s1",
          "s0 and not s1",
          "not s0 and s2",
          "1 of s*",
          "all of s*",
          "s0 or not (s1 and s2)",
          "2 of s*",
          "not 1 of s*");

  private final Random random;

  RandomRules(int seed) {
    this.random = new Random(seed);
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String list(int least, Supplier<String> item) {
    return IntStream.range(0, least + random.nextInt(3))
        .mapToObj(_ -> item.get())
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private String quoted(List<String> from) {
    String word = one(from);
    return "'" + (random.nextInt(4) == 0 ? one(List.of("*", "?")) + word : word) + "'";
  }

  private String item() {
    String field = one(FIELDS);
    return switch (random.nextInt(13)) {
      case 11 -> "\"" + one(List.of("a", "b", "e")) + selector() + "\": " + quoted(WORDS);
      case 12 ->
          "\"" + one(List.of("a", "b", "e")) + selector() + "\": {\".\": " + quoted(WORDS) + "}";
      case 0 -> field + ": " + list(1, () -> quoted(WORDS));
      case 1 -> field + "|contains: " + list(1, () -> quoted(WORDS));
      case 2 -> field + "|contains|all: " + list(2, () -> quoted(WORDS));
      case 3 -> field + "|startswith: " + list(1, () -> quoted(WORDS));
      case 4 -> field + "|endswith|cased: " + list(1, () -> quoted(WORDS));
      case 5 -> field + ": " + list(1, () -> one(List.of("1", "10", "0", "-1", "true", "0.1")));
      case 6 -> field + "|re: " + list(1, () -> "'" + one(PATTERNS) + "'");
      case 7 -> field + "|gte: " + one(List.of("1", "10", "0"));
      case 8 -> field + "|exists: " + random.nextBoolean();
      case 9 -> field + ": " + one(List.of("null", "''", "'*'"));
      default ->
          field + one(List.of("|fieldref: ", "|fieldref|neq: ", "|fieldref|cased: ")) + one(FIELDS);
    };
  }

  private String selector() {
    return one(List.of("[any]", "[all]", "[none]", "[all_or_empty]", "[0]", "[-1]", "[1]"));
  }

  private String selection() {
    if (random.nextInt(6) == 0) {
      return list(1, () -> quoted(WORDS));
    }
    String first = item();
    String second = item();
    String field = first.substring(0, first.indexOf(':'));
    return random.nextBoolean() || second.startsWith(field + ":")
        ? "{" + first + "}"
        : "{" + first + ", " + second + "}";
  }

  List<SigmaDocument> documents(int count) {
    List<SigmaDocument> documents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String yaml =
          "title: R\nid: r"
              + i
              + "\nlogsource: {product: t}\ndetection:\n  s0: "
              + selection()
              + "\n  s1: "
              + selection()
              + "\n  s2: "
              + selection()
              + "\n  condition: "
              + one(CONDITIONS)
              + "\n";
      SigmaReader.ReadResult read =
          new SigmaReader(ReaderOptions.DEFAULT.withArrays(true)).read("r" + i, yaml);
      assertThat(read.hasErrors()).as(yaml + read.issues()).isFalse();
      documents.addAll(read.documents());
    }
    return documents;
  }

  private String scalar() {
    return switch (random.nextInt(6)) {
      case 0 -> one(List.of("null", "true", "false", "\"\""));
      case 1, 2 -> one(NUMBERS);
      default -> "\"" + one(WORDS) + (random.nextBoolean() ? one(WORDS) : "") + "\"";
    };
  }

  private String value() {
    return random.nextInt(6) == 0 ? list(0, this::scalar) : scalar();
  }

  List<String> events(int count) {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> members = new ArrayList<>();
      for (String field : List.of("a", "b", "e")) {
        if (random.nextInt(4) > 0) {
          members.add("\"" + field + "\": " + value());
        }
      }
      if (random.nextBoolean()) {
        members.add(
            random.nextBoolean() ? "\"c.d\": " + value() : "\"c\": {\"d\": " + value() + "}");
      }
      events.add("{" + String.join(", ", members) + "}");
    }
    return events;
  }
}
