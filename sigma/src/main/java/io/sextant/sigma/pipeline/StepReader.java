package io.sextant.sigma.pipeline;

import static io.sextant.sigma.IssueLog.quote;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.sextant.sigma.IssueCode;
import io.sextant.sigma.IssueLog;
import io.sextant.sigma.Keys;
import io.sextant.sigma.LogSource;
import io.sextant.sigma.Place;
import io.sextant.sigma.SelectionReader;
import io.sextant.sigma.YamlTree;
import io.sextant.sigma.pipeline.Pipeline.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the `transformations` of a pipeline.
final class StepReader {
  private static final Set<String> COMMON =
      Set.of(
          "id",
          "type",
          "rule_conditions",
          "rule_cond_op",
          "rule_cond_not",
          "field_name_conditions",
          "field_name_cond_op",
          "field_name_cond_not",
          "detection_item_conditions",
          "detection_item_cond_op",
          "detection_item_cond_not");

  /// Which keys each type has beside the common ones.
  private static final Map<String, Set<String>> TYPES =
      Map.ofEntries(
          Map.entry("field_name_mapping", Set.of("mapping")),
          Map.entry("field_name_prefix_mapping", Set.of("mapping")),
          Map.entry("field_name_prefix", Set.of("prefix")),
          Map.entry("field_name_suffix", Set.of("suffix")),
          Map.entry("add_condition", Set.of("conditions", "negated")),
          Map.entry("change_logsource", Set.of("category", "product", "service")),
          Map.entry("replace_string", Set.of("regex", "replacement")),
          Map.entry("map_string", Set.of("mapping")),
          Map.entry("drop_detection_item", Set.of()),
          Map.entry("set_state", Set.of("key", "val")),
          Map.entry("rule_failure", Set.of("message")));

  private final IssueLog log;
  private final SelectionReader selections;

  StepReader(IssueLog log, SelectionReader selections) {
    this.log = log;
    this.selections = selections;
  }

  List<Step> read(YamlTree.Mapping pipeline) {
    List<Step> steps = new ArrayList<>();
    for (YamlTree.Mapping map : maps(pipeline, "transformations")) {
      step(map).ifPresent(steps::add);
    }
    return steps;
  }

  private List<YamlTree.Mapping> maps(YamlTree.Mapping map, String key) {
    Optional<YamlTree.Entry> entry = map.get(key);
    if (entry.isEmpty()) {
      return List.of();
    }
    if (!(entry.get().value() instanceof YamlTree.Sequence list)) {
      new Keys(map, log).wrongShape(entry.get(), "a list of maps");
      return List.of();
    }
    List<YamlTree.Mapping> maps = new ArrayList<>();
    for (YamlTree item : list.items()) {
      if (item instanceof YamlTree.Mapping found) {
        maps.add(found);
      } else {
        error(item.place(), "expected a map, found " + item.kind(), "");
      }
    }
    return maps;
  }

  private Optional<Step> step(YamlTree.Mapping map) {
    Keys keys = new Keys(map, log);
    String type = keys.text("type");
    Set<String> own = TYPES.get(type);
    if (own == null) {
      error(
          keys.place("type"),
          "unknown transformation " + quote(type),
          "Known are " + String.join(", ", TYPES.keySet().stream().sorted().toList()) + ".");
      return Optional.empty();
    }
    for (YamlTree.Entry entry : map.entries().values()) {
      if (!own.contains(entry.key()) && !COMMON.contains(entry.key())) {
        error(entry.keyPlace(), quote(type) + " has no key " + quote(entry.key()), "");
      }
    }
    List<ItemCondition> items = new ArrayList<>();
    maps(map, "field_name_conditions").forEach(found -> fieldCondition(found, items));
    maps(map, "detection_item_conditions").forEach(found -> itemCondition(found, items));
    List<RuleCondition> rules = new ArrayList<>();
    maps(map, "rule_conditions").forEach(found -> ruleCondition(found).ifPresent(rules::add));
    return transformation(type, map, keys)
        .map(transformation ->
            new Step(
                keys.text("id"),
                transformation,
                rules,
                keys.text("rule_cond_op").equals("or"),
                truth(keys, "rule_cond_not"),
                items,
                keys.text("field_name_cond_op").equals("or")
                    || keys.text("detection_item_cond_op").equals("or"),
                truth(keys, "field_name_cond_not") || truth(keys, "detection_item_cond_not")));
  }

  private static boolean truth(Keys keys, String key) {
    return keys.text(key).equals("true");
  }

