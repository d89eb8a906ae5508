package io.sextant.gateway.sequence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sextant.gateway.sequence.Space.Cluster;
import io.sextant.gateway.sequence.Space.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// The queries that one model gets. Thread-safe; memory is bounded.
final class Lane {
  /// Callers remembered; 3 KB each at most.
  private static final int CALLERS = 20_000;

  private static final int DIGESTS = 8_192;

  /// Closer than ordinary queries are but once in fifty times: the same group.
  private static final double JOINS = 0.02;

  /// Evidence of a group, by whomever, at which its score is 0.5; more than of one caller, since
  /// there are many groups.
  private static final double GROUP_ALARM = 4 * Evidence.ALARM;

  /// Distances to ordinary neighbours in lengths of a query, before any are known.
  private static final double GUESS = 0.6;

  private static final double GUESS_FOR_TEXT = 1.2;

  /// Records that the spread of fields is learned from.
  private static final int LEARNED_FROM = 128;

  /// Work in five minutes, in multiples of what is usual, at which the score is 0.5.
  private static final double HARVEST = 20;

  /// Less work than this is no harvest, in tokens.
  private static final double LEAST_HARVEST = 50_000;

  private static final int USUAL = 512;

  private final long seed;
  private final Scaling scaling = new Scaling();
  private final Map<String, Space> spaces = new HashMap<>();
  private final Tail usual = new Tail(USUAL);
  private final Random random;
  private final Cache<Long, Boolean> digests =
      Caffeine.newBuilder().maximumSize(DIGESTS).executor(Runnable::run).build();
  private final Cache<String, Caller> callers =
      Caffeine.newBuilder().maximumSize(CALLERS).executor(Runnable::run).build();
  private final List<Input.Row> first = new ArrayList<>();
  private int learned;

  Lane(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  synchronized Suspicion observe(Asked asked) {
    long second = asked.time().getEpochSecond();
    List<Caller> scopes =
        asked.scopes().stream().map(scope -> callers.get(scope, _ -> new Caller())).toList();
    Seen strongest = new Seen(0, 0, false, false);
    double similarity = 0;
    for (Input input : asked.inputs()) {
      if (input instanceof Input.Row row && learned < LEARNED_FROM) {
        learn(row);
        continue;
      }
      Sketch sketch = Sketch.of(input, scaling, seed);
      if (digests.asMap().putIfAbsent(sketch.digest(), true) != null) {
        // Sent again, by a retry or a test of health: tells an attacker nothing.
        similarity += 1;
        continue;
      }
      scopes.forEach(scope -> scope.countDistinct(second, 1));
      Seen seen = compare(input, sketch, scopes);
      similarity += seen.similarity();
      strongest = strongest.with(seen);
    }
    double mean = asked.inputs().isEmpty() ? 0 : similarity / asked.inputs().size();
    Caller self = scopes.getFirst();
    if (self.begins(second)) {
      usual.add(self.cost());
    }
    for (Caller scope : scopes) {
      scope.count(second, asked.count(), mean, asked.work());
    }
    return suspicion(scopes, strongest);
  }

  /// Records come to be compared once it is known how their fields are spread.
  private void learn(Input.Row row) {
    scaling.learn(row);
    first.add(row);
    learned++;
    if (learned == LEARNED_FROM) {
      for (Input.Row each : first) {
        Sketch sketch = Sketch.of(each, scaling, seed);
        Space space = space(each, sketch);
        space.add(sketch.fine(), new Cluster(), space.place(sketch.fine()), true);
      }
      first.clear();
    }
  }

  /// What one input showed.
  ///
  /// @param group score of the group that it belongs to
  /// @param near whether it lies near an earlier one
  /// @param apart whether it lies apart from all
  private record Seen(double similarity, double group, boolean near, boolean apart) {
    Seen with(Seen other) {
      return new Seen(
          Math.max(similarity, other.similarity),
          Math.max(group, other.group),
          near || other.near,
          apart || other.apart);
    }
  }

  private Seen compare(Input input, Sketch sketch, List<Caller> scopes) {
    Space fine = space(input, sketch);
    Place inFine = fine.place(sketch.fine());
    boolean signal = sketch.coarse().length > 0;
    Space coarse = signal ? space("coarse", sketch.coarse().length, GUESS) : fine;
    Place inCoarse = signal ? coarse.place(sketch.coarse()) : inFine;
    int views = signal ? 2 : 1;
    boolean byCoarse = inCoarse.close() < inFine.close();
    double close = Math.min(1, views * Math.min(inFine.close(), inCoarse.close()));
    double apart = Math.min(1, views * Math.min(inFine.apart(), inCoarse.apart()));
    boolean joins = close < JOINS;
    Place by = byCoarse ? inCoarse : inFine;
    Cluster cluster = joins ? (byCoarse ? coarse : fine).clusterAt(by.nearest()) : new Cluster();
    if (joins) {
      cluster.join(Evidence.surprise(close));
    }
    for (Caller scope : scopes) {
      scope.add(close, apart, cluster, joins);
    }
    double group = Evidence.score(cluster.evidence(), GROUP_ALARM);
    boolean learns =
        group < Suspicion.ALARM / 2 && scopes.stream().noneMatch(scope -> suspect(scope));
    fine.add(sketch.fine(), cluster, inFine, learns);
    if (signal) {
      coarse.add(sketch.coarse(), cluster, inCoarse, learns);
    }
    return new Seen(1 - inFine.ratio(), group, joins, apart < JOINS);
  }

  private static boolean suspect(Caller caller) {
    return caller.near() >= Suspicion.ALARM || caller.apart() >= Suspicion.ALARM;
  }

  private Space space(Input input, Sketch sketch) {
    boolean text = input instanceof Input.Text;
    return space(text ? "text" : "fine", sketch.fine().length, text ? GUESS_FOR_TEXT : GUESS);
  }

  private Space space(String view, int cells, double guess) {
    return spaces.computeIfAbsent(view + " " + cells, _ -> new Space(cells, guess, random));
  }

  private Suspicion suspicion(List<Caller> scopes, Seen seen) {
    Caller self = scopes.getFirst();
    double near = Math.max(seen.group(), self.near());
    double apart = self.apart();
    // What others of the same network do is held against a caller only when it does the same.
    for (Caller scope : scopes) {
      near = seen.near() ? Math.max(near, scope.near()) : near;
      apart = seen.apart() ? Math.max(apart, scope.apart()) : apart;
    }
    boolean everywhere = self.growsEverywhere();
    return new Suspicion(
        near,
        everywhere ? Math.max(near, apart) : apart,
        self.copiesManyRecords() ? near : 0,
        harvesting(self),
        self.requests(),
        self.perMinute(),
        self.similarity(),
        self.distinct());
  }

  private double harvesting(Caller self) {
    double work = self.cost();
    double median = usual.median();
    if (work < LEAST_HARVEST || median <= 0) {
      return 0;
    }
    return Evidence.score(work / median, HARVEST);
  }
}
