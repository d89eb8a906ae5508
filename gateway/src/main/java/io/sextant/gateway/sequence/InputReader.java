package io.sextant.gateway.sequence;

import io.sextant.gateway.protocol.Operation;
import io.sextant.gateway.protocol.Part;
import io.sextant.inspect.Channel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Finds the inputs in the body of a request: one for each row of a batch. Understands the Open
/// Inference Protocol (KServe v2), KServe v1 `instances`, and plain bodies with numbers, records or
/// texts.
public final class InputReader {
  /// Inputs of one request that are compared; further ones of a batch are only counted.
  static final int MAX_INPUTS = 256;

  /// Values of one input that are looked at: an image of 512 by 512 in three colours.
  private static final int MAX_VALUES = 786_432;

  /// Up to this many numbers are fields with a meaning each; more are one signal.
  static final int MAX_FIELDS = 64;

  private static final List<String> BATCHES = List.of("instances", "inputs", "data", "features");

  private InputReader() {}

  /// The inputs of a request, and how many there were.
  ///
  /// @param count may be more than the list holds
  public record Found(List<Input> inputs, long count) {
    public Found {
      inputs = List.copyOf(inputs);
    }
  }

  /// The inputs of a request. Of a conversation it is the last thing that a user said: what came
  /// before was there last time.
  ///
  /// @param parts all texts of the body
  public static Found read(Operation operation, ObjectNode body, List<Part> parts) {
    return switch (operation) {
      case PREDICT -> predict(body);
      case CHAT, MESSAGES, RESPONSE, COMPLETION -> last(parts);
      case EMBEDDING, MODELS -> new Found(List.of(), operation.hasBody() ? 1 : 0);
    };
  }

  private static Found last(List<Part> parts) {
    return parts.reversed().stream()
        .filter(part -> part.channel() == Channel.USER && !part.name() && !part.text().isBlank())
        .findFirst()
        .map(part -> new Found(List.of(new Input.Text(part.text())), 1))
        .orElse(new Found(List.of(), 1));
  }

  private static Found predict(ObjectNode body) {
    JsonNode inputs = body;
    for (String name : BATCHES) {
      if (body.path(name).isContainer()) {
        inputs = body.path(name);
        break;
      }
    }
    if (isTensors(inputs)) {
      return tensors(inputs);
    }
    if (inputs.isArray() && !inputs.isEmpty() && !inputs.get(0).isNumber()) {
      List<Input> rows = new ArrayList<>();
      for (int i = 0; i < Math.min(inputs.size(), MAX_INPUTS); i++) {
        rows.add(row(inputs.get(i)));
      }
      return new Found(rows, inputs.size());
    }
    return new Found(List.of(row(inputs)), 1);
  }

  private static boolean isTensors(JsonNode inputs) {
    return inputs.isArray()
        && !inputs.isEmpty()
        && inputs.get(0).path("data").isArray()
        && inputs.get(0).path("shape").isArray();
  }

  /// The rows of a batch in the Open Inference Protocol: one tensor whose first extent counts them,
  /// or one tensor a field.
  private static Found tensors(JsonNode inputs) {
    List<List<JsonNode>> flat = new ArrayList<>();
    int batch = Integer.MAX_VALUE;
    for (JsonNode tensor : inputs) {
      List<JsonNode> values = new ArrayList<>();
      flatten(tensor.path("data"), values);
      flat.add(values);
      JsonNode shape = tensor.path("shape");
      batch = Math.min(batch, shape.size() > 1 ? Math.max(1, shape.get(0).asInt(1)) : 1);
    }
    List<Input> rows = new ArrayList<>();
    for (int i = 0; i < Math.min(batch, MAX_INPUTS); i++) {
      rows.add(
          flat.size() == 1
              ? slice(flat.getFirst(), inputs.get(0).path("shape"), i, batch)
              : record(inputs, flat, i, batch));
    }
    return new Found(rows, batch);
  }

  private static Input slice(List<JsonNode> values, JsonNode shape, int index, int batch) {
    int size = values.size() / batch;
    List<JsonNode> own = values.subList(index * size, (index + 1) * size);
    List<Integer> extents = new ArrayList<>();
    for (int i = batch > 1 || shape.size() > 1 ? 1 : 0; i < shape.size(); i++) {
      extents.add(shape.get(i).asInt(1));
    }
    return of(own, extents);
  }

  private static Input record(JsonNode inputs, List<List<JsonNode>> flat, int index, int batch) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    for (int field = 0; field < flat.size(); field++) {
      List<JsonNode> values = flat.get(field);
      int size = values.size() / batch;
      for (int i = 0; i < size && fields.size() < MAX_VALUES; i++) {
        String name = inputs.get(field).path("name").asString("") + "/" + field + "/" + i;
        fields.put(name, values.get(index * size + i));
      }
    }
    return fields(fields);
  }

  private static Input row(JsonNode node) {
    if (node.isString()) {
      return new Input.Text(node.stringValue());
    }
    if (node.isArray()) {
      List<JsonNode> values = new ArrayList<>();
      flatten(node, values);
      return of(values, shape(node));
    }
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    flatten("", node, fields);
    if (fields.size() == 1 && fields.values().iterator().next().isString()) {
      return new Input.Text(fields.values().iterator().next().stringValue());
    }
    return fields(fields);
  }

  /// Many numbers are a signal; few, or with words among them, are a record.
  private static Input of(List<JsonNode> values, List<Integer> shape) {
    if (values.size() > MAX_FIELDS && values.stream().allMatch(JsonNode::isNumber)) {
      double[] numbers = values.stream().mapToDouble(JsonNode::asDouble).toArray();
      long extent = shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
      return new Input.Tensor(numbers, extent == numbers.length ? shape : List.of(numbers.length));
    }
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      fields.put(Integer.toString(i), values.get(i));
    }
    return fields(fields);
  }

  private static Input fields(Map<String, JsonNode> fields) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    Map<String, String> words = new LinkedHashMap<>();
    fields.forEach((name, value) -> {
      if (value.isNumber()) {
        numbers.put(name, value.asDouble());
      } else {
        words.put(name, value.asString(""));
      }
    });
    return new Input.Row(numbers, words);
  }

  private static List<Integer> shape(JsonNode array) {
    List<Integer> shape = new ArrayList<>();
    JsonNode at = array;
    while (at.isArray() && !at.isEmpty()) {
      shape.add(at.size());
      at = at.get(0);
    }
    return shape;
  }

  private static void flatten(JsonNode node, List<JsonNode> into) {
    if (node.isContainer()) {
      for (JsonNode child : node) {
        flatten(child, into);
      }
    } else if (into.size() < MAX_VALUES) {
      into.add(node);
    }
  }

  private static void flatten(String path, JsonNode node, Map<String, JsonNode> into) {
    if (node.isObject()) {
      node.properties()
          .forEach(entry -> flatten(path + "/" + entry.getKey(), entry.getValue(), into));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(path + "/" + i, node.get(i), into);
      }
    } else if (into.size() < MAX_VALUES) {
      into.put(path, node);
    }
  }
}
