package io.sextant.sigma;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// One event while rules are tried on it: the values of each field, the atoms seen in them, and the
/// result of each node of the rules, fetched or worked out at most once. Reused from event to event
/// by one engine.
final class EventFrame {
  /// Shifted left by one and joined with the result, so it must stay below 2^30.
  private static final int MAX_EPOCH = (1 << 30) - 1;

  private final RulePlan plan;
  private final EventTape tape = new EventTape();
  private final JsonScanner scanner = new JsonScanner(tape);
  private final EventFields fields;
  private final FieldValues[] values;
  private final int[] fetched;
  private final int[] results;
  private final int[] searched;
  private final FieldSearch[] searches;
  private final PlaceRoom placeRoom = new PlaceRoom();
  private final Occurrences occurrences;
  private SparseBits seen;
  private SparseBits candidates;

  /// What is seen while something is recorded.
  private SparseBits seenApart;

  private SparseBits candidatesApart;
  private int epoch;

  /// The event, for fields that are worked out from it.
  private Supplier<JsonNode> event = MissingNode::getInstance;

  EventFrame(RulePlan plan) {
    int count = plan.names().size();
    this.plan = plan;
    this.fields = new EventFields(plan.names(), tape);
    this.values = new FieldValues[count];
    this.searches = new FieldSearch[count];
    for (int i = 0; i < count; i++) {
      values[i] = new FieldValues();
      searches[i] = new FieldSearch(plan.index(i), plan.sieve(i));
    }
    this.fetched = new int[count];
    this.results = new int[plan.nodes()];
    this.searched = new int[count];
    this.occurrences = new Occurrences(plan.places());
    this.seen = new SparseBits(plan.atoms());
    this.candidates = new SparseBits(plan.candidates());
    this.seenApart = new SparseBits(plan.atoms());
    this.candidatesApart = new SparseBits(plan.candidates());
  }

  /// Turns to another event.
  void reset(JsonNode event) {
    TreeReader.read(event, tape);
    begin(tape, 0, () -> event);
  }

  /// Turns to another event.
  ///
  /// @param json one JSON object; must not change until the next reset
  /// @param tree gives what it says, for fields that are worked out, and where the text cannot be
  ///   scanned
  void reset(byte[] json, Supplier<JsonNode> tree) {
    if (scanner.scan(json)) {
      begin(tape, 0, tree);
    } else {
      reset(tree.get());
    }
  }

  /// Turns to a value of another frame's event, which must stay there meanwhile.
  void reset(EventFrame outer, int member) {
    begin(outer.tape(), member, MissingNode::getInstance);
  }

  private void begin(EventTape of, int root, Supplier<JsonNode> whole) {
    event = whole;
    fields.reset(of, root);
    occurrences.clear();
    seen.clear();
    candidates.clear();
    if (++epoch == MAX_EPOCH) {
      Arrays.fill(fetched, 0);
      Arrays.fill(results, 0);
      Arrays.fill(searched, 0);
      epoch = 1;
    }
  }

  FieldValues values(int field) {
    FieldValues found = values[field];
    if (fetched[field] != epoch) {
      fetched[field] = epoch;
      found.clear();
      if (plan.isDerived(field)) {
        derive(field, found);
      } else {
        fields.collect(field, found);
      }
    }
    return found;
  }

  private void derive(int field, FieldValues into) {
    for (JsonNode value : plan.derived().values(event.get(), name(field))) {
      into.markPresent();
      into.add(kind(value), value.asString());
    }
  }

  private static FieldValue.Kind kind(JsonNode value) {
    if (value.isNumber()) {
      return FieldValue.Kind.NUMBER;
    }
    return value.isBoolean() ? FieldValue.Kind.BOOLEAN : FieldValue.Kind.TEXT;
  }

  /// The members of the arrays that a field holds, as nodes of the event.
  ///
  /// @param arraysOnly whether a value that is no array has no members; else it is its own only one
  List<Integer> members(int field, boolean arraysOnly) {
    return fields.members(field, arraysOnly);
  }

  private EventTape tape() {
    return fields.tape();
  }

  /// Whether the node's result is known for this event.
  boolean isKnown(int node) {
    return results[node] >> 1 == epoch;
  }

  boolean result(int node) {
    return (results[node] & 1) != 0;
  }

  void remember(int node, boolean result) {
    results[node] = epoch << 1 | (result ? 1 : 0);
  }

  /// Looks through the fields that the event has and that tell which rules to try.
  ///
  /// @param telling by field
  void search(GramFilter[] telling) {
    for (int i = 0; i < fields.count(); i++) {
      int field = fields.field(i);
      GramFilter filter = telling[field];
      if (!filter.isEmpty() && searches[field].mayFind(filter, values(field))) {
        search(field);
      }
    }
  }

  private void search(int field) {
    if (searched[field] != epoch) {
      searched[field] = epoch;
      searches[field].search(values(field), this);
    }
  }

  /// Notes that an atom holds.
  void see(int atom) {
    if (seen.set(atom)) {
      plan.addCandidates(atom, candidates);
    }
  }

  /// Notes what is known to be in a value.
  void see(ValueMemo.Entry known, int base) {
    seen.add(known.atoms());
    candidates.add(known.candidates());
    occurrences.add(known.places(), base);
  }

  /// Sees what a search sees.
  ///
  /// @param as what is to be made of the atoms and candidates
  ValueMemo.Entry recorded(
      Runnable search, BiFunction<SparseBits.Part, SparseBits.Part, ValueMemo.Entry> as) {
    swap();
    search.run();
    SparseBits.Part atoms = seen.part();
    SparseBits.Part more = candidates.part();
    seen.clear();
    candidates.clear();
    swap();
    seen.add(atoms);
    candidates.add(more);
    return as.apply(atoms, more);
  }

  private void swap() {
    SparseBits other = seen;
    seen = seenApart;
    seenApart = other;
    other = candidates;
    candidates = candidatesApart;
    candidatesApart = other;
  }

  /// Notes where an atom was seen of which places are kept.
  void occurs(int place, int at) {
    occurrences.add(place, at);
  }

  /// What the values of a field look like of which an expression is possible.
  FieldShape shape(int field) {
    return searches[field].shape();
  }

  PlaceRoom placeRoom() {
    return placeRoom;
  }

  /// Where atoms were seen of which places are kept, of fields that were searched.
  Occurrences occurrences() {
    return occurrences;
  }

  /// Whether one of these atoms of the field holds.
  boolean sawAny(int field, AtomSet atoms) {
    search(field);
    return atoms.anyIn(seen.words());
  }

  /// Whether all of these atoms of the field hold.
  boolean sawAll(int field, AtomSet atoms) {
    search(field);
    return atoms.allIn(seen.words());
  }

  /// The rules and expressions for which something was seen.
  SparseBits candidates() {
    return candidates;
  }

  /// The name of a field.
  String name(int field) {
    return plan.names().path(field).name();
  }
}
