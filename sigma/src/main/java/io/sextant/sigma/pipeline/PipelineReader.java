package io.sextant.sigma.pipeline;

import static io.sextant.sigma.IssueLog.quote;

import io.sextant.sigma.Issue;
import io.sextant.sigma.IssueCode;
import io.sextant.sigma.IssueLog;
import io.sextant.sigma.Keys;
import io.sextant.sigma.Place;
import io.sextant.sigma.ReaderOptions;
import io.sextant.sigma.SelectionReader;
import io.sextant.sigma.YamlParser;
import io.sextant.sigma.YamlTree;
import io.sextant.sigma.pipeline.Pipeline.Layout;
import io.sextant.sigma.pipeline.Pipeline.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Reads pipelines: YAML text in, a pipeline or every problem out.
public final class PipelineReader {
  private static final Set<String> KEYS =
      Set.of(
          "name",
          "title",
          "priority",
          "product",
          "layout",
          "records",
          "recognises",
          "aliases",
          "services",
          "categories",
          "vars",
          "transformations");
  private static final Set<String> SOURCE_KEYS = Set.of("service", "when", "fields", "set");

  private final IssueLog log;
  private final SelectionReader selections;

  private PipelineReader(IssueLog log) {
    this.log = log;
    this.selections = new SelectionReader(log, ReaderOptions.DEFAULT);
  }

  /// What a file held; the pipeline is there when there are no errors.
  public record ReadResult(Optional<Pipeline> pipeline, List<Issue> issues) {
    public ReadResult {
      issues = List.copyOf(issues);
    }
  }

  /// Reads one file; `file` is only named in issues.
  public static ReadResult read(String file, String yaml) {
    IssueLog log = new IssueLog(file, yaml);
    List<YamlParser.Document> documents = YamlParser.parse(yaml, log);
    Optional<Pipeline> pipeline = Optional.empty();
    if (documents.size() == 1 && documents.getFirst().tree() instanceof YamlTree.Mapping map) {
      pipeline = Optional.of(new PipelineReader(log).pipeline(map));
    } else if (log.errors() == 0) {
      log.error(IssueCode.PIPELINE, Place.FILE, "a pipeline is one YAML document, a map", "");
    }
    return new ReadResult(log.errors() == 0 ? pipeline : Optional.empty(), log.issues());
  }

  private Pipeline pipeline(YamlTree.Mapping map) {
    known(map, KEYS);
    Keys keys = new Keys(map, log);
    List<Source> sources = new ArrayList<>(services(map));
    sources.addAll(categories(map, sources.stream().map(Source::service).toList()));
    return new Pipeline(
        keys.text("name"),
        keys.text("title"),
        priority(map, keys),
        keys.text("product").toLowerCase(Locale.ROOT),
        layout(keys),
        keys.texts("records"),
        map.get("recognises").flatMap(selections::read),
        lists(map, "aliases"),
        sources,
        lists(map, "vars"),
        new StepReader(log, selections).read(map));
  }

  private void known(YamlTree.Mapping map, Set<String> allowed) {
    for (YamlTree.Entry entry : map.entries().values()) {
      if (!allowed.contains(entry.key())) {
        log.error(
            IssueCode.PIPELINE,
            entry.keyPlace(),
            "unknown key " + quote(entry.key()),
            "Known are " + String.join(", ", allowed.stream().sorted().toList()) + ".");
      }
    }
  }

  private int priority(YamlTree.Mapping map, Keys keys) {
    String text = keys.text("priority");
    if (text.isEmpty()) {
      return 0;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      log.error(
          IssueCode.PIPELINE,
          new Keys(map, log).place("priority"),
          "expected a whole number, found " + quote(text),
          "");
      return 0;
    }
  }

