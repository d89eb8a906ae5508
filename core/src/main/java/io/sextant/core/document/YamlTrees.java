package io.sextant.core.document;

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

/// Reads YAML 1.2 with the merge keys (`<<`) of YAML 1.1, which threat models in the wild use.
final class YamlTrees {
  /// Deepest nesting.
  private static final int MAX_DEPTH = 64;

  /// Nodes of a file after aliases and merges are followed.
  private static final int MAX_NODES = 2_000_000;

  private static final int MAX_ALIASES = 2_000;

  /// Room that the library's reader needs behind the text, in characters.
  private static final int BUFFER_MARGIN = 16;

  private static final String MERGE = "<<";

  private final IssueLog log;
  private int nodes;

  YamlTrees(IssueLog log) {
    this.log = log;
  }

  /// The documents of a file; after a syntax error, those before it.
  List<Tree> read(String text) {
    List<Tree> documents = new ArrayList<>();
    LoadSettings settings =
        LoadSettings.builder()
            .setMaxAliasesForCollections(MAX_ALIASES)
            .setCodePointLimit(Math.max(1, text.length()))
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
        documents.add(convert(composer.next(), 0));
      }
    } catch (MarkedYamlEngineException e) {
      Place place =
          e.getProblemMark().or(e::getContextMark).map(YamlTrees::place).orElse(Place.FILE);
      log.error(
          Codes.SYNTAX,
          place,
          "not well-formed YAML: " + e.getProblem(),
          "Check quotes and indentation at this place and just before it.");
    } catch (OverLimit | YamlEngineException e) {
      log.error(
          Codes.OVER_LIMIT,
          Place.FILE,
          "the YAML goes over a limit: " + e.getMessage(),
          "Write the values out instead of aliases, or split the file.");
    }
    return documents;
  }

  private Tree convert(Node node, int depth) {
    Place place = node.getStartMark().map(YamlTrees::place).orElse(Place.FILE);
    if (++nodes > MAX_NODES) {
      throw new OverLimit("more than " + MAX_NODES + " values");
    }
    if (depth > MAX_DEPTH) {
      throw new OverLimit("nesting deeper than " + MAX_DEPTH);
    }
    return switch (node) {
      case AnchorNode anchor -> convert(anchor.getRealNode(), depth + 1);
      case ScalarNode scalar ->
          new Tree.Scalar(place, scalar.getValue(), scalar.getScalarStyle() == ScalarStyle.PLAIN);
      case SequenceNode sequence -> {
        List<Tree> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
          items.add(convert(item, depth + 1));
        }
        yield new Tree.Sequence(place, List.copyOf(items));
      }
      case MappingNode mapping -> mapping(mapping, place, depth);
      default -> throw new OverLimit("an unknown kind of node " + node.getNodeType());
    };
  }

  private Tree mapping(MappingNode mapping, Place place, int depth) {
    SequencedMap<String, Tree.Entry> entries = new LinkedHashMap<>();
    List<Tree> merged = new ArrayList<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Place keyPlace = tuple.getKeyNode().getStartMark().map(YamlTrees::place).orElse(place);
      Tree value = convert(tuple.getValueNode(), depth + 1);
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        log.error(Codes.SYNTAX, keyPlace, "a key must be a text", "Quote it, or indent it.");
        continue;
      }
      String name = key.getValue();
      if (name.equals(MERGE) && key.getScalarStyle() == ScalarStyle.PLAIN) {
        merged.add(value);
        continue;
      }
      Tree.Entry earlier = entries.putIfAbsent(name, new Tree.Entry(name, keyPlace, value));
      if (earlier != null) {
        log.error(
            Codes.DUPLICATE_KEY,
            keyPlace,
            "the key '" + name + "' stands here again; first in line " + earlier.keyPlace().line(),
            "Keep one of them; the first is used.");
      }
    }
    merged.forEach(value -> merge(value, entries));
    return new Tree.Mapping(place, entries);
  }

  /// Keys of the map itself win, then the first of several merged maps (YAML 1.1, merge key type).
  private void merge(Tree value, SequencedMap<String, Tree.Entry> into) {
    List<Tree> maps = value instanceof Tree.Sequence(_, var items) ? items : List.of(value);
    for (Tree map : maps) {
      if (!(map instanceof Tree.Mapping)) {
        log.error(
            Codes.MERGE_KEY,
            map.place(),
            "'<<' takes a map or a list of maps, found " + map.kind(),
            "Point it to the anchor of a map.");
      }
      map.fields().forEach(entry -> into.putIfAbsent(entry.key(), entry));
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
      super("", Optional.empty(), "nesting deeper than " + MAX_DEPTH, event.getStartMark());
    }
  }

  private static final class OverLimit extends RuntimeException {
    OverLimit(String message) {
      super(message);
    }
  }
}
