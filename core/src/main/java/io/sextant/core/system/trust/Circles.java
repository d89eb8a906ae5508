package io.sextant.core.system.trust;

import io.sextant.core.system.ComponentId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/// Which components lie on circles of flows together: two have the same number when data of each
/// can come to the other. Tarjan's algorithm without recursion; linear in the flows.
public final class Circles {
  private final MapGraph graph;
  private final Map<ComponentId, Integer> order = new HashMap<>();
  private final Map<ComponentId, Integer> lowest = new HashMap<>();
  private final Map<ComponentId, Integer> circles = new HashMap<>();
  private final Deque<ComponentId> open = new ArrayDeque<>();
  private final Deque<Visit> visits = new ArrayDeque<>();

  private record Visit(ComponentId at, Iterator<MapGraph.Edge> left) {}

  private Circles(MapGraph graph) {
    this.graph = graph;
  }

  /// The number of the circle that each component is in, alone or with others.
  public static Map<ComponentId, Integer> of(MapGraph graph) {
    Circles found = new Circles(graph);
    graph.components().stream()
        .filter(each -> !found.order.containsKey(each.id()))
        .forEach(each -> found.walk(each.id()));
    return found.circles;
  }

  private void walk(ComponentId start) {
    enter(start);
    while (!visits.isEmpty()) {
      Visit visit = visits.element();
      if (visit.left().hasNext()) {
        ComponentId next = visit.left().next().to();
        if (!order.containsKey(next)) {
          enter(next);
        } else if (!circles.containsKey(next)) {
          lowest.merge(visit.at(), order.getOrDefault(next, 0), Math::min);
        }
      } else {
        leave(visits.remove().at());
      }
    }
  }

  private void enter(ComponentId id) {
    int number = order.size();
    order.put(id, number);
    lowest.put(id, number);
    open.push(id);
    visits.push(new Visit(id, graph.outgoing(id).iterator()));
  }

  private void leave(ComponentId id) {
    int least = lowest.getOrDefault(id, 0);
    if (least == order.getOrDefault(id, 0)) {
      ComponentId member;
      do {
        member = open.pop();
        circles.put(member, least);
      } while (!member.equals(id));
    }
    if (!visits.isEmpty()) {
      lowest.merge(visits.element().at(), least, Math::min);
    }
  }
}