  private Layout layout(Keys keys) {
    String text = keys.text("layout");
    return switch (text) {
      case "", "plain" -> Layout.PLAIN;
      case "windows" -> Layout.WINDOWS;
      default -> {
        log.error(
            IssueCode.PIPELINE,
            keys.place("layout"),
            "expected 'plain' or 'windows', found " + quote(text),
            "");
        yield Layout.PLAIN;
      }
    };
  }

  private SequencedMap<String, List<String>> lists(YamlTree.Mapping map, String key) {
    SequencedMap<String, List<String>> lists = new LinkedHashMap<>();
    mapping(map, key)
        .ifPresent(found -> {
          Keys keys = new Keys(found, log);
          found.entries().keySet().forEach(name -> lists.put(name, keys.texts(name)));
        });
    return lists;
  }

  private SequencedMap<String, String> texts(YamlTree.Mapping map, String key) {
    SequencedMap<String, String> texts = new LinkedHashMap<>();
    mapping(map, key)
        .ifPresent(found -> {
          Keys keys = new Keys(found, log);
          found.entries().keySet().forEach(name -> texts.put(name, keys.text(name)));
        });
    return texts;
  }

  private Optional<YamlTree.Mapping> mapping(YamlTree.Mapping map, String key) {
    Optional<YamlTree.Entry> entry = map.get(key);
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    if (entry.get().value() instanceof YamlTree.Mapping found) {
      return Optional.of(found);
    }
    new Keys(map, log).wrongShape(entry.get(), "a map");
    return Optional.empty();
  }

  private List<Source> services(YamlTree.Mapping map) {
    List<Source> services = new ArrayList<>();
    mapping(map, "services")
        .ifPresent(found -> {
          for (YamlTree.Entry entry : found.entries().values()) {
            selections
                .read(entry)
                .ifPresent(when ->
                    services.add(
                        new Source(
                            "",
                            entry.key().toLowerCase(Locale.ROOT),
                            when,
                            new LinkedHashMap<>(),
                            new LinkedHashMap<>())));
          }
        });
    return services;
  }

  private List<Source> categories(YamlTree.Mapping map, List<String> services) {
    List<Source> sources = new ArrayList<>();
    mapping(map, "categories")
        .ifPresent(found -> {
          for (YamlTree.Entry entry : found.entries().values()) {
            List<YamlTree> items =
                entry.value() instanceof YamlTree.Sequence list
                    ? list.items()
                    : List.of(entry.value());
            items.forEach(item -> source(entry, item, services).ifPresent(sources::add));
          }
        });
    return sources;
  }

  private Optional<Source> source(YamlTree.Entry entry, YamlTree item, List<String> services) {
    if (!(item instanceof YamlTree.Mapping map)) {
      new Keys(new YamlTree.Mapping(item.place(), new LinkedHashMap<>()), log)
          .wrongShape(entry, "a list of maps");
      return Optional.empty();
    }
    known(map, SOURCE_KEYS);
    String service = new Keys(map, log).text("service").toLowerCase(Locale.ROOT);
    if (!service.isEmpty() && !services.contains(service)) {
      log.error(
          IssueCode.PIPELINE,
          new Keys(map, log).place("service"),
          "the service " + quote(service) + " is not defined under 'services'",
          "");
    }
    Optional<YamlTree.Entry> when = map.get("when");
    if (when.isEmpty()) {
      log.error(
          IssueCode.PIPELINE,
          item.place(),
          "the key 'when' is missing: what the events of this log are like",
          "Add one, such as 'when: {EventID: 1}'.");
      return Optional.empty();
    }
    return selections
        .read(when.get())
        .<Source>map(selection ->
            new Source(
                entry.key().toLowerCase(Locale.ROOT),
                service,
                selection,
                texts(map, "fields"),
                texts(map, "set")));
  }

  /// The keys of a map that lists hold, for callers that read further.
  static Map<String, List<String>> lists(YamlTree.Mapping map, IssueLog log) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    Keys keys = new Keys(map, log);
    map.entries().keySet().forEach(name -> lists.put(name, keys.texts(name)));
    return lists;
  }
}
