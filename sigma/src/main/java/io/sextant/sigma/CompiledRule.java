package io.sextant.sigma;

import io.sextant.sigma.Detection.FieldMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/// A detection rule ready to run.
///
/// @param order its place among all documents
/// @param node what must hold, filters included
/// @param emits whether its matches are reported by themselves
/// @param parents the correlations that look at it
record CompiledRule(
    DetectionRule rule,
    int order,
    Node node,
    SequencedMap<String, Node> selections,
    boolean emits,
    List<CorrelationProgram.Link> parents) {
  /// Fields named in one explanation.
  private static final int MAX_MATCHES = 50;

  /// Longest value repeated in an explanation, in characters.
  private static final int MAX_VALUE = 500;

  CompiledRule withParents(List<CorrelationProgram.Link> links) {
    return new CompiledRule(rule, order, node, selections, emits, List.copyOf(links));
  }

  /// Which fields made the frame's event match.
  List<FieldMatch> explain(EventFrame frame) {
    List<FieldMatch> matches = new ArrayList<>();
    for (Condition condition : rule.conditions()) {
      explain(condition, frame, matches);
    }
    return matches;
  }

  private void explain(Condition condition, EventFrame frame, List<FieldMatch> to) {
    switch (condition) {
      case Condition.And(List<Condition> parts) -> parts.forEach(part -> explain(part, frame, to));
      case Condition.Or(List<Condition> parts) -> parts.forEach(part -> explain(part, frame, to));
      case Condition.Not _ -> {}
      case Condition.Named(String name) -> explain(name, frame, to);
      case Condition.Quantified quantified ->
          quantified.selections().forEach(name -> explain(name, frame, to));
    }
  }

  private void explain(String selection, EventFrame frame, List<FieldMatch> to) {
    Selection definition = rule.selections().get(selection);
    Node node = selections.get(selection);
    if (definition != null && node != null && node.holds(frame)) {
      explain(selection, node, frame, to);
    }
  }

  private void explain(String selection, Node node, EventFrame frame, List<FieldMatch> to) {
    if (!node.holds(frame) || to.size() >= MAX_MATCHES) {
      return;
    }
    switch (node) {
      case Node.And and -> explainAll(selection, and.parts, frame, to);
      case Node.AtLeast atLeast -> explainAll(selection, atLeast.parts, frame, to);
      case Node.Not _ -> {}
      case Node.Item item ->
          item.matcher
              .hit(frame)
              .map(hit ->
                  new FieldMatch(
                      selection,
                      frame.name(item.matcher.field()),
                      shortened(hit.value()),
                      hit.expected()))
              .filter(match -> !to.contains(match))
              .ifPresent(to::add);
    }
  }

  private void explainAll(String selection, Node[] parts, EventFrame frame, List<FieldMatch> to) {
    for (Node part : parts) {
      explain(selection, part, frame, to);
    }
  }

  private static String shortened(String value) {
    return value.length() > MAX_VALUE ? value.substring(0, MAX_VALUE) + "…" : value;
  }
}
