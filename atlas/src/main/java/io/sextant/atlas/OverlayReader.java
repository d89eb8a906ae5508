package io.sextant.atlas;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads an overlay (YAML or JSON, `docs/schemas/atlas-overlay.schema.json`) and says everything
/// that is wrong with it by itself. What it names in a release is checked by [OverlayMerge]. Pure
/// and thread-safe.
public final class OverlayReader {
  /// The one form there is so far.
  static final String FORMAT = "1";

  private static final int MAX_NAME = 200;
  private static final int MAX_TEXT = 20_000;

  /// Entries of each kind; an overlay is written by people.
  private static final int MAX_ENTRIES = 2_000;

  private static final Pattern SEGMENT = Pattern.compile("[A-Z][A-Z0-9]{1,9}");

  private final String file;
  private final IssueLog log;
  private final Map<AtlasId, Node> defined = new HashMap<>();
  private String segment = "";

  private OverlayReader(String file, IssueLog log) {
    this.file = file;
    this.log = log;
  }

  /// An overlay when the file has no ERROR, and everything there is to say about the file.
  public record Read(Optional<Overlay> overlay, List<Issue> issues) {
    public Read {
      issues = List.copyOf(issues);
    }
  }

  public static Read read(byte[] bytes, String file) {
    IssueLog log = new IssueLog(file);
    Optional<Overlay> overlay =
        YamlText.parse(bytes, log)
            .flatMap(root -> Fields.of(root, "overlay", log))
            .map(root -> new OverlayReader(file, log).overlay(root));
    return new Read(log.failed() ? Optional.empty() : overlay, log.issues());
  }

  private Overlay overlay(Fields root) {
    String format = root.requiredText("overlay").orElse(FORMAT);
    if (!format.equals(FORMAT)) {
      log.error(
          "SX-ATLAS-070",
          root.value("overlay").orElse(root.node()),
          "the form of an overlay is 1, found " + IssueLog.quote(format),
          "Write 'overlay: 1'.");
    }
    String organisation = text(root, "organisation", MAX_NAME, true);
    segment = root.requiredText("id-segment").orElse("");
    if (!segment.isEmpty() && !SEGMENT.matcher(segment).matches()) {
      log.error(
          "SX-ATLAS-071",
          root.value("id-segment").orElse(root.node()),
          "expected 2 to 10 capital letters and digits for 'id-segment', found "
              + IssueLog.quote(segment),
          "Own ids look like AML.BANK.T0001; here BANK is the segment.");
    }
    Overlay overlay =
        new Overlay(
            file,
            organisation,
            segment,
            each(root, "techniques", "technique", this::technique),
            each(root, "mitigations", "mitigation", this::mitigation),
            statements(root, "renamed", MAX_NAME),
            statements(root, "hidden", MAX_TEXT),
            statements(root, "notes", MAX_TEXT),
            mappings(root));
    root.noticeUnknown();
    return overlay;
  }

  private Optional<Overlay.OwnTechnique> technique(Fields fields) {
    Optional<Overlay.Ref<TechniqueId>> id = own(fields, TechniqueId.class, "T");
    List<Overlay.Ref<TacticId>> tactics = new ArrayList<>();
    for (Fields.Text text : fields.texts("tactics")) {
      ref(text.at(), text.value(), TacticId.class).ifPresent(tactics::add);
    }
    Optional<Overlay.Ref<TechniqueId>> parent =
        fields
            .value("parent")
            .flatMap(node ->
                Fields.scalar(node, "an id for 'parent'", log)
                    .flatMap(text -> ref(node, text, TechniqueId.class)));
    if (tactics.isEmpty() && parent.isEmpty()) {
      log.error(
          "SX-ATLAS-007",
          fields.node(),
          "this technique has neither 'tactics' nor a 'parent'",
          "Name at least one tactic, such as AML.TA0005.");
    }
    Set<String> platforms = new LinkedHashSet<>();
    fields.texts("platforms").forEach(text -> platforms.add(text.value()));
    String name = text(fields, "name", MAX_NAME, true);
    String summary = text(fields, "summary", MAX_NAME * 2, false);
    String description = text(fields, "description", MAX_TEXT, false);
    Optional<Technique.Maturity> maturity = maturity(fields);
    List<Reference> references = references(fields);
    fields.noticeUnknown();
    return id.map(found ->
        new Overlay.OwnTechnique(
            found, name, summary, description, parent, tactics, maturity, platforms, references));
  }

