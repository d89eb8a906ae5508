package io.sextant.sigma;

import io.sextant.sigma.CorrelationProgram.Link;
import io.sextant.sigma.Detection.FieldMatch;
import io.sextant.sigma.Window.Firing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SequencedMap;
import java.util.function.Supplier;

/// All correlations of one engine: takes the matches of rules, event by event, and gives what
/// fires. Knows neither clocks nor the events themselves, so it can run wherever matches can be
/// brought together.
final class Correlations {
  /// Events named by one detection; of more, the newest.
  static final int MAX_EVIDENCE = 1_000;

  private static final int MIN_CLEARED = 1_000;

  /// A firing to report.
  ///
  /// @param step orders firings before the order of rules does
  record Fired(long step, int order, Detection detection) {}

  /// Everything one event brings.
  record Step(long time, long ref, long sequence, List<Arrival> arrivals) {}

  /// A window to decide later; of several for the same window, one is its own.
  private record Timer(long due, int correlation, ClosingWindow window) {}

  /// An arrival whose turn comes when everything it may depend on is done.
  private record Turn(Arrival arrival, long time, long sequence, List<Long> events, int number) {}

  private final EngineState state;
  private final long lateness;
  private final List<CorrelationRunner> runners;
  private final Arrivals arrivals;

  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(
          Comparator.comparingLong(Timer::due)
              .thenComparingInt(Timer::correlation)
              .thenComparingLong(timer -> timer.window().number));

  private final PriorityQueue<Step> waiting =
      new PriorityQueue<>(
          Comparator.comparingLong(Step::time)
              .thenComparingLong(Step::ref)
              .thenComparingLong(Step::sequence));

  /// Correlations before those that look at them; of one, the later rules first, so that one event
  /// is never two steps of a sequence.
  private final PriorityQueue<Turn> turns =
      new PriorityQueue<>(
          Comparator.comparingInt((Turn turn) -> turn.arrival().link().correlation())
              .thenComparingInt(turn -> -turn.arrival().link().member())
              .thenComparingInt(Turn::number));

  private final List<Fired> output = new ArrayList<>();
  private int turnNumber;
  private long stepNumber;

  Correlations(List<CorrelationProgram> programs, EngineState state) {
    this.state = state;
    this.lateness = Micros.of(state.limits.lateness());
    this.runners = programs.stream().map(program -> new CorrelationRunner(program, state)).toList();
    this.arrivals = new Arrivals(state);
  }

  /// What a correlation takes of a match; empty when it cannot take it.
  Optional<Arrival> arrival(Link link, EventFrame frame, CompiledRule rule) {
    Supplier<List<FieldMatch>> explanation = () -> rule.explain(frame);
    if (state.limits.inOrder()) {
      List<FieldMatch> known = rule.explain(frame);
      explanation = () -> known;
    }
    return arrivals.ofEvent(runners.get(link.correlation()).program(), link, frame, explanation);
  }

  /// Brings the time of an event, before what it matched.
  void begin(long time) {
    state.newest = Math.max(state.newest, time);
    if (!state.limits.inOrder()) {
      state.settled = Math.max(state.settled, state.newest);
      close(time);
    }
  }

  /// Brings what an event matched.
  void accept(Step step) {
    boolean isLate = step.time() < state.newest - lateness;
    state.lateEvents += isLate ? 1 : 0;
    if (isLate || !state.limits.inOrder()) {
      run(step);
    } else {
      waiting.add(step);
      state.waitingMatches += step.arrivals().size();
    }
    pass();
  }

  /// Goes on after an event that matched nothing.
  void pass() {
    if (state.limits.inOrder()) {
      settle(state.newest - lateness);
    }
  }

  /// Brings the time when nothing happens.
  void advance(long now) {
    if (state.limits.inOrder()) {
      state.newest = Math.max(state.newest, now + 1);
      settle(now + 1 - lateness);
    } else {
      state.settled = Math.max(state.settled, now);
      close(now + 1);
    }
    runners.forEach(runner -> runner.windows.sweep());
  }

  EngineState state() {
    return state;
  }

  List<CorrelationRunner> runners() {
    return runners;
  }

  /// Matches that wait for the lateness to pass, in order.
  List<Step> waiting() {
    return waiting.stream().sorted(waiting.comparator()).toList();
  }

  /// Takes back a window that was saved.
  void restore(int correlation, Window window) {
    runners.get(correlation).windows.restore(window);
    time(window, correlation);
  }

  /// Takes back what waited when it was saved.
  void restore(Step step) {
    waiting.add(step);
    state.waitingMatches += step.arrivals().size();
  }

