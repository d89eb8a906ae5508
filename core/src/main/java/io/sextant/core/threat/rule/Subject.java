package io.sextant.core.threat.rule;

import io.sextant.core.system.Asset;
import io.sextant.core.system.AssetId;
import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentKind;
import io.sextant.core.system.Exposure;
import io.sextant.core.system.Flow;
import io.sextant.core.system.Sensitivity;
import io.sextant.core.system.trust.Influence;
import io.sextant.core.system.trust.MapGraph;
import io.sextant.core.system.trust.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A component as conditions see it; every answer is noted in the inquiry.
final class Subject {
  private static final Pattern CAMEL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  private static final Pattern BETWEEN = Pattern.compile("[^a-z0-9]+");
  private static final List<Influence> STRANGERS = List.of(Influence.CONTENT, Influence.OUTSIDER);
  private static final List<Influence> ANYONE =
      List.of(Influence.CONTENT, Influence.OUTSIDER, Influence.USER, Influence.SHARED);
  private static final List<Influence> WRITTEN = List.of(Influence.CONTENT, Influence.SHARED);

  private static final Set<Exposure> EXPOSED = Set.of(Exposure.INTERNET, Exposure.PARTNER);

  private static final String EXPOSURE =
      "Who can reach {it}: internet, partner, internal or isolated?";
  private static final String SENSITIVITY = "How sensitive is the data that {it} handles?";

  private final Component component;
  private final Inquiry inquiry;
  private final Map<String, Optional<Question>> questions = new HashMap<>();
  private final Map<String, Boolean> assumptions = new HashMap<>();
  private Optional<String> plainName = Optional.empty();
  private Optional<List<Subject>> neighbours = Optional.empty();
  private Optional<List<Subject>> outputs = Optional.empty();

  Subject(Component component, Inquiry inquiry) {
    this.component = component;
    this.inquiry = inquiry;
  }

  boolean is(String kind) {
    return component.kinds().contains(kind(kind));
  }

  /// Its id or name holds one of these words, commas between them.
  boolean named(String words) {
    if (plainName.isEmpty()) {
      String whole = CAMEL.matcher(component.id() + " " + component.name()).replaceAll(" ");
      String plain = BETWEEN.matcher(whole.toLowerCase(Locale.ROOT)).replaceAll(" ");
      plainName = Optional.of(" " + plain + " ");
    }
    String own = plainName.get();
    return Arrays.stream(words.split(", ")).anyMatch(word -> own.contains(" " + word + " "));
  }

  boolean beside(String kind) {
    return noted("beside", kind, neighbours().stream().anyMatch(each -> each.is(kind)));
  }

  /// Neither it nor one beside it is of the kind.
  boolean without(String kind) {
    return !is(kind) && !beside(kind);
  }

  long count(String kind) {
    return neighbours().stream().filter(each -> each.is(kind)).count();
  }

  boolean upstream(String kind) {
    return noted("upstream", kind, around().downstreamOf(kind(kind), component.id()));
  }

  boolean downstream(String kind) {
    return noted("downstream", kind, around().upstreamOf(kind(kind), component.id()));
  }

  List<Subject> neighbours() {
    if (neighbours.isEmpty()) {
      neighbours =
          Optional.of(graph().beside(component.id()).stream().map(inquiry::subject).toList());
    }
    return neighbours.get();
  }

  /// Where its data goes in one step.
  List<Subject> outputs() {
    if (outputs.isEmpty()) {
      outputs =
          Optional.of(
              graph().outgoing(component.id()).stream()
                  .map(edge -> inquiry.subject(edge.to()))
                  .toList());
    }
    return outputs.get();
  }

  Answer fact(String name) {
    Answer answer = stated(name);
    if (answer == Answer.UNKNOWN && assumed(name)) {
      note("fact", name, "assumed");
      question(name).ifPresent(inquiry::assume);
      return Answer.YES;
    }
    note("fact", name, answer);
    if (answer == Answer.UNKNOWN) {
      question(name).ifPresent(inquiry::open);
    }
    return answer;
  }

  private boolean assumed(String name) {
    return assumptions.computeIfAbsent(
        name,
        _ ->
            Optional.ofNullable(inquiry.facts().get(name))
                .flatMap(Fact::assumed)
                .map(condition -> inquiry.silently(condition, this) == Answer.YES)
                .orElse(false));
  }

  /// The map does not state that a protection is there.
  boolean lacks(String name) {
    return noted("lacks", name, stated(name) != Answer.YES);
  }

  boolean input(String influence) {
    Optional<Path> path =
        influences(influence).stream()
            .flatMap(each -> around().trust().path(component.id(), each).stream())
            .findFirst();
    path.ifPresent(inquiry::along);
    return noted("input", influence, path.isPresent());
  }

  /// It builds prompts: an application or agent, or a model that has neither before it.
  boolean prompts() {
    return is("agent")
        || is("llm-application")
        || (is("generative-model") && !upstream("agent") && !upstream("llm-application"));
  }

  /// It, or an application or agent beside it, gets such input.
  boolean steered(String influence) {
    return input(influence)
        || neighbours().stream().anyMatch(each -> each.prompts() && each.input(influence));
  }

  Answer exposed() {
    Answer answer = exposure(EXPOSED);
    note("exposed", "", answer);
    if (answer == Answer.UNKNOWN) {
      question("exposure").ifPresent(inquiry::open);
    }
    return answer;
  }

