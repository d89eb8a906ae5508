package io.sextant.sigma;

import static io.sextant.sigma.IssueLog.quote;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Reads what is asked of members of arrays: `field[any]: {…}` with a selection, or with named
/// selections and a condition; `field[all]|startswith: x`; `field[0].name: y`.
final class MembersReader {
  private static final String CONDITION = "condition";
  private static final String BODY = "member";

  /// Selectors in one name; each makes another level.
  private static final int MAX_SELECTORS = 8;

  private final IssueLog log;
  private final ReaderOptions options;

  MembersReader(IssueLog log, ReaderOptions options) {
    this.log = log;
    this.options = options;
  }

  /// The item of a key whose name has a selector; empty when it has errors, which were reported.
  Optional<DetectionItem> read(MemberSelector selector, YamlTree.Entry entry) {
    Optional<ValueTest.Which> which = selector.which();
    if (which.isEmpty()) {
      log.error(
          IssueCode.MEMBER_SELECTOR,
          entry.keyPlace(),
          "unknown selector " + quote("[" + selector.word() + "]") + " of array members",
          "Known are [any], [all], [all_or_empty], [none] and positions; a plain bracket is \\[.");
      return Optional.empty();
    }
    if (entry.key().chars().filter(c -> c == '[').count() > MAX_SELECTORS) {
      log.error(
          IssueCode.OVER_LIMIT,
          entry.keyPlace(),
          "a name may select members " + MAX_SELECTORS + " times at most",
          "");
      return Optional.empty();
    }
    return body(selector, entry, which.get()).map(test -> item(selector, test, entry.keyPlace()));
  }

  private static DetectionItem item(MemberSelector selector, ValueTest test, Place place) {
    return new DetectionItem(
        selector.array().replace(" ", ""),
        List.of(),
        List.of(test),
        false,
        false,
        place.line(),
        place.column());
  }

  private Optional<ValueTest> body(
      MemberSelector selector, YamlTree.Entry entry, ValueTest.Which which) {
    boolean block = isBlock(entry.value());
    int pipe = entry.key().indexOf('|');
    if (block && selector.rest().isEmpty()) {
      if (pipe >= 0) {
        log.error(
            IssueCode.MODIFIER_COMBINATION,
            entry.keyPlace().right(pipe),
            "modifiers have no meaning for conditions on members",
            "Write them at the fields inside.");
        return Optional.empty();
      }
      boolean extended =
          entry.value() instanceof YamlTree.Mapping map && map.get(CONDITION).isPresent();
      return extended
          ? extended((YamlTree.Mapping) entry.value(), which)
          : basic(entry.value(), which);
    }
    String name = selector.rest().isEmpty() ? FieldNames.ITSELF : selector.rest();
    String key = name + (pipe < 0 ? "" : entry.key().substring(pipe));
    SequencedMap<String, YamlTree.Entry> single = new LinkedHashMap<>();
    single.put(key, new YamlTree.Entry(key, entry.keyPlace(), entry.value()));
    return basic(new YamlTree.Mapping(entry.keyPlace(), single), which);
  }

  private static boolean isBlock(YamlTree value) {
    return switch (value) {
      case YamlTree.Mapping _ -> true;
      case YamlTree.Sequence list ->
          !list.items().isEmpty()
              && list.items().stream().allMatch(item -> item instanceof YamlTree.Mapping);
      case YamlTree.Scalar _ -> false;
    };
  }

  private Optional<ValueTest> basic(YamlTree body, ValueTest.Which which) {
    return new SelectionReader(log, options)
        .read(new YamlTree.Entry(BODY, body.place(), body))
        .map(selection -> {
          SequencedMap<String, Selection> selections = new LinkedHashMap<>();
          selections.put(BODY, selection);
          return new ValueTest.Members(which, selections, List.of(new Condition.Named(BODY)));
        });
  }

  private Optional<ValueTest> extended(YamlTree.Mapping body, ValueTest.Which which) {
    SequencedMap<String, Selection> selections = new LinkedHashMap<>();
    SelectionReader reader = new SelectionReader(log, options);
    Set<String> names = new LinkedHashSet<>(body.entries().keySet());
    names.remove(CONDITION);
    for (String name : names) {
      body.get(name).flatMap(reader::read).ifPresent(read -> selections.put(name, read));
    }
    List<Condition> conditions = new ArrayList<>();
    YamlTree written = body.get(CONDITION).map(YamlTree.Entry::value).orElse(body);
    if (written instanceof YamlTree.Scalar scalar) {
      ConditionParser.parse(scalar.text(), scalar.place(), names, log)
          .ifPresent(parsed -> conditions.add(parsed.condition()));
    } else {
      log.error(
          IssueCode.CONDITION_SYNTAX,
          written.place(),
          "a condition on members must be a text, found " + written.kind(),
          "");
    }
    return conditions.isEmpty() || selections.size() < names.size()
        ? Optional.empty()
        : Optional.of(new ValueTest.Members(which, selections, conditions));
  }
}
