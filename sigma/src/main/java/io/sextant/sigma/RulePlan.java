package io.sextant.sigma;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an event's frame needs to know of the rules: which fields they name, what is looked for in
/// each, and which rules are to be tried when it is seen. Immutable and shared by all frames.
final class RulePlan {
  private final FieldNames names;
  private final DerivedFields derived;

  /// By field, whether it is worked out.
  private final boolean[] late;

  private final LazyIndex[] indexes;
  private final ExpressionSieve[] sieves;

  /// The rules and expressions to try when atoms were seen, one atom's after the other's.
  private final int[] candidates;

  /// By atom, where its rules begin; one more for where the last end.
  private final int[] firstCandidate;

  private final int nodes;
  private final int places;
  private final int rules;
  private final int candidateCount;

  /// The rules that must always be tried, as bits.
  private final long[] always;

  /// By rule, what tells that it is to be tried.
  private final Witness[][] telling;

  RulePlan(List<CompiledRule> rules, ProgramBuilder builder) {
    this.names = new FieldNames(builder.paths());
    this.derived = builder.derived();
    this.late = new boolean[names.size()];
    for (int field = 0; field < late.length; field++) {
      late[field] = derived.has(names.path(field).name());
    }
    this.nodes = builder.nodeCount();
    this.rules = rules.size();
    this.always = new long[(rules.size() + 63) >> 6];
    this.telling = new Witness[rules.size()][];
    Map<Witness, Trail> trails = builder.atoms().trails();
    Witnesses witnesses = new Witnesses(builder.nodes(), trails);
    Map<Witness, List<Integer>> rulesOf = new HashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      Set<Witness> set = witnesses.of(rules.get(i).node());
      if (set.isEmpty()) {
        always[i >> 6] |= 1L << i;
      }
      for (Witness witness : set) {
        builder.atoms().number(witness);
        rulesOf.computeIfAbsent(witness, _ -> new ArrayList<>()).add(i);
      }
      telling[i] =
          set.stream()
              .flatMap(witness ->
                  Optional.ofNullable(trails.get(witness))
                      .map(Trail::triggers)
                      .orElse(Set.of(witness))
                      .stream())
              .toArray(Witness[]::new);
    }
    Map<Integer, Map<Witness, Trail>> expressions = new HashMap<>();
    trails.forEach((witness, trail) ->
        expressions
            .computeIfAbsent(witness.field(), _ -> new LinkedHashMap<>())
            .put(witness, trail));
    this.sieves = new ExpressionSieve[names.size()];
    int next = always.length << 6;
    for (int field = 0; field < sieves.length; field++) {
      sieves[field] =
          new ExpressionSieve(next, expressions.getOrDefault(field, Map.of()), builder.atoms());
      sieves[field].triggers((witness, number) ->
          rulesOf.computeIfAbsent(witness, _ -> new ArrayList<>()).add(number));
      next += sieves[field].size();
    }
    this.candidateCount = next;
    Map<Witness, Integer> atoms = builder.atoms().all();
    this.firstCandidate = new int[atoms.size() + 1];
    this.places = builder.atoms().placeCount();
    FieldIndex.Builder[] builders = new FieldIndex.Builder[names.size()];
    Arrays.setAll(builders, _ -> new FieldIndex.Builder());
    List<Integer> tried = new ArrayList<>();
    for (Map.Entry<Witness, Integer> entry : atoms.entrySet()) {
      Witness witness = entry.getKey();
      int atom = entry.getValue();
      builders[witness.field()].add(witness, atom, builder.atoms().placeOf(atom));
      firstCandidate[atom] = tried.size();
      tried.addAll(rulesOf.getOrDefault(witness, List.of()));
    }
    firstCandidate[atoms.size()] = tried.size();
    this.candidates = tried.stream().mapToInt(Integer::intValue).toArray();
    this.indexes = Arrays.stream(builders).map(LazyIndex::new).toArray(LazyIndex[]::new);
  }

  FieldNames names() {
    return names;
  }

  /// Whether a field is worked out from the event.
  boolean isDerived(int field) {
    return late[field];
  }

  DerivedFields derived() {
    return derived;
  }

  LazyIndex index(int field) {
    return indexes[field];
  }

  ExpressionSieve sieve(int field) {
    return sieves[field];
  }

  /// Adds the rules and expressions to try when an atom was seen.
  void addCandidates(int atom, SparseBits to) {
    int end = firstCandidate[atom + 1];
    for (int i = firstCandidate[atom]; i < end; i++) {
      to.set(candidates[i]);
    }
  }

  int atoms() {
    return firstCandidate.length - 1;
  }

  /// How many atoms there are of which places are kept.
  int places() {
    return places;
  }

  int nodes() {
    return nodes;
  }

  /// How many numbers there are for what is tried: rules first, then expressions.
  int candidates() {
    return candidateCount;
  }

  /// The rules that concern one kind of log, and how to find those to try.
  ///
  /// @param admitted as bits
  Bucket bucket(long[] admitted) {
    Map<Integer, Set<Witness>> byField = new HashMap<>();
    long[] triedAlways = new long[always.length];
    for (int rule = 0; rule < rules; rule++) {
      if ((admitted[rule >> 6] & 1L << rule) != 0) {
        for (Witness witness : telling[rule]) {
          byField.computeIfAbsent(witness.field(), _ -> new HashSet<>()).add(witness);
        }
      }
    }
    GramFilter[] fields = new GramFilter[names.size()];
    Arrays.fill(fields, GramFilter.NEVER);
    byField.forEach((field, set) -> fields[field] = filter(set));
    long[] used = new long[(always.length + 63) >> 6];
    for (int word = 0; word < always.length; word++) {
      triedAlways[word] = always[word] & admitted[word];
      used[word >> 6] |= triedAlways[word] == 0 ? 0 : 1L << word;
    }
    return new Bucket(admitted, triedAlways, used, fields);
  }

  /// What tells quickly that none of these is to be seen in a value.
  private static GramFilter filter(Set<Witness> set) {
    List<byte[]> texts = new ArrayList<>();
    List<byte[]> wholes = new ArrayList<>();
    for (Witness witness : set) {
      switch (witness.kind()) {
        case CONTAINED, START, END -> texts.add(Projection.folded(witness.text()));
        case EQUAL -> wholes.add(Projection.folded(witness.text()));
        case NUMBER, PRESENT, EXPRESSION -> {
          return GramFilter.ALWAYS;
        }
      }
    }
    return GramFilter.of(texts, wholes);
  }

  /// The rules that concern one kind of log.
  static final class Bucket {
    private final long[] admitted;
    private final long[] always;
    private final long[] used;
    private final GramFilter[] telling;

    private Bucket(long[] admitted, long[] always, long[] used, GramFilter[] telling) {
      this.admitted = admitted;
      this.always = always;
      this.used = used;
      this.telling = telling;
    }

    /// How many groups of 64 words of 64 rules there are.
    int groups() {
      return used.length;
    }

    /// By field, what tells whether something may be seen in it that makes one of the rules a
    /// candidate.
    GramFilter[] telling() {
      return telling;
    }

    /// The words of a group in which some rules may have to be tried, as bits.
    long words(int group, SparseBits candidates) {
      boolean isLast = group == used.length - 1;
      long ofRules = isLast ? -1L >>> -always.length : -1;
      return used[group] | (candidates.used()[group] & ofRules);
    }

    /// Of 64 rules, as bits, those to try.
    long tried(int word, SparseBits candidates) {
      return always[word] | (candidates.words()[word] & admitted[word]);
    }
  }
}
