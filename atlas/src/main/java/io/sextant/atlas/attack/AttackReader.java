package io.sextant.atlas.attack;

import io.sextant.atlas.Issue;
import io.sextant.atlas.attack.AttackMatrix.Tactic;
import io.sextant.atlas.attack.AttackMatrix.Technique;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/// Reads the STIX bundle of an ATT&CK domain. Lives for one reading.
///
/// The objects are read one after the other and only those of the matrix are kept: nine tenths of a
/// bundle are relationships, groups and software. Where a bundle holds several domains, the first
/// matrix says which is meant; where it holds several versions of an object, the newest counts.
public final class AttackReader {
  /// Largest bundle, in bytes; that of Enterprise has some 45 MB.
  public static final int MAX_BYTES = 96 << 20;

  private static final int MAX_DEPTH = 40;
  private static final int MAX_TECHNIQUES = 10_000;
  private static final int MAX_SUMMARY = 300;
  private static final int MAX_NAME = 200;
  private static final Pattern DOMAIN = Pattern.compile("[a-z]{1,20}-attack");
  private static final Pattern VERSION = Pattern.compile("\\d{1,3}(\\.\\d{1,3})?");
  private static final Pattern TACTIC = Pattern.compile("TA\\d{4}");
  private static final Pattern TECHNIQUE = Pattern.compile("T\\d{4}(\\.\\d{3})?");
  private static final Pattern CITATION = Pattern.compile("\\(Citation: [^)]{0,200}\\)");
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]{0,200})]\\([^)]{0,500}\\)");
  private static final Pattern TAG = Pattern.compile("</?[a-z]{1,10}>");
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_BYTES)
                          .build())
                  .build())
          .build();

  /// Reads one object of a list; what follows it is not its business.
  private static final ObjectReader OBJECT =
      MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final String file;
  private final List<Issue> issues = new ArrayList<>();
  private final Map<String, JsonNode> tactics = new HashMap<>();
  private final List<JsonNode> matrices = new ArrayList<>();
  private final Map<String, JsonNode> techniques = new LinkedHashMap<>();
  private String version = "";

  private AttackReader(String file) {
    this.file = file;
  }

  /// A matrix, unless there are errors.
  public record Read(Optional<AttackMatrix> matrix, List<Issue> issues) {
    public Read {
      issues = List.copyOf(issues);
    }
  }

  /// @param file names the bytes in issues
  public static Read read(byte[] bytes, String file) {
    AttackReader reader = new AttackReader(file);
    Optional<AttackMatrix> matrix = reader.matrix(bytes);
    boolean failed =
        reader.issues.stream().anyMatch(issue -> issue.severity() == Issue.Severity.ERROR);
    return new Read(failed ? Optional.empty() : matrix, reader.issues);
  }

  private Optional<AttackMatrix> matrix(byte[] bytes) {
    try (JsonParser parser = MAPPER.createParser(bytes)) {
      objects(parser);
    } catch (JacksonException e) {
      error("SX-ATTACK-001", "not well-formed JSON: " + shortened(e.getOriginalMessage()));
      return Optional.empty();
    }
    Optional<String> domain =
        matrices.stream()
            .map(AttackReader::externalId)
            .filter(DOMAIN.asMatchPredicate())
            .findFirst();
    if (domain.isEmpty()) {
      error("SX-ATTACK-002", "there is no matrix of ATT&CK in it (x-mitre-matrix)");
      return Optional.empty();
    }
    matrices.removeIf(matrix -> !externalId(matrix).equals(domain.get()));
    List<Tactic> columns = columns();
    List<Technique> cells = cells(columns, domain.get());
    if (cells.isEmpty() || cells.size() > MAX_TECHNIQUES) {
      error("SX-ATTACK-003", cells.size() + " techniques; expected 1 to " + MAX_TECHNIQUES);
    }
    String name = text(matrices.getFirst(), "name");
    return Optional.of(new AttackMatrix(domain.get(), version, name, columns, cells));
  }

  private void objects(JsonParser parser) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      parser.nextToken();
      return;
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean objects = parser.currentName().equals("objects");
      if (parser.nextToken() != JsonToken.START_ARRAY || !objects) {
        parser.skipChildren();
        continue;
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        sort(OBJECT.readTree(parser));
      }
    }
  }

  private void sort(JsonNode object) {
    switch (object.path("type").asString("")) {
      case "x-mitre-matrix" -> {
        if (inUse(object)) {
          matrices.add(object);
        }
      }
      case "x-mitre-tactic" -> {
        if (inUse(object)) {
          tactics.put(object.path("id").asString(""), object);
        }
      }
      case "attack-pattern" -> techniques.merge(key(object), object, AttackReader::newer);
      case "x-mitre-collection" -> {
        String stated = object.path("x_mitre_version").asString("");
        version = VERSION.matcher(stated).matches() ? stated : version;
      }
      default -> {
        // Groups, software and the like have no place in a matrix.
      }
    }
  }

  private static boolean inUse(JsonNode object) {
    return !object.path("revoked").asBoolean(false)
        && !object.path("x_mitre_deprecated").asBoolean(false);
  }

  /// One object in several versions has one id; what has none stands by itself.
  private String key(JsonNode object) {
    String id = object.path("id").asString("");
    return id.isEmpty() ? "#" + techniques.size() : id;
  }

  private static JsonNode newer(JsonNode one, JsonNode other) {
    String first = one.path("modified").asString("");
    return other.path("modified").asString("").compareTo(first) > 0 ? other : one;
  }

  /// Whether an object that says in which domains it stands is in this one.
  private static boolean stands(JsonNode object, String domain) {
    JsonNode domains = object.path("x_mitre_domains");
    return domains.isEmpty()
        || domains.valueStream().anyMatch(each -> each.asString("").equals(domain));
  }

  private List<Tactic> columns() {
    Map<String, Tactic> columns = new LinkedHashMap<>();
    for (JsonNode matrix : matrices) {
      for (JsonNode reference : matrix.path("tactic_refs")) {
        JsonNode tactic = tactics.get(reference.asString(""));
        if (tactic == null || !TACTIC.matcher(externalId(tactic)).matches()) {
          warning("SX-ATTACK-004", "the matrix names a tactic that is not there: " + reference);
          continue;
        }
        columns.putIfAbsent(
            externalId(tactic),
            new Tactic(
                externalId(tactic), text(tactic, "name"), text(tactic, "x_mitre_shortname")));
      }
    }
    return List.copyOf(columns.values());
  }

  private List<Technique> cells(List<Tactic> columns, String domain) {
    Map<String, Technique> cells = new LinkedHashMap<>();
    for (JsonNode object : techniques.values()) {
      if (!inUse(object) || !stands(object, domain)) {
        continue;
      }
      String id = externalId(object);
      if (!TECHNIQUE.matcher(id).matches()) {
        warning("SX-ATTACK-004", "a technique has no id of ATT&CK: " + text(object, "name"));
        continue;
      }
      Technique technique = cell(id, object, columns);
      if (technique.tactics().isEmpty()) {
        warning("SX-ATTACK-004", id + " belongs to no tactic of the matrix; it is left out");
      } else if (cells.putIfAbsent(id, technique) != null) {
        warning("SX-ATTACK-004", id + " stands twice; the first counts");
      }
    }
    return cells.values().stream()
        .filter(cell -> cell.parent().map(cells::containsKey).orElse(true))
        .sorted(Comparator.comparing(Technique::name).thenComparing(Technique::id))
        .toList();
  }

  private static Technique cell(String id, JsonNode object, List<Tactic> columns) {
    List<String> phases = new ArrayList<>();
    object
        .path("kill_chain_phases")
        .forEach(phase -> phases.add(phase.path("phase_name").asString("")));
    List<String> platforms = new ArrayList<>();
    object
        .path("x_mitre_platforms")
        .forEach(platform -> platforms.add(shortened(platform.asString(""))));
    int dot = id.indexOf('.');
    return new Technique(
        id,
        text(object, "name"),
        summary(object.path("description").asString("")),
        dot < 0 ? Optional.empty() : Optional.of(id.substring(0, dot)),
        columns.stream().filter(column -> phases.contains(column.phase())).map(Tactic::id).toList(),
        platforms.stream().distinct().sorted().toList());
  }

  /// The first sentence without citations, links and tags.
  private static String summary(String description) {
    String head = description.substring(0, Math.min(description.length(), 4 * MAX_SUMMARY));
    String plain = CITATION.matcher(head).replaceAll("");
    plain = LINK.matcher(plain).replaceAll("$1");
    plain = TAG.matcher(plain).replaceAll("").replaceAll("\\s+", " ").strip();
    int end = plain.indexOf(". ");
    String sentence = end < 0 ? plain : plain.substring(0, end + 1);
    return sentence.length() <= MAX_SUMMARY ? sentence : sentence.substring(0, MAX_SUMMARY) + "…";
  }

  /// The id that the first reference to MITRE gives.
  private static String externalId(JsonNode object) {
    for (JsonNode reference : object.path("external_references")) {
      if (reference.path("source_name").asString("").startsWith("mitre-")) {
        return reference.path("external_id").asString("");
      }
    }
    return "";
  }

  private static String text(JsonNode object, String key) {
    return shortened(object.path(key).asString(""));
  }

  private static String shortened(String text) {
    return text.length() <= MAX_NAME ? text : text.substring(0, MAX_NAME) + "…";
  }

  private void error(String code, String message) {
    issues.add(
        new Issue(
            code,
            Issue.Severity.ERROR,
            file,
            0,
            0,
            message,
            "Give the STIX 2.1 bundle of a domain, such as enterprise-attack.json."));
  }

  private void warning(String code, String message) {
    issues.add(new Issue(code, Issue.Severity.WARNING, file, 0, 0, shortened(message), ""));
  }
}
