package io.sextant.gateway.config;

import io.sextant.core.document.Issue;
import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Tree;
import io.sextant.core.policy.Policy;
import io.sextant.core.policy.PolicyReader;
import io.sextant.gateway.ingest.Column;
import io.sextant.gateway.ingest.DataSet;
import io.sextant.gateway.ingest.IngestConfig;
import io.sextant.gateway.ingest.Provenance.Field;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/// Reads what stands under `ingest`.
final class IngestConfigReader {
  /// The policy for data that ships.
  static final String POLICY = "data";

  private static final Set<String> KEYS = Set.of("policy", "datasets");
  private static final Set<String> SET_KEYS =
      Set.of(
          "id",
          "kind",
          "require",
          "sources",
          "licences",
          "columns",
          "other-columns",
          "label",
          "record-bytes");
  private static final Set<String> COLUMN_KEYS =
      Set.of("type", "required", "min", "max", "max-characters", "values");
  private static final int MOST_SETS = 1_000;
  private static final int MOST_BYTES = 64 << 20;

  private final GatewayConfigReader reader;
  private final IssueLog log;
  private final Function<String, Optional<String>> files;
  private final List<Issue> issuesOfPolicy;
  private Optional<String> policyFile = Optional.empty();

  /// @param issuesOfPolicy takes the mistakes of its policy
  IngestConfigReader(
      GatewayConfigReader reader,
      IssueLog log,
      Function<String, Optional<String>> files,
      List<Issue> issuesOfPolicy) {
    this.reader = reader;
    this.log = log;
    this.files = files;
    this.issuesOfPolicy = issuesOfPolicy;
  }

  /// The file of its policy as it is named; empty when the policy ships.
  Optional<String> policyFile() {
    return policyFile;
  }

  Optional<IngestConfig> read(Tree tree) {
    reader.known(tree, KEYS);
    List<DataSet> sets = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Tree item : tree.list("datasets")) {
      set(item, ids).ifPresent(sets::add);
    }
    if (tree.list("datasets").size() > MOST_SETS) {
      wrong(tree, "there are more than " + MOST_SETS + " data sets", "");
    }
    return policy(tree)
        .map(policy -> new IngestConfig(policy, sets.isEmpty() ? IngestConfig.PLAIN : sets));
  }

  private Optional<Policy> policy(Tree tree) {
    String name = tree.text("policy").orElse(POLICY);
    Optional<String> shipped = ShippedPolicies.text(name);
    Optional<String> text = shipped.or(() -> files.apply(name));
    if (text.isEmpty()) {
      wrong(
          tree.get("policy").orElse(tree),
          "there is no policy " + name,
          "Leave it out for the one that ships, or name a file.");
      return Optional.empty();
    }
    policyFile = shipped.isEmpty() ? Optional.of(name) : Optional.empty();
    PolicyReader.Result result = PolicyReader.read(name, text.get());
    issuesOfPolicy.addAll(result.issues());
    boolean decides =
        result.policy().stream()
            .flatMap(it -> it.rules().stream())
            .anyMatch(rule -> rule.stages().stream().anyMatch(stage -> stage.ofData()));
    if (result.policy().isPresent() && !decides) {
      wrong(
          tree.get("policy").orElse(tree),
          "the policy " + name + " has no rule about data, so all of it would pass",
          "Add rules 'on: ingest', or leave it out for the one that ships.");
    }
    return result.policy();
  }

  private Optional<DataSet> set(Tree tree, Set<String> ids) {
    reader.known(tree, SET_KEYS);
    Optional<String> id =
        tree.text("id").filter(it -> it.matches("[a-z0-9][a-z0-9_.-]{0,62}")).filter(ids::add);
    if (id.isEmpty()) {
      wrong(tree, "a data set has an 'id' of its own, of small letters, digits and -_.", "");
    }
    Optional<DataSet.Kind> kind = DataSet.Kind.of(tree.text("kind").orElse("records"));
    if (kind.isEmpty()) {
      wrong(tree.get("kind").orElse(tree), "expected records or documents", "");
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    tree.entries("columns").forEach(entry -> columns.put(entry.key(), column(entry.value())));
    Optional<String> label = tree.text("label");
    if (label.filter(it -> !columns.isEmpty() && !columns.containsKey(it)).isPresent()) {
      wrong(
          tree.get("label").orElse(tree),
          "there is no column '" + label.orElse("") + "'",
          "Name one of those declared.");
    }
    if (kind.filter(DataSet.Kind.DOCUMENTS::equals).isPresent()
        && (!columns.isEmpty() || label.isPresent())) {
      wrong(tree, "documents have neither columns nor a label", "Write 'kind: records'.");
    }
    Set<Field> require = required(tree);
    int recordBytes = reader.number(tree, "record-bytes", DataSet.RECORD_BYTES, MOST_BYTES);
    return id.flatMap(name ->
        kind.map(what ->
            new DataSet(
                name,
                what,
                require,
                tree.texts("sources"),
                tree.texts("licences"),
                columns,
                otherColumns(tree, columns),
                label,
                recordBytes)));
  }

  private static boolean otherColumns(Tree tree, Map<String, Column> columns) {
    return tree.get("other-columns").isPresent() ? tree.holds("other-columns") : columns.isEmpty();
  }

  private Set<Field> required(Tree tree) {
    if (tree.get("require").isEmpty()) {
      return DataSet.REQUIRED;
    }
    Set<Field> fields = EnumSet.noneOf(Field.class);
    for (String word : tree.texts("require")) {
      Field.of(word)
          .ifPresentOrElse(
              fields::add,
              () ->
                  wrong(
                      tree.get("require").orElse(tree),
                      "'" + word + "' is no part of provenance",
                      "Expected source, collector, collected, licence or digest."));
    }
    return fields;
  }

  private Column column(Tree tree) {
    // A column may be written as its type alone.
    boolean brief = tree instanceof Tree.Scalar;
    if (!brief) {
      reader.known(tree, COLUMN_KEYS);
    }
    String word = (brief ? tree.text() : tree.text("type")).orElse("any");
    Optional<Column.Type> type = Column.Type.of(word);
    if (type.isEmpty()) {
      wrong(
          brief ? tree : tree.get("type").orElse(tree),
          "'" + word + "' is no type",
          "Expected text, integer, number, truth, list, object or any.");
    }
    boolean required = brief || tree.get("required").isEmpty() || tree.holds("required");
    return new Column(
        type.orElse(Column.Type.ANY),
        required,
        bound(tree, "min"),
        bound(tree, "max"),
        tree.get("max-characters").isPresent()
            ? reader.number(tree, "max-characters", 1, MOST_BYTES)
            : 0,
        Set.copyOf(tree.texts("values")));
  }

  private OptionalDouble bound(Tree tree, String key) {
    Optional<Tree> written = tree.get(key);
    if (written.isEmpty()) {
      return OptionalDouble.empty();
    }
    Optional<Double> number =
        written
            .flatMap(Tree::text)
            .filter(it -> it.matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?"))
            .map(Double::valueOf);
    if (number.isEmpty()) {
      wrong(written.get(), "'" + key + "' must be a number", "");
    }
    return number.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
  }

  private void wrong(Tree at, String message, String hint) {
    log.error(GatewayConfigReader.WRONG, at.place(), message, hint);
  }
}
