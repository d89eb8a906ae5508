package io.sextant.gateway.sequence;

import io.sextant.gateway.sequence.Space.Cluster;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/// What is remembered of a principal, or of a network, towards one model. For one thread at a time.
final class Caller {
  private static final long BUCKET_SECONDS = 30;
  private static final int BUCKETS = 10;
  private static final long HOUR_SECONDS = 3_600;
  private static final int HOURS = 24;
  private static final int MEETINGS = 64;

  /// Groups that many different copies make: around this many records at least, …
  private static final int MANY_GROUPS = 4;

  /// … with this many copies each.
  private static final double COPIES = 4;

  /// Near queries spread over at least this many groups are no search around one input.
  private static final int SPREAD = 8;

  private final Evidence near = new Evidence();
  private final Evidence apart = new Evidence();
  private final Deque<Cluster> meetings = new ArrayDeque<>();
  private final long[] inputs = new long[BUCKETS];
  private final double[] similar = new double[BUCKETS];
  private final double[] cost = new double[BUCKETS];
  private final long[] distinct = new long[HOURS];
  private long bucket = Long.MIN_VALUE;
  private long hour = Long.MIN_VALUE;

  /// Another query of this caller.
  void add(double close, double far, Cluster cluster, boolean joined) {
    near.add(Evidence.surprise(close));
    apart.add(Evidence.surprise(far));
    if (joined) {
      meetings.addLast(cluster);
      if (meetings.size() > MEETINGS) {
        meetings.removeFirst();
      }
    }
  }

  double near() {
    return near.score();
  }

  double apart() {
    return apart.score();
  }

  /// How many groups the latest near queries joined.
  private Set<Cluster> groups() {
    Set<Cluster> groups = Collections.newSetFromMap(new IdentityHashMap<>());
    groups.addAll(meetings);
    return groups;
  }

  boolean copiesManyRecords() {
    Set<Cluster> groups = groups();
    return groups.size() >= MANY_GROUPS
        && groups.stream().mapToInt(Cluster::size).average().orElse(0) >= COPIES;
  }

  boolean growsEverywhere() {
    Set<Cluster> groups = groups();
    return groups.size() >= SPREAD && meetings.size() < groups.size() * COPIES;
  }

  /// Whether half a minute begins with this time, and it is not the first.
  boolean begins(long second) {
    return bucket != Long.MIN_VALUE && Math.floorDiv(second, BUCKET_SECONDS) > bucket;
  }

  /// Counts inputs at a time; times that go back count as the latest.
  void count(long second, long many, double similarity, double work) {
    forward(second);
    int at = (int) Math.floorMod(bucket, (long) BUCKETS);
    inputs[at] += many;
    similar[at] += similarity * many;
    cost[at] += work;
  }

  void countDistinct(long second, long many) {
    forward(second);
    distinct[(int) Math.floorMod(hour, (long) HOURS)] += many;
  }

  private void forward(long second) {
    long to = Math.floorDiv(second, BUCKET_SECONDS);
    for (long i = Math.max(bucket + 1, to - BUCKETS + 1); i <= to; i++) {
      int at = (int) Math.floorMod(i, (long) BUCKETS);
      inputs[at] = 0;
      similar[at] = 0;
      cost[at] = 0;
    }
    bucket = Math.max(bucket, to);
    long toHour = Math.floorDiv(second, HOUR_SECONDS);
    for (long i = Math.max(hour + 1, toHour - HOURS + 1); i <= toHour; i++) {
      distinct[(int) Math.floorMod(i, (long) HOURS)] = 0;
    }
    hour = Math.max(hour, toHour);
  }

  long requests() {
    return sum(inputs);
  }

  /// Inputs a minute, over the minutes since the first of the last five minutes.
  double perMinute() {
    long spanned = 1;
    for (int back = BUCKETS - 1; back > 0; back--) {
      if (inputs[(int) Math.floorMod(bucket - back, (long) BUCKETS)] > 0) {
        spanned = back + 1L;
        break;
      }
    }
    return requests() * 60.0 / (Math.max(2, spanned) * BUCKET_SECONDS);
  }

  double similarity() {
    double sum = 0;
    for (double value : similar) {
      sum += value;
    }
    long many = requests();
    return many == 0 ? 0 : sum / many;
  }

  double cost() {
    double sum = 0;
    for (double value : cost) {
      sum += value;
    }
    return sum;
  }

  long distinct() {
    return sum(distinct);
  }

  private static long sum(long[] values) {
    long sum = 0;
    for (long value : values) {
      sum += value;
    }
    return sum;
  }
}
