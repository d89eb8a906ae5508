package io.sextant.sigma;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.AnchorNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/// Turns YAML text into trees within limits on size, nesting, aliases and nodes, and reports keys
/// that stand twice.
public final class YamlParser {
  /// Longest file, in characters.
  static final int MAX_CHARACTERS = 8 << 20;

  /// Deepest nesting; a rule needs about six.
  static final int MAX_DEPTH = 40;

  /// Nodes of a file after aliases are followed.
  static final int MAX_NODES = 500_000;

  /// Aliases of collections in one file.
  private static final int MAX_ALIASES = 50;

  /// Room that the library's reader needs behind the text, in characters.
  private static final int BUFFER_MARGIN = 16;

  /// The key of YAML 1.1 whose map's keys are taken over.
  private static final String MERGE = "<<";

  private static final String TOO_DEEP = "nesting deeper than " + MAX_DEPTH;

  private final IssueLog log;
  private int nodes;

  private YamlParser(IssueLog log) {
    this.log = log;
  }

  /// One document; not `sound` when errors were found in it.
  public record Document(YamlTree tree, boolean sound) {}

  /// The documents of a file; after a syntax error, those before it.
  public static List<Document> parse(String text, IssueLog log) {
    if (text.length() > MAX_CHARACTERS) {
      log.error(
          IssueCode.OVER_LIMIT,
          Place.FILE,
          "the file has " + text.length() + " characters; at most " + MAX_CHARACTERS + " are read",
          "Split it into several files.");
      return List.of();
    }
    return new YamlParser(log).documents(text);
  }

  private List<Document> documents(String text) {
    List<Document> documents = new ArrayList<>();
    LoadSettings settings =
        LoadSettings.builder()
            .setMaxAliasesForCollections(MAX_ALIASES)
            .setCodePointLimit(MAX_CHARACTERS)
            .setUseMarks(true)
            // Scalars stay text, so nothing needs to tell what they could be.
            .setSchema(new FailsafeSchema())
            // One read for the whole text: the library fails on a character outside the basic
            // plane that lies across two of its buffers.
            .setBufferSize(text.length() + BUFFER_MARGIN)
            .build();
    try {
      Parser parser = new DepthLimit(new ParserImpl(settings, new StreamReader(settings, text)));
      Composer composer = new Composer(settings, parser);
      while (composer.hasNext()) {
        int errorsBefore = log.errors();
        YamlTree tree = convert(composer.next(), 0);
        documents.add(new Document(tree, log.errors() == errorsBefore));
      }
    } catch (MarkedYamlEngineException e) {
      refuse(e);
    } catch (ReaderException e) {
      log.error(
          IssueCode.YAML_SYNTAX,
          Place.FILE,
          String.format(
              "the character U+%04X at position %d may not stand in YAML",
              e.getCodePoint(), e.getPosition()),
          "Remove it, or write it as an escape between double quotes.");
    } catch (TooManyNodes | YamlEngineException e) {
      log.error(
          IssueCode.OVER_LIMIT,
          Place.FILE,
          "the YAML goes over a limit: " + e.getMessage(),
          "Rules need few aliases; write the values out.");
    }
    return documents;
  }

  private void refuse(MarkedYamlEngineException e) {
    String problem = String.valueOf(e.getProblem());
    boolean limit = problem.equals(TOO_DEEP);
    Place place =
        e.getProblemMark().or(e::getContextMark).map(YamlParser::place).orElse(Place.FILE);
    log.error(
        limit ? IssueCode.OVER_LIMIT : IssueCode.YAML_SYNTAX,
        place,
        (limit ? "" : "not well-formed YAML: ") + problem,
        limit
            ? "A rule needs about six levels."
            : "Check quotes and indentation at this place and just before it.");
  }

