package io.sextant.gateway.sequence;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Where the queries of one model lie, in one view of them: the latest of everybody, and a sample
/// of how they usually lie. For one thread at a time; memory is bounded.
///
/// How close a query is to an earlier one is told in relation to how densely ordinary queries lie
/// around it, and the chance of such closeness is read off ordinary traffic itself; below the
/// closest that was ever seen it is extrapolated by the power law that distances of nearest
/// neighbours follow (Levina, Bickel 2004). So nothing need be tuned to images, records or texts.
final class Space {
  private static final int RECENT = 4_096;
  private static final int POPULATION = 768;
  private static final int MEMORY = 1_024;

  /// Neighbours away that the density around a query is measured at.
  private static final int RANK = 10;

  /// Below this many members of the sample, or remembered values, guesses stand in.
  private static final int LEARNED = 128;

  /// Cells compared before a candidate may be given up.
  private static final int STEP = 16;

  /// Farther than this many distances to ordinary neighbours, nothing is near; not looking farther
  /// makes looking fast.
  private static final double FARTHEST = 0.7;

  private final int cells;
  private final float[] recent;
  private final Cluster[] clusters = new Cluster[RECENT];
  private final float[] population;
  private final float[] sample = new float[RANK];
  private final Tail closeness = new Tail(MEMORY);
  private final Tail isolation = new Tail(MEMORY);
  private final double guess;
  private final RandomGenerator random;
  private int next;
  private int known;
  private long offered;
  private int members;

  /// Queries that lie close together, by whomever.
  static final class Cluster {
    private int size = 1;
    private double evidence;

    int size() {
      return size;
    }

    double evidence() {
      return evidence;
    }

    /// Another query joins.
    void join(double surprise) {
      size++;
      evidence = Math.max(0, evidence + surprise);
    }
  }

  /// How a query lies.
  ///
  /// @param close chance that an ordinary query lies this close to an earlier one
  /// @param apart chance that an ordinary query lies this far from all others
  /// @param ratio distance to the closest, in distances to ordinary neighbours; 0.7 stands for all
  ///   that is farther
  /// @param density distance to ordinary neighbours
  /// @param nearest where the closest is; -1 when none is near
  record Place(double close, double apart, double ratio, double density, int nearest) {}

  /// @param cells of a query, in this view
  /// @param guess distance to ordinary neighbours in lengths of the query, until it is learned
  Space(int cells, double guess, RandomGenerator random) {
    this.cells = cells;
    this.recent = new float[RECENT * cells];
    this.population = new float[POPULATION * cells];
    this.guess = guess;
    this.random = random;
  }

  /// Where a query lies among those before it.
  Place place(float[] query) {
    double density = density(query);
    int nearest = -1;
    float best = (float) (FARTHEST * FARTHEST * density * density);
    int size = Math.min(known, RECENT);
    for (int i = 0; i < size; i++) {
      float distance = squared(query, recent, i * cells, best);
      if (distance < best) {
        best = distance;
        nearest = i;
      }
    }
    double ratio = nearest < 0 ? FARTHEST : Math.sqrt(best) / density;
    return new Place(
        nearest < 0 ? 1 : close(ratio),
        members < LEARNED ? 1 : isolation.above(density),
        ratio,
        density,
        nearest);
  }

  private double close(double ratio) {
    // Until ordinary traffic has shown itself: as images of handwriting lie.
    return closeness.count() < LEARNED
        ? Math.min(1, 0.05 * Math.pow(ratio / 0.45, 6))
        : closeness.below(ratio);
  }

  /// The cluster of an earlier query.
  Cluster clusterAt(int index) {
    return clusters[index];
  }

  /// Remembers a query.
  ///
  /// @param cluster the one it belongs to, or a new one
  /// @param ordinary whether it may stand for ordinary traffic
  void add(float[] query, Cluster cluster, Place place, boolean ordinary) {
    System.arraycopy(query, 0, recent, next * cells, cells);
    clusters[next] = cluster;
    next = (next + 1) % RECENT;
    known++;
    if (!ordinary) {
      return;
    }
    if (known > RANK) {
      closeness.add(place.ratio());
    }
    if (members >= LEARNED) {
      isolation.add(place.density());
    }
    offered++;
    if (members < POPULATION) {
      System.arraycopy(query, 0, population, members * cells, cells);
      members++;
    } else {
      // Reservoir sampling (Vitter 1985), but a member lives at most some ten times the sample, so
      // that slow change is followed.
      long slot = random.nextLong(Math.min(offered, 10L * POPULATION));
      if (slot < POPULATION) {
        System.arraycopy(query, 0, population, (int) slot * cells, cells);
      }
    }
  }

  /// Distance to the tenth nearest member of the sample.
  private double density(float[] query) {
    if (members < LEARNED) {
      float sum = 0;
      for (float cell : query) {
        sum += cell * cell;
      }
      return guess * Math.sqrt(sum);
    }
    Arrays.fill(sample, Float.POSITIVE_INFINITY);
    for (int i = 0; i < members; i++) {
      float distance = squared(query, population, i * cells, sample[RANK - 1]);
      if (distance < sample[RANK - 1]) {
        int at = RANK - 1;
        while (at > 0 && sample[at - 1] > distance) {
          sample[at] = sample[at - 1];
          at--;
        }
        sample[at] = distance;
      }
    }
    return Math.sqrt(sample[RANK - 1]);
  }

  /// Squared distance to the query that stands at an offset; or, once it is over the limit, what it
  /// came to so far. Four sums, since one would make each addition wait for the one before.
  private static float squared(float[] query, float[] others, int offset, float limit) {
    float sum = 0;
    for (int from = 0; from < query.length; from += STEP) {
      float a = 0;
      float b = 0;
      float c = 0;
      float d = 0;
      int to = Math.min(from + STEP, query.length);
      int i = from;
      for (; i + 3 < to; i += 4) {
        float offA = query[i] - others[offset + i];
        float offB = query[i + 1] - others[offset + i + 1];
        float offC = query[i + 2] - others[offset + i + 2];
        float offD = query[i + 3] - others[offset + i + 3];
        a += offA * offA;
        b += offB * offB;
        c += offC * offC;
        d += offD * offD;
      }
      for (; i < to; i++) {
        float off = query[i] - others[offset + i];
        a += off * off;
      }
      sum += a + b + c + d;
      if (sum >= limit) {
        return sum;
      }
    }
    return sum;
  }
}
