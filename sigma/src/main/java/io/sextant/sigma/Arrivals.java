package io.sextant.sigma;

import io.sextant.sigma.Detection.FieldMatch;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Supplier;

/// Takes out of an event, or of a firing, what a correlation needs, within bounds: what an event
/// may make an engine remember does not grow with the event.
final class Arrivals {
  /// Groups that one match may belong to.
  static final int MAX_GROUPS = 64;

  /// Values counted of one match.
  static final int MAX_VALUES = 1_000;

  private final EngineState state;

  Arrivals(EngineState state) {
    this.state = state;
  }

  /// The match of a rule; empty when it lacks a field to group by.
  Optional<Arrival> ofEvent(
      CorrelationProgram program,
      CorrelationProgram.Link link,
      EventFrame frame,
      Supplier<List<FieldMatch>> explanation) {
    List<List<String>> parts = new ArrayList<>();
    for (int field : program.groupFields().get(link.member())) {
      parts.add(texts(frame.values(field)));
    }
    List<Integer> counted = program.valueFields().get(link.member());
    List<String> texts = List.of();
    List<BigDecimal> numbers = List.of();
    if (program.rule().type().isNumeric()) {
      numbers = numbers(frame.values(counted.getFirst()));
    } else if (!counted.isEmpty()) {
      texts = combined(counted.stream().map(field -> texts(frame.values(field))).toList());
    }
    return of(link, parts, texts, numbers, explanation);
  }

  /// The firing of a correlation, which states the values it is grouped by and nothing else.
  Optional<Arrival> ofFiring(
      CorrelationProgram program,
      CorrelationProgram.Link link,
      Map<String, String> group,
      Supplier<List<FieldMatch>> explanation) {
    List<List<String>> parts =
        program.groupNames(link.member()).stream().map(name -> stated(group, name)).toList();
    List<List<String>> counted =
        program.valueNames(link.member()).stream().map(name -> stated(group, name)).toList();
    boolean numeric = program.rule().type().isNumeric();
    List<BigDecimal> numbers =
        numeric
            ? counted.getFirst().stream().flatMap(text -> Numbers.parse(text).stream()).toList()
            : List.of();
    List<String> texts = numeric || counted.isEmpty() ? List.of() : combined(counted);
    return of(link, parts, texts, numbers, explanation);
  }

  private static List<String> stated(Map<String, String> group, String name) {
    String value = group.get(name);
    return value == null ? List.of() : List.of(value);
  }

  private Optional<Arrival> of(
      CorrelationProgram.Link link,
      List<List<String>> parts,
      List<String> texts,
      List<BigDecimal> numbers,
      Supplier<List<FieldMatch>> explanation) {
    if (parts.stream().anyMatch(List::isEmpty)) {
      state.ungroupedEvents++;
      return Optional.empty();
    }
    List<List<String>> groups = combinations(parts, MAX_GROUPS);
    return Optional.of(new Arrival(link, groups, texts, numbers, explanation));
  }

  /// The different texts of a field, in order; null is none.
  private List<String> texts(FieldValues values) {
    if (values.size() == 1) {
      return values.get(0).isNull() ? List.of() : List.of(LongText.bounded(values.get(0).text()));
    }
    SequencedSet<String> texts = new LinkedHashSet<>();
    for (int i = 0; i < values.size(); i++) {
      if (!values.get(i).isNull()) {
        if (texts.size() == MAX_VALUES) {
          state.droppedValues += values.size() - i;
          break;
        }
        texts.add(LongText.bounded(values.get(i).text()));
      }
    }
    return List.copyOf(texts);
  }

  private List<BigDecimal> numbers(FieldValues values) {
    List<BigDecimal> numbers = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      Optional<BigDecimal> number = values.get(i).number();
      if (number.isPresent() && numbers.size() < MAX_VALUES) {
        numbers.add(number.get());
      } else if (!values.get(i).isNull()) {
        state.droppedValues++;
      }
    }
    return List.copyOf(numbers);
  }

  /// Each value of one field, or each combination of the values of several.
  private List<String> combined(List<List<String>> fields) {
    return fields.size() == 1
        ? fields.getFirst()
        : combinations(fields, MAX_VALUES).stream().map(Arrivals::joined).toList();
  }

  private static String joined(List<String> parts) {
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append(part.length()).append(':').append(part));
    return text.toString();
  }

  /// Every way to take one value of each part; of too many, the first.
  private List<List<String>> combinations(List<List<String>> parts, int most) {
    List<List<String>> found = List.of(List.of());
    for (List<String> part : parts) {
      List<List<String>> longer = new ArrayList<>();
      for (List<String> start : found) {
        for (String value : part) {
          if (longer.size() == most) {
            state.droppedValues++;
          } else {
            List<String> combination = new ArrayList<>(start);
            combination.add(value);
            longer.add(List.copyOf(combination));
          }
        }
      }
      found = longer;
    }
    return found;
  }
}