  private YamlTree convert(Node node, int depth) {
    Place place = node.getStartMark().map(YamlParser::place).orElse(Place.FILE);
    if (++nodes > MAX_NODES) {
      throw new TooManyNodes("more than " + MAX_NODES + " nodes");
    }
    if (depth > MAX_DEPTH) {
      throw new TooManyNodes(TOO_DEEP);
    }
    return switch (node) {
      case AnchorNode anchor -> convert(anchor.getRealNode(), depth + 1);
      case ScalarNode scalar ->
          new YamlTree.Scalar(
              place, scalar.getValue(), scalar.getScalarStyle() == ScalarStyle.PLAIN);
      case SequenceNode sequence -> {
        List<YamlTree> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
          items.add(convert(item, depth + 1));
        }
        yield new YamlTree.Sequence(place, List.copyOf(items));
      }
      case MappingNode mapping -> mapping(mapping, place, depth);
      default -> throw new TooManyNodes("an unknown kind of node " + node.getNodeType());
    };
  }

  private YamlTree mapping(MappingNode mapping, Place place, int depth) {
    SequencedMap<String, YamlTree.Entry> entries = new LinkedHashMap<>();
    List<YamlTree> merged = new ArrayList<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Place keyPlace = tuple.getKeyNode().getStartMark().map(YamlParser::place).orElse(place);
      YamlTree value = convert(tuple.getValueNode(), depth + 1);
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        log.error(
            IssueCode.WRONG_SHAPE, keyPlace, "a key must be a text", "Quote it, or indent it.");
        continue;
      }
      String name = key.getValue();
      if (name.equals(MERGE) && key.getScalarStyle() == ScalarStyle.PLAIN) {
        merged.add(value);
        continue;
      }
      YamlTree.Entry earlier = entries.putIfAbsent(name, new YamlTree.Entry(name, keyPlace, value));
      if (earlier != null) {
        log.error(
            IssueCode.DUPLICATE_KEY,
            keyPlace,
            "the key "
                + IssueLog.quote(name)
                + " stands here for the second time; first in line "
                + earlier.keyPlace().line(),
            "Join the two, or make a list of maps.");
      }
    }
    merged.forEach(value -> merge(value, entries));
    return new YamlTree.Mapping(place, entries);
  }

  /// Adds the keys of a map, or of a list of maps, that are not there yet.
  private void merge(YamlTree value, SequencedMap<String, YamlTree.Entry> into) {
    switch (value) {
      case YamlTree.Mapping map -> map.entries().forEach(into::putIfAbsent);
      case YamlTree.Sequence list
          when list.items().stream().allMatch(item -> item instanceof YamlTree.Mapping) ->
          list.items().forEach(item -> merge(item, into));
      case YamlTree.Sequence _, YamlTree.Scalar _ ->
          log.error(
              IssueCode.WRONG_SHAPE,
              value.place(),
              "the key '<<' needs a map or a list of maps, found " + value.kind(),
              "Name an anchor of a map.");
    }
  }

  private static Place place(Mark mark) {
    return new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }

  /// Passes events on and stops at the nesting limit, before recursion would exhaust the stack.
  private static final class DepthLimit implements Parser {
    private final Parser parser;
    private int depth;

    DepthLimit(Parser parser) {
      this.parser = parser;
    }

    @Override
    public boolean checkEvent(Event.ID id) {
      return parser.checkEvent(id);
    }

    @Override
    public Event peekEvent() {
      return parser.peekEvent();
    }

    @Override
    public boolean hasNext() {
      return parser.hasNext();
    }

    @Override
    public Event next() {
      Event event = parser.next();
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        case Alias, Comment, DocumentEnd, DocumentStart, Scalar, StreamEnd, StreamStart -> {}
      }
      if (depth > MAX_DEPTH) {
        throw new TooDeep(event);
      }
      return event;
    }
  }

  private static final class TooDeep extends MarkedYamlEngineException {
    TooDeep(Event event) {
      super("", Optional.empty(), TOO_DEEP, event.getStartMark());
    }
  }

  private static final class TooManyNodes extends RuntimeException {
    TooManyNodes(String message) {
      super(message);
    }
  }
}
