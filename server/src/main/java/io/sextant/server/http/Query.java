package io.sextant.server.http;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// The query parameters of one request, read strictly. Every problem is gathered; [#check] refuses
/// the request with all of them, also when a parameter was given that nobody asked for.
public final class Query {
  private static final int SHOWN = 80;

  private final Map<String, List<String>> given;
  private final Set<String> known = new TreeSet<>();
  private final List<IssueJson> issues = new ArrayList<>();

  Query(Map<String, List<String>> given) {
    this.given = given;
  }

  /// A text of at most `maxLength` characters.
  public Optional<String> text(String name, int maxLength) {
    return single(name)
        .filter(value -> {
          if (value.length() > maxLength) {
            wrong(name, "at most " + maxLength + " characters", value);
          }
          return value.length() <= maxLength;
        });
  }

  /// A text that must be there.
  public String required(String name, int maxLength) {
    Optional<String> value = text(name, maxLength).filter(text -> !text.isBlank());
    if (value.isEmpty()) {
      issues.add(
          IssueJson.ofRequest(
              "query", "the parameter '" + name + "' is missing or empty", "Add it."));
    }
    return value.orElse("");
  }

  public int integer(String name, int least, int most, int otherwise) {
    Optional<String> text = single(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below, with the numbers out of range.
    }
    wrong(name, "a whole number from " + least + " to " + most, text.get());
    return otherwise;
  }

  public boolean flag(String name) {
    Optional<String> text = single(name);
    if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
      wrong(name, "true or false", text.get());
    }
    return text.filter("true"::equals).isPresent();
  }

  /// An RFC 3339 time.
  public Optional<Instant> instant(String name) {
    Optional<String> text = single(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text.get()).toInstant());
    } catch (DateTimeParseException e) {
      wrong(name, "an RFC 3339 time such as 2026-03-01T12:00:00Z", text.get());
      return Optional.empty();
    }
  }

  /// A value read by `read`, which says with an empty answer that it cannot be.
  public <T> Optional<T> value(String name, String expected, Function<String, Optional<T>> read) {
    Optional<String> text = single(name);
    Optional<T> value = text.flatMap(read);
    if (text.isPresent() && value.isEmpty()) {
      wrong(name, expected, text.get());
    }
    return value;
  }

  /// Each of a repeatable parameter's values.
  public <T> Set<T> values(String name, String expected, Function<String, Optional<T>> read) {
    known.add(name);
    Set<T> values = new LinkedHashSet<>();
    for (String text : given.getOrDefault(name, List.of())) {
      Optional<T> value = read.apply(text);
      value.ifPresent(values::add);
      if (value.isEmpty()) {
        wrong(name, expected, text);
      }
    }
    return values;
  }

  /// @throws ProblemException 400 with everything that is wrong
  public void check() {
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        issues.add(
            IssueJson.ofRequest(
                "query",
                "unknown parameter '" + shown(name) + "'",
                known.isEmpty() ? "This takes none." : "Known: " + String.join(", ", known)));
      }
    }
    if (!issues.isEmpty()) {
      throw ProblemException.badRequest(issues);
    }
  }

  private Optional<String> single(String name) {
    known.add(name);
    List<String> values = given.getOrDefault(name, List.of());
    if (values.size() > 1) {
      wrong(name, "one value", values.size() + " values");
    }
    return values.stream().findFirst();
  }

  private void wrong(String name, String expected, String found) {
    issues.add(
        IssueJson.ofRequest(
            "query",
            "the parameter '" + name + "' must be " + expected + ", found '" + shown(found) + "'",
            ""));
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
