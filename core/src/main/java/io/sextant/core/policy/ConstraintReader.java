package io.sextant.core.policy;

import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Tree;
import io.sextant.core.policy.Constraint.Matter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads what stands under `with`.
final class ConstraintReader {
  private static final int MOST_TOKENS = 10_000_000;
  private static final int MOST_DECIMALS = 17;
  private static final int MOST_CHOICES = 1_000;
  private static final int LONGEST_DELAY_MS = 60_000;
  private static final double MOST_TEMPERATURE = 2;

  private final IssueLog log;

  ConstraintReader(IssueLog log) {
    this.log = log;
  }

  List<Constraint> read(Tree with) {
    List<Constraint> constraints = new ArrayList<>();
    if (!(with instanceof Tree.Mapping)) {
      bad(with, "'with' is a map, found " + with.kind(), "Write 'with: {max-tokens: 512}'.");
    }
    with.fields().forEach(entry -> constraint(entry).ifPresent(constraints::add));
    return constraints;
  }

  private Optional<Constraint> constraint(Tree.Entry entry) {
    Tree value = entry.value();
    return switch (entry.key()) {
      case "redact" -> redact(value);
      case "max-tokens" ->
          number(value, 1, MOST_TOKENS).map(n -> new Constraint.MaxTokens(asInt(n)));
      case "temperature" -> number(value, 0, MOST_TEMPERATURE).map(Constraint.Temperature::new);
      case "choices" -> number(value, 1, MOST_CHOICES).map(n -> new Constraint.Choices(asInt(n)));
      case "logprobs" -> word(value, "drop", new Constraint.NoLogProbabilities());
      case "decimals" ->
          number(value, 0, MOST_DECIMALS).map(n -> new Constraint.Decimals(asInt(n)));
      case "links" -> word(value, "remove", new Constraint.NoLinks());
      case "delay-ms" ->
          number(value, 1, LONGEST_DELAY_MS)
              .map(n -> new Constraint.Delay(Duration.ofMillis(n.longValue())));
      case "without-tools" -> {
        List<String> names = names(value);
        if (names.isEmpty()) {
          bad(value, "'without-tools' is a list of names", "Write ['shell*', delete_record].");
        }
        yield Optional.of(new Constraint.WithoutTools(names));
      }
      default -> {
        log.error(
            Codes.UNKNOWN_KEY,
            entry.keyPlace(),
            "'" + entry.key() + "' is no constraint",
            "Expected redact, max-tokens, temperature, choices, logprobs, decimals, links,"
                + " without-tools or delay-ms.");
        yield Optional.empty();
      }
    };
  }

  private static int asInt(Double number) {
    return number.intValue();
  }

  private static List<String> names(Tree value) {
    return value.items().isEmpty()
        ? value.text().stream().toList()
        : value.items().stream().flatMap(item -> item.text().stream()).toList();
  }

  private Optional<Constraint> redact(Tree value) {
    Set<Matter> matters = EnumSet.noneOf(Matter.class);
    for (String name : names(value)) {
      try {
        matters.add(Matter.of(name));
      } catch (IllegalArgumentException _) {
        bad(value, "'" + name + "' cannot be redacted", "Expected personal-data or secrets.");
      }
    }
    if (matters.isEmpty()) {
      bad(value, "'redact' names nothing", "Write 'redact: [personal-data, secrets]'.");
      return Optional.empty();
    }
    return Optional.of(new Constraint.Redact(matters));
  }

  private <T extends Constraint> Optional<Constraint> word(Tree value, String only, T constraint) {
    if (value.text().filter(only::equals).isEmpty()) {
      bad(value, "expected '" + only + "'", "It is the only choice there is.");
      return Optional.empty();
    }
    return Optional.of(constraint);
  }

  private Optional<Double> number(Tree value, double least, double most) {
    Function<String, Optional<Double>> read =
        text -> {
          try {
            return Optional.of(Double.valueOf(text));
          } catch (NumberFormatException _) {
            return Optional.empty();
          }
        };
    Optional<Double> number = value.text().flatMap(read).filter(it -> it >= least && it <= most);
    if (number.isEmpty()) {
      bad(value, "expected a number from " + plain(least) + " to " + plain(most), "");
    }
    return number;
  }

  private static String plain(double number) {
    return java.math.BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  private void bad(Tree at, String message, String hint) {
    log.error(Codes.BAD_VALUE, at.place(), message, hint);
  }
}