  private Optional<Overlay.OwnMitigation> mitigation(Fields fields) {
    Optional<Overlay.Ref<MitigationId>> id = own(fields, MitigationId.class, "M");
    List<Overlay.Mitigated> mitigates =
        each(
            fields,
            "mitigates",
            "mitigated technique",
            edge -> {
              Optional<Overlay.Ref<TechniqueId>> technique =
                  edge.requiredText("technique")
                      .flatMap(text ->
                          ref(
                              edge.value("technique").orElse(edge.node()),
                              text,
                              TechniqueId.class));
              String text = text(edge, "text", MAX_TEXT, false);
              edge.noticeUnknown();
              return technique.map(found -> new Overlay.Mitigated(found, text));
            });
    String name = text(fields, "name", MAX_NAME, true);
    String summary = text(fields, "summary", MAX_NAME * 2, false);
    String description = text(fields, "description", MAX_TEXT, false);
    List<String> categories = fields.texts("categories").stream().map(Fields.Text::value).toList();
    List<Reference> references = references(fields);
    fields.noticeUnknown();
    return id.map(found ->
        new Overlay.OwnMitigation(
            found, name, summary, description, categories, mitigates, references));
  }

  private Optional<Technique.Maturity> maturity(Fields fields) {
    Optional<String> word = fields.text("maturity");
    Optional<Technique.Maturity> maturity = word.flatMap(Technique.Maturity::parse);
    if (word.isPresent() && maturity.isEmpty()) {
      log.error(
          "SX-ATLAS-076",
          fields.value("maturity").orElse(fields.node()),
          "expected feasible, demonstrated or realized, found " + IssueLog.quote(word.get()),
          "");
    }
    return maturity;
  }

  private List<Reference> references(Fields fields) {
    return each(
        fields,
        "references",
        "reference",
        item -> {
          Reference reference = new Reference("", text(item, "title", MAX_NAME, false), url(item));
          item.noticeUnknown();
          return Optional.of(reference)
              .filter(found -> !found.title().isEmpty() || !found.url().isEmpty());
        });
  }

  private List<Overlay.OwnMapping> mappings(Fields root) {
    List<Overlay.OwnMapping> mappings = new ArrayList<>();
    for (Entry entry : entries(root, "mappings")) {
      for (Node node : items(entry.value())) {
        Fields.of(node, "mapping", log)
            .ifPresent(fields -> {
              mappings.add(
                  new Overlay.OwnMapping(
                      entry.object(),
                      text(fields, "to", MAX_NAME, true),
                      text(fields, "title", MAX_NAME, false),
                      url(fields)));
              fields.noticeUnknown();
            });
      }
    }
    return mappings;
  }