  private Answer exposure(Set<Exposure> wanted) {
    Exposure stated = component.exposure();
    if (stated != Exposure.UNKNOWN) {
      return Answer.of(wanted.contains(stated));
    }
    if (around().meetsOutsiders(component)
        || around().trust().outside(component.id()).orElse(false)) {
      return Answer.YES;
    }
    return component
        .parent()
        .map(whole -> inquiry.subject(whole).exposure(wanted))
        .orElseGet(() -> graph().trust(component.id()).isPresent() ? Answer.NO : Answer.UNKNOWN);
  }

  /// Data of at least this sensitivity is in it.
  Answer holds(String word) {
    return sensitivity("holds", word, assets().toList());
  }

  /// Data of at least this sensitivity is in it, flows to it, or is in what stands beside it.
  Answer context(String word) {
    Set<AssetId> assets = new LinkedHashSet<>(assets().toList());
    neighbours().forEach(each -> each.assets().forEach(assets::add));
    graph()
        .incoming(component.id())
        .forEach(edge -> edge.flow().map(Flow::assets).ifPresent(assets::addAll));
    return sensitivity("context", word, List.copyOf(assets));
  }

  /// It lies outside.
  boolean outside() {
    return noted("outside", "", around().trust().outside(component.id()).orElse(false));
  }

  /// Data goes from it to outside in one step.
  boolean sendsOutside() {
    return noted(
        "sends_outside",
        "",
        outputs().stream()
            .anyMatch(each ->
                each.outside()
                    || each.is("external-data")
                    || (each.is("human") && each.input("outsider"))));
  }

  boolean answersOutsiders() {
    return noted("answers_outsiders", "", around().answersOutsiders(component.id()));
  }

  /// It talks with people.
  boolean converses() {
    return beside("human") || beside("client") || is("client");
  }

  boolean writesBack() {
    return noted("writes_back", "", around().writesBack(component.id()));
  }

  /// An outsider may get to run something in it: it is reachable, takes in what suppliers made, or
  /// runs code that content can steer.
  Answer entered() {
    Answer answer =
        exposure(Set.of(Exposure.INTERNET))
            .or(Answer.of(input("supply")))
            .or(runsCodeOfStrangers())
            .or(partRunsCode());
    note("entered", "", answer);
    if (answer == Answer.UNKNOWN && exposure(EXPOSED) == Answer.UNKNOWN) {
      exposed();
    }
    return answer;
  }

  /// Of agents and tools one has to ask; the others run no code of strangers unless the map says so
  /// or their kind does.
  private Answer runsCodeOfStrangers() {
    boolean may = is("agent") || is("tool") || stated("runs-code") != Answer.UNKNOWN;
    return steered("stranger") && (may || assumed("runs-code")) ? fact("runs-code") : Answer.NO;
  }

  private Answer partRunsCode() {
    return neighbours().stream()
        .filter(each -> each.is("agent") || each.is("tool") || each.is("llm-application"))
        .filter(each -> each.stated("runs-code") == Answer.YES && each.steered("stranger"))
        .findAny()
        .map(_ -> Answer.YES)
        .orElse(Answer.NO);
  }

  private Stream<AssetId> assets() {
    return Stream.concat(component.stores().stream(), component.processes().stream());
  }

  private Answer sensitivity(String asked, String word, List<AssetId> assets) {
    Sensitivity least = Sensitivity.of(word).orElseThrow();
    Answer answer =
        assets.isEmpty()
            ? Answer.UNKNOWN
            : assets.stream()
                .flatMap(id -> graph().asset(id).stream())
                .map(Asset::sensitivity)
                .map(each ->
                    each == Sensitivity.UNKNOWN
                        ? Answer.UNKNOWN
                        : Answer.of(each.compareTo(least) >= 0))
                .reduce(Answer.NO, Answer::or);
    note(asked, word, answer);
    if (answer == Answer.UNKNOWN) {
      question("sensitivity").ifPresent(inquiry::open);
    }
    return answer;
  }

  private Answer stated(String name) {
    String value = component.properties().getOrDefault(name, "").toLowerCase(Locale.ROOT);
    return switch (value) {
      case "true", "yes" -> Answer.YES;
      case "false", "no" -> Answer.NO;
      default -> Answer.UNKNOWN;
    };
  }

  private List<Influence> influences(String word) {
    return switch (word) {
      case "stranger" -> STRANGERS;
      case "anyone" -> ANYONE;
      case "written" -> WRITTEN;
      default -> List.of(Influence.of(word).orElseThrow());
    };
  }

  private static ComponentKind kind(String word) {
    return ComponentKind.of(word).orElseThrow();
  }

  private MapGraph graph() {
    return around().graph();
  }

  private Surroundings around() {
    return inquiry.surroundings();
  }

  private boolean noted(String function, String word, boolean answer) {
    note(function, word, Answer.of(answer));
    return answer;
  }

  private void note(String function, String word, Answer answer) {
    note(function, word, answer.name().toLowerCase(Locale.ROOT));
  }

  private void note(String function, String word, String answer) {
    if (inquiry.detailed()) {
      String argument = word.isEmpty() ? "" : "'" + word + "'";
      inquiry.found(new Finding(component.id(), function + "(" + argument + ")", answer));
    }
  }

  private Optional<Question> question(String key) {
    return questions.computeIfAbsent(key, this::asked);
  }

  private Optional<Question> asked(String key) {
    Optional<String> text =
        switch (key) {
          case "exposure" -> Optional.of(EXPOSURE);
          case "sensitivity" -> Optional.of(SENSITIVITY);
          default -> Optional.ofNullable(inquiry.facts().get(key)).map(Fact::question);
        };
    return text.map(
        each -> new Question(component.id(), key, each.replace("{it}", component.name())));
  }
}
