package io.sextant.core.system.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.system.ComponentId;
import io.sextant.core.system.MapReader;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CirclesTest {
  /// Against following the flows from every component, on random maps.
  @Test
  void whatReachesEachOtherIsInOneCircle() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      int size = 1 + random.nextInt(12);
      MapGraph graph = graph(size, random.nextInt(24), random);
      Map<ComponentId, Integer> circles = Circles.of(graph);
      assertThat(circles).hasSize(size);
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          boolean together =
              i == j
                  || reached(graph, id(i)).contains(id(j)) && reached(graph, id(j)).contains(id(i));
          assertThat(circles.get(id(i)).equals(circles.get(id(j))))
              .as("round %s: %s and %s", round, i, j)
              .isEqualTo(together);
        }
      }
    }
  }

  private static ComponentId id(int number) {
    return new ComponentId("c" + number);
  }

  private static MapGraph graph(int size, int flows, Random random) {
    String text =
        "sextant: system/1\nid: t\nowner: us\ncomponents:\n"
            + IntStream.range(0, size)
                .mapToObj(i -> "- {id: c" + i + ", kind: server}\n")
                .collect(Collectors.joining())
            + "flows:\n"
            + IntStream.range(0, flows)
                .mapToObj(i ->
                    "- {id: f%d, from: c%d, to: c%d}\n"
                        .formatted(i, random.nextInt(size), random.nextInt(size)))
                .collect(Collectors.joining());
    return new MapGraph(MapReader.read("t.yaml", text).map().orElseThrow());
  }

  private static Set<ComponentId> reached(MapGraph graph, ComponentId start) {
    Set<ComponentId> seen = new HashSet<>(Set.of(start));
    boolean grew = true;
    while (grew) {
      grew = false;
      for (ComponentId from : Set.copyOf(seen)) {
        for (MapGraph.Edge edge : graph.outgoing(from)) {
          grew |= seen.add(edge.to());
        }
      }
    }
    return seen;
  }
}