  private List<Node> items(Node node) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    log.error("SX-ATLAS-006", node, "expected a list of mappings", "Begin each with '- to:'.");
    return List.of();
  }

  private List<Overlay.Statement> statements(Fields root, String key, int most) {
    List<Overlay.Statement> statements = new ArrayList<>();
    for (Entry entry : entries(root, key)) {
      Optional<String> text = Fields.scalar(entry.value(), "text", log);
      if (text.isEmpty()) {
        log.error("SX-ATLAS-007", entry.value(), "this entry of '" + key + "' is empty", "");
      } else {
        tooLong(entry.value(), text.get(), most);
        statements.add(new Overlay.Statement(entry.object(), text.get()));
      }
    }
    return statements;
  }

  /// An entry of a map from ids to something.
  private record Entry(Overlay.Ref<AtlasId> object, Node value) {}

  private List<Entry> entries(Fields root, String key) {
    Optional<Node> node = root.value(key);
    if (node.isEmpty()) {
      return List.of();
    }
    List<Entry> entries = new ArrayList<>();
    if (node.get() instanceof MappingNode mapping && fits(node.get(), mapping.getValue().size())) {
      Set<AtlasId> seen = new LinkedHashSet<>();
      for (NodeTuple tuple : mapping.getValue()) {
        Fields.scalar(tuple.getKeyNode(), "an id", log)
            .flatMap(text -> ref(tuple.getKeyNode(), text, AtlasId.class))
            .ifPresent(object -> {
              if (!seen.add(object.id())) {
                twice(tuple.getKeyNode(), object.id(), "'" + key + "'");
              }
              entries.add(new Entry(object, tuple.getValueNode()));
            });
      }
    } else if (!(node.get() instanceof MappingNode)) {
      log.error(
          "SX-ATLAS-006", node.get(), "expected ids and texts below '" + key + "'", "AML.T0051: …");
    }
    return entries;
  }

  private <T> List<T> each(
      Fields fields, String key, String what, Function<Fields, Optional<T>> one) {
    List<Node> nodes = fields.list(key);
    if (!fits(fields.value(key).orElse(fields.node()), nodes.size())) {
      return List.of();
    }
    List<T> all = new ArrayList<>();
    for (Node node : nodes) {
      Fields.of(node, what, log).flatMap(one).ifPresent(all::add);
    }
    return all;
  }

  private boolean fits(Node at, int size) {
    if (size > MAX_ENTRIES) {
      log.error(
          "SX-ATLAS-003", at, size + " entries; at most " + MAX_ENTRIES + " are read", "Split it.");
    }
    return size <= MAX_ENTRIES;
  }

  /// The id of an object of the organisation's own: it bears the segment, so that ATLAS can never
  /// give it another meaning.
  private <I extends AtlasId> Optional<Overlay.Ref<I>> own(
      Fields fields, Class<I> type, String letter) {
    Optional<String> written = fields.requiredText("id");
    Node at = fields.value("id").orElse(fields.node());
    Optional<Overlay.Ref<I>> id = written.flatMap(text -> ref(at, text, type));
    if (id.isPresent() && !id.get().id().value().startsWith("AML." + segment + "." + letter)) {
      log.error(
          "SX-ATLAS-071",
          at,
          id.get().id() + " is not an id of this organisation",
          "Own ids begin with AML." + segment + "." + letter + ", so that no release takes them.");
      return Optional.empty();
    }
    if (id.isPresent() && defined.put(id.get().id(), at) != null) {
      twice(at, id.get().id(), "this overlay");
    }
    return id;
  }

  private void twice(Node at, AtlasId id, String where) {
    log.error("SX-ATLAS-072", at, id + " stands twice in " + where, "Keep one of them.");
  }

  private <I extends AtlasId> Optional<Overlay.Ref<I>> ref(Node at, String text, Class<I> type) {
    Optional<AtlasId> id = AtlasId.parse(text);
    if (id.isEmpty() || !type.isInstance(id.get())) {
      log.error(
          "SX-ATLAS-034",
          at,
          IssueLog.quote(text) + " is not " + kind(type),
          "Write ids as ATLAS does: AML.T0051, AML.T0051.000, AML.TA0005, AML.M0015.");
      return Optional.empty();
    }
    return Optional.of(new Overlay.Ref<>(type.cast(id.get()), place(at)));
  }

  private static String kind(Class<?> type) {
    if (type == TechniqueId.class) {
      return "the id of a technique";
    }
    if (type == TacticId.class) {
      return "the id of a tactic";
    }
    return type == MitigationId.class ? "the id of a mitigation" : "an id of ATLAS";
  }

  private static Overlay.Place place(Node at) {
    Optional<Mark> mark = at.getStartMark();
    return new Overlay.Place(
        mark.map(found -> found.getLine() + 1).orElse(0),
        mark.map(found -> found.getColumn() + 1).orElse(0));
  }

  private String text(Fields fields, String key, int most, boolean required) {
    Optional<String> text = required ? fields.requiredText(key) : fields.text(key);
    text.ifPresent(value -> tooLong(fields.value(key).orElse(fields.node()), value, most));
    return text.orElse("");
  }

  private void tooLong(Node at, String text, int most) {
    if (text.length() > most) {
      log.error(
          "SX-ATLAS-076",
          at,
          "this text has " + text.length() + " characters; at most " + most + " are taken",
          "Shorten it.");
    }
  }

  private String url(Fields fields) {
    Optional<String> text = fields.text("url");
    if (text.isPresent() && !isWeb(text.get())) {
      log.error(
          "SX-ATLAS-076",
          fields.value("url").orElse(fields.node()),
          "expected an address that begins with https:// or http://, found "
              + IssueLog.quote(text.get()),
          "");
      return "";
    }
    return text.orElse("");
  }

  private static boolean isWeb(String text) {
    try {
      URI uri = new URI(text);
      return ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
          && uri.getRawAuthority() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
