package io.sextant.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.sigma.lint.RuleLint;
import io.sextant.sigma.lint.TagCheck;
import io.sextant.sigma.pipeline.EventRouter;
import io.sextant.sigma.pipeline.PipelineReader;
import io.sextant.sigma.pipeline.Pipelines;
import io.sextant.sigma.pipeline.PreparedRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Broken rules, conditions, pipelines and events give issues, never an exception, each in bounded
/// time: a million inputs, most of the cheapest kinds. The system property `sextant.fuzz`
/// multiplies them.
class FuzzTest {
  private static final int TIMES = Integer.getInteger("sextant.fuzz", 1);
  private static final int RULES = 15_000;
  private static final int CONDITIONS = 700_000;
  private static final int CONDITIONS_IN_RULES = 5_000;
  private static final int PIPELINES = 1_500;
  private static final int EVENTS = 280_000;

  /// For one input, on a machine that is busy with other things.
  private static final long MAX_NANOS = 10_000_000_000L;

  private static final Path SUITE = Path.of("conformance");
  private static final int MAX_WINDOW_SECONDS = 1_000_000;

  private static List<String> files(String ending) {
    try (Stream<Path> files = Files.walk(SUITE)) {
      List<String> texts = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(ending)).sorted().toList()) {
        texts.add(Files.readString(file));
      }
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String pipeline(String name) {
    try (InputStream in =
        Pipelines.class.getResourceAsStream("/io/sextant/sigma/pipeline/" + name + ".yml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fuzz(long seed, int inputs, List<String> corpus, Consumer<String> target) {
    Mutator mutator = new Mutator(seed, corpus);
    for (int i = 0; i < inputs * TIMES; i++) {
      String input = mutator.next();
      long start = System.nanoTime();
      try {
        target.accept(input);
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("input " + i + " of seed " + seed + ":\n" + input, e);
      }
      if (System.nanoTime() - start > MAX_NANOS) {
        throw new AssertionError("input " + i + " of seed " + seed + " took too long:\n" + input);
      }
    }
  }

  /// Reads, lints, compiles and runs on one event.
  private static void rules(String yaml, JsonNode event) {
    SigmaReader reader = new SigmaReader(ReaderOptions.DEFAULT.withArrays(yaml.length() % 2 == 0));
    SigmaReader.ReadResult read = reader.read("fuzz.yml", yaml);
    RuleLint.lint(read.documents(), TagCheck.NONE, _ -> yaml);
    SigmaEngine engine = SigmaEngine.of(new SigmaCompiler().compile(read.documents()).rules());
    engine.accept(new SigmaEvent(0, Rules.START, LogSource.ANY, event));
    engine.advance(Rules.START.plusSeconds(MAX_WINDOW_SECONDS));
  }

  @Test
  void rulesNeverBreakTheReader() {
    JsonNode event = Rules.json("{'a':'x y -1','b':{'c':[1,null,{'d':'x'}]},'t':'2026-01-01'}");
    fuzz(1, RULES, files("rules.yml"), yaml -> rules(yaml, event));
  }

  private static final List<String> CONDITION_CORPUS =
      List.of(
          "a and not (b or 1 of c*)",
          "all of them or any of _b* and a",
          "not not (a) or 2 of c*",
          "a | count() by x > 5",
          "a | near b and not c_1");

  @Test
  void conditionsNeverBreakTheParser() {
    List<String> selections = List.of("a", "b", "c_1", "c_2", "_b");
    fuzz(
        5,
        CONDITIONS,
        CONDITION_CORPUS,
        condition -> {
          IssueLog log = new IssueLog("fuzz.yml", condition);
          boolean parsed =
              ConditionParser.parse(condition, new Place(1, 1), selections, log).isPresent();
          assertThat(parsed).as(condition).isEqualTo(log.errors() == 0);
        });
  }

  @Test
  void rulesWithBrokenConditionsNeverBreakTheReader() {
    JsonNode event = Rules.json("{'a':1}");
    String selections = "a: {a: 1}\nb: {b: 2}\nc_1: {c: 1}\nc_2: {c: 2}\n_b: {d: 1}\n";
    fuzz(
        2,
        CONDITIONS_IN_RULES,
        CONDITION_CORPUS,
        condition ->
            rules(
                Rules.rule(
                    selections
                        + "timeframe: 5m\ncondition: '"
                        + condition.replace("'", "''").replaceAll("\\s", " ")
                        + "'"),
                event));
  }

  @Test
  void pipelinesNeverBreakTheReader() {
    List<String> corpus =
        List.of(
            pipeline("windows"), pipeline("linux"), pipeline("otel-genai"), pipeline("ai-agent"));
    List<SigmaDocument> documents =
        new SigmaReader()
            .read("r.yml", Rules.rule("s: {Image|endswith: x, a|fieldref: b}\ncondition: s"))
            .documents();
    JsonNode event =
        Rules.json("{'Event':{'System':{'EventID':1,'Channel':'x'},'EventData':{'Image':'y'}}}");
    fuzz(
        3,
        PIPELINES,
        corpus,
        yaml ->
            PipelineReader.read("p.yml", yaml)
                .pipeline()
                .ifPresent(read -> {
                  Pipelines pipelines = Pipelines.of(List.of(read));
                  PreparedRules prepared = PreparedRules.of(pipelines, documents);
                  new SigmaCompiler().compile(prepared.documents());
                  new EventRouter(pipelines).route(event, LogSource.ANY);
                }));
  }

  @Test
  void eventsNeverBreakTheEngine() {
    List<SigmaDocument> documents = new ArrayList<>();
    SigmaReader reader = new SigmaReader(ReaderOptions.DEFAULT.withArrays(true));
    List<String> files = files("rules.yml");
    for (int i = 0; i < files.size(); i++) {
      String apart = files.get(i).replaceAll("(?m)^id: (.*)$", "id: $1-" + i);
      documents.addAll(reader.read("r" + i, apart).documents());
    }
    SigmaEngine engine = SigmaEngine.of(new SigmaCompiler().compile(documents).rules());
    List<String> corpus = new ArrayList<>();
    files("events.jsonl").forEach(file -> file.lines().forEach(corpus::add));
    fuzz(
        4,
        EVENTS,
        corpus,
        text -> {
          try {
            JsonNode event = Rules.JSON.readTree(text);
            engine.accept(new SigmaEvent(0, Rules.START, LogSource.ANY, event));
          } catch (JacksonException _) {
            // Not JSON: refused before the engine sees it.
          }
        });
  }
}