  /// What has fired since the last time it was asked.
  List<Fired> drained() {
    if (output.isEmpty()) {
      return List.of();
    }
    List<Fired> fired = List.copyOf(output);
    output.clear();
    stepNumber = 0;
    return fired;
  }

  /// Runs all steps before a time, and decides all windows that end before it, in order.
  private void settle(long time) {
    while (!waiting.isEmpty()
        && (waiting.peek().time() < time || state.waitingMatches > state.limits.events())) {
      Step step = waiting.remove();
      state.waitingMatches -= step.arrivals().size();
      state.hurriedMatches += step.time() < time ? 0 : step.arrivals().size();
      state.settled = Math.max(state.settled, step.time());
      close(step.time());
      stepNumber++;
      run(step);
    }
    state.settled = Math.max(state.settled, time);
    close(time);
  }

  private void run(Step step) {
    step.arrivals()
        .forEach(arrival -> turn(arrival, step.time(), step.sequence(), List.of(step.ref())));
    takeTurns();
  }

  private void turn(Arrival arrival, long time, long sequence, List<Long> events) {
    turns.add(new Turn(arrival, time, sequence, events, turnNumber++));
  }

  private void takeTurns() {
    while (!turns.isEmpty()) {
      Turn turn = turns.remove();
      Arrival arrival = turn.arrival();
      int correlation = arrival.link().correlation();
      CorrelationRunner runner = runners.get(correlation);
      for (List<String> group : arrival.groups()) {
        WindowEntry entry =
            new WindowEntry(
                turn.time(),
                turn.sequence(),
                arrival.link().member(),
                turn.events(),
                arrival.texts(),
                arrival.numbers());
        Window window =
            runner.add(
                group,
                entry,
                (evidence, time) ->
                    fired(
                        runner.program(),
                        group,
                        evidence,
                        time,
                        turn.sequence(),
                        arrival.explanation()));
        time(window, correlation);
      }
      makeRoom();
    }
    turnNumber = 0;
  }

  /// The correlation that holds most gives first.
  private void makeRoom() {
    while (state.heldEvents > state.limits.events()) {
      runners.stream()
          .max(Comparator.comparingLong(runner -> runner.windows.weight()))
          .ifPresent(runner -> runner.windows.giveUpOne());
    }
  }

  /// Decides every window that ended before a time, in order of time.
  private void close(long before) {
    while (!timers.isEmpty() && timers.peek().due() < before) {
      Timer timer = timers.remove();
      ClosingWindow window = timer.window();
      CorrelationRunner runner = runners.get(timer.correlation());
      if (!window.isTimedFor(timer.due())) {
        continue;
      }
      if (window.due() == timer.due()) {
        stepNumber += state.limits.inOrder() ? 1 : 0;
        state.closed++;
        long sequence = -state.closed;
        Firing firing =
            (evidence, time) ->
                fired(runner.program(), window.group, evidence, time, sequence, List::of);
        runner.close(window, firing);
      }
      time(window, timer.correlation());
      takeTurns();
    }
  }

  /// Sees to it that a window is decided in time. Timers of windows that are no more are cleared
  /// away once they are the greater part.
  private void time(Window window, int correlation) {
    if (window instanceof ClosingWindow closing && closing.takesTimer()) {
      timers.add(new Timer(closing.due(), correlation, closing));
      if (timers.size() > 2 * state.heldGroups + MIN_CLEARED) {
        timers.removeIf(timer -> !timer.window().isTimedFor(timer.due()));
      }
    }
  }

  private void fired(
      CorrelationProgram program,
      List<String> key,
      List<WindowEntry> evidence,
      long time,
      long sequence,
      Supplier<List<FieldMatch>> explanation) {
    SequencedMap<String, String> group = new LinkedHashMap<>();
    for (int i = 0; i < key.size(); i++) {
      group.put(program.rule().groupBy().get(i), key.get(i));
    }
    List<Long> events =
        evidence.stream().flatMap(entry -> entry.events.stream()).distinct().toList();
    List<Long> named = events.subList(Math.max(0, events.size() - MAX_EVIDENCE), events.size());
    if (program.emits()) {
      output.add(
          new Fired(
              stepNumber,
              program.order(),
              new Detection(
                  program.rule().header().id(),
                  named,
                  group,
                  Micros.instant(evidence.getFirst().time),
                  Micros.instant(evidence.getLast().time),
                  explanation.get())));
    }
    for (Link link : program.parents()) {
      arrivals
          .ofFiring(runners.get(link.correlation()).program(), link, group, explanation)
          .ifPresent(arrival -> turn(arrival, time, sequence, named));
    }
  }
}
