package io.sextant.gateway.ingest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// What a data set declares of one column.
///
/// @param required whether every record has it
/// @param least smallest number
/// @param most largest number
/// @param characters longest text; 0 for any
/// @param values the only ones there are; empty for any
public record Column(
    Type type,
    boolean required,
    OptionalDouble least,
    OptionalDouble most,
    int characters,
    Set<String> values) {
  private static final int SHOWN = 40;

  public Column {
    values = Set.copyOf(values);
  }

  /// What a value can be.
  public enum Type {
    TEXT,
    INTEGER,
    NUMBER,
    TRUTH,
    LIST,
    OBJECT,
    ANY;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Type> of(String label) {
      return Arrays.stream(values()).filter(it -> it.label().equals(label)).findFirst();
    }

    boolean fits(JsonNode value) {
      return switch (this) {
        case TEXT -> value.isString();
        case INTEGER ->
            value.isIntegralNumber()
                || (value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0);
        case NUMBER -> value.isNumber();
        case TRUTH -> value.isBoolean();
        case LIST -> value.isArray();
        case OBJECT -> value.isObject();
        case ANY -> true;
      };
    }
  }

  /// How a value departs from this; empty when it does not.
  Optional<String> departure(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return required ? Optional.of("is missing") : Optional.empty();
    }
    if (!type.fits(value)) {
      return Optional.of("expected " + type.label() + ", found " + shown(value));
    }
    if (value.isNumber()) {
      double number = value.doubleValue();
      if (number < least.orElse(number) || number > most.orElse(number)) {
        return Optional.of(
            "expected "
                + (least.isPresent() ? "from " + plain(least.getAsDouble()) + " " : "")
                + (most.isPresent() ? "to " + plain(most.getAsDouble()) : "")
                + ", found "
                + shown(value));
      }
    }
    if (characters > 0 && value.isString() && value.stringValue().length() > characters) {
      return Optional.of(
          "expected at most " + characters + " characters, found " + value.stringValue().length());
    }
    if (!values.isEmpty() && !values.contains(text(value))) {
      return Optional.of(
          "expected one of " + String.join(", ", sorted()) + ", found " + shown(value));
    }
    return Optional.empty();
  }

  private java.util.List<String> sorted() {
    return values.stream().sorted().limit(10).toList();
  }

  /// A value as labels are written and compared.
  static String text(JsonNode value) {
    return value.isString() ? value.stringValue() : value.isMissingNode() ? "" : value.toString();
  }

  /// A field of a table as a value of this type; as the text it is when it is none.
  JsonNode typed(String field) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (type) {
      case INTEGER, NUMBER ->
          field.matches("-?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?")
              ? nodes.numberNode(new java.math.BigDecimal(field))
              : unless(field.isEmpty(), field);
      case TRUTH ->
          switch (field.toLowerCase(Locale.ROOT)) {
            case "true" -> nodes.booleanNode(true);
            case "false" -> nodes.booleanNode(false);
            default -> unless(field.isEmpty(), field);
          };
      case TEXT, ANY, LIST, OBJECT -> nodes.stringNode(field);
    };
  }

  private static JsonNode unless(boolean empty, String field) {
    return empty ? JsonNodeFactory.instance.nullNode() : JsonNodeFactory.instance.stringNode(field);
  }

  private static String plain(double number) {
    return java.math.BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
  }
}