  private Optional<Transformation> transformation(String type, YamlTree.Mapping map, Keys keys) {
    return switch (type) {
      case "field_name_mapping" -> mapping(map).map(Transformation.MapFields::new);
      case "field_name_prefix_mapping" -> mapping(map).map(Transformation.MapPrefixes::new);
      case "map_string" -> mapping(map).map(Transformation.MapText::new);
      case "field_name_prefix" ->
          Optional.of(new Transformation.Surround(required(map, keys, "prefix"), ""));
      case "field_name_suffix" ->
          Optional.of(new Transformation.Surround("", required(map, keys, "suffix")));
      case "add_condition" -> {
        Optional<YamlTree.Entry> conditions = map.get("conditions");
        required(map, "conditions");
        yield conditions
            .flatMap(selections::read)
            .map(selection -> new Transformation.AddCondition(selection, truth(keys, "negated")));
      }
      case "change_logsource" -> Optional.of(new Transformation.ChangeLogSource(source(keys)));
      case "replace_string" ->
          pattern(map, keys, "regex")
              .map(pattern -> new Transformation.ReplaceText(pattern, keys.text("replacement")));
      case "set_state" -> {
        String table = required(map, keys, "val");
        if (!keys.text("key").equals("table")) {
          error(keys.place("key"), "the only state is 'table'", "");
        }
        yield Optional.of(new Transformation.SetTable(table));
      }
      case "drop_detection_item" -> Optional.of(new Transformation.DropItem());
      default -> Optional.of(new Transformation.Fail(required(map, keys, "message")));
    };
  }

  private static LogSource source(Keys keys) {
    return new LogSource(keys.text("category"), keys.text("product"), keys.text("service"));
  }

  private Optional<Map<String, List<String>>> mapping(YamlTree.Mapping map) {
    required(map, "mapping");
    return map.get("mapping")
        .map(YamlTree.Entry::value)
        .filter(value -> value instanceof YamlTree.Mapping)
        .map(value -> PipelineReader.lists((YamlTree.Mapping) value, log));
  }

  private String required(YamlTree.Mapping map, Keys keys, String key) {
    required(map, key);
    return keys.text(key);
  }

  private void required(YamlTree.Mapping map, String key) {
    if (map.get(key).isEmpty()) {
      error(map.place(), "the key " + quote(key) + " is missing", "");
    }
  }

  private Optional<Pattern> pattern(YamlTree.Mapping map, Keys keys, String key) {
    String text = required(map, keys, key);
    try {
      return Optional.of(Pattern.compile(text));
    } catch (PatternSyntaxException e) {
      error(keys.place(key), "not a regular expression: " + e.getDescription(), "");
      return Optional.empty();
    }
  }

  private Optional<RuleCondition> ruleCondition(YamlTree.Mapping map) {
    Keys keys = new Keys(map, log);
    return switch (keys.text("type")) {
      case "logsource" -> Optional.of(new RuleCondition.OfLogSource(source(keys)));
      case "contains_field" ->
          Optional.of(new RuleCondition.UsesField(required(map, keys, "field")));
      case "contains_detection_item" ->
          Optional.of(
              new RuleCondition.UsesItem(
                  required(map, keys, "field"), required(map, keys, "value")));
      case "tag" -> Optional.of(new RuleCondition.HasTag(required(map, keys, "tag")));
      default -> {
        unknown(
            keys,
            "rule condition",
            "Known are logsource, contains_field, contains_detection_item, tag.");
        yield Optional.empty();
      }
    };
  }

  private void fieldCondition(YamlTree.Mapping map, List<ItemCondition> into) {
    Keys keys = new Keys(map, log);
    Set<String> fields = Set.copyOf(keys.texts("fields"));
    switch (keys.text("type")) {
      case "include_fields" -> into.add(new ItemCondition.FieldIn(fields));
      case "exclude_fields" -> into.add(new ItemCondition.FieldNotIn(fields));
      default -> unknown(keys, "field condition", "Known are include_fields, exclude_fields.");
    }
  }

  private void itemCondition(YamlTree.Mapping map, List<ItemCondition> into) {
    Keys keys = new Keys(map, log);
    switch (keys.text("type")) {
      case "match_string" ->
          pattern(map, keys, "pattern").map(ItemCondition.ValueFits::new).ifPresent(into::add);
      case "is_null" -> into.add(new ItemCondition.IsNull());
      default -> unknown(keys, "item condition", "Known are match_string, is_null.");
    }
  }

  private void unknown(Keys keys, String what, String hint) {
    error(keys.place("type"), "unknown " + what + " " + quote(keys.text("type")), hint);
  }

  private void error(Place place, String message, String hint) {
    log.error(IssueCode.PIPELINE, place, message, hint);
  }
}
