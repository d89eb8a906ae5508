package io.sextant.gateway.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sextant.core.tool.ToolPin;
import io.sextant.core.tool.ToolPins;
import io.sextant.gateway.approval.Canonical;
import io.sextant.gateway.config.McpServerConfig;
import io.sextant.gateway.config.McpServerConfig.DeclaredTool;
import io.sextant.gateway.config.McpServerConfig.Pins;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.mcp.ToolNames.Folded;
import io.sextant.gateway.mcp.ToolStanding.Pin;
import io.sextant.gateway.protocol.Json;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/// The tools of all servers: which definitions are pinned, and which were offered last.
/// Thread-safe; bounded.
final class ToolBook {
  static final String STEERS = "steers-other-tool";
  static final String SHADOWS = "shadows";
  static final String RESEMBLES = "resembles";

  /// Tools of all servers that are pinned; more are offered as if seen for the first time.
  private static final int MOST = 20_000;

  /// Characters of a name that a tool may have (the protocol advises 128).
  private static final int LONGEST_NAME = 256;

  private static final int REFUSED = 10_000;

  private final ToolPins store;
  private final Detectors detectors;
  private final InstantSource clock;
  private final Map<Key, ToolPin> pins = new ConcurrentHashMap<>();
  private final Map<Key, String> folded = new ConcurrentHashMap<>();
  private final Cache<Key, Offered> offered = Caffeine.newBuilder().maximumSize(MOST).build();
  private final Cache<String, List<String>> findings =
      Caffeine.newBuilder().maximumSize(MOST).build();
  private final Cache<String, Boolean> refused = Caffeine.newBuilder().maximumSize(REFUSED).build();

  /// What is wrong beside other tools; computed anew when a pin changes.
  private final Cache<Beside, List<String>> besides =
      Caffeine.newBuilder().maximumSize(MOST).build();

  private record Key(String server, String tool) {}

  private record Offered(ObjectNode definition, String hash) {}

  private record Beside(Key key, String hash) {}

  ToolBook(ToolPins store, Detectors detectors, InstantSource clock) {
    this.store = store;
    this.detectors = detectors;
    this.clock = clock;
    store.list().forEach(this::remember);
  }

  private void remember(ToolPin pin) {
    Key key = new Key(pin.server(), pin.name());
    pins.put(key, pin);
    folded.put(key, ToolNames.folded(pin.name()));
    besides.invalidateAll();
  }

  /// How a tool stands that is offered now.
  ToolStanding look(McpServerConfig server, ObjectNode definition) {
    Key key = new Key(server.id(), definition.path("name").asString(""));
    Offered now = new Offered(definition, Canonical.digest("tool", definition));
    offered.put(key, now);
    return standing(server, key, now);
  }

  private ToolStanding standing(McpServerConfig server, Key key, Offered now) {
    ObjectNode definition = now.definition();
    String hash = now.hash();
    Optional<ToolPin> pinned = Optional.ofNullable(pins.get(key));
    List<String> all =
        new ArrayList<>(findings.get(hash, _ -> Definitions.findings(definition, detectors)));
    all.addAll(besides.get(new Beside(key, hash), _ -> beside(key, definition)));
    boolean approved = pinned.filter(it -> it.approved() && it.sha256().equals(hash)).isPresent();
    return new ToolStanding(
        server.id(),
        key.tool(),
        Optional.of(definition),
        hash,
        approved ? Pin.SAME : pin(server, key.tool(), hash, pinned),
        pinned,
        Definitions.hints(definition),
        all,
        approved);
  }

  private static Pin pin(
      McpServerConfig server, String tool, String hash, Optional<ToolPin> pinned) {
    Optional<String> declared = server.declared(tool).flatMap(DeclaredTool::sha256);
    if (declared.isPresent()) {
      return declared.get().equals(hash) ? Pin.SAME : Pin.CHANGED;
    }
    if (server.pins() == Pins.DECLARED) {
      return Pin.UNDECLARED;
    }
    return pinned.map(it -> it.sha256().equals(hash) ? Pin.SAME : Pin.CHANGED).orElse(Pin.FIRST);
  }

  /// How a tool stands that is called.
  ToolStanding recall(McpServerConfig server, String tool) {
    Key key = new Key(server.id(), tool);
    Offered last = offered.getIfPresent(key);
    return last == null ? ToolStanding.unseen(server.id(), tool) : standing(server, key, last);
  }

  /// What is wrong with a tool beside those of other servers that were pinned before it.
  private List<String> beside(Key key, ObjectNode definition) {
    List<String> found = new ArrayList<>();
    String text = definition.path("description").asString("");
    String ownFolded = ToolNames.folded(shortened(key.tool()));
    for (ToolPin other : pins.values()) {
      boolean elsewhere = !other.server().equals(key.server());
      ToolPin own = pins.get(key);
      boolean earlier = own == null || other.since().isBefore(own.since());
      if (!elsewhere) {
        continue;
      }
      if (earlier && other.name().equals(key.tool())) {
        found.add(SHADOWS);
      }
      String otherFolded = folded.getOrDefault(new Key(other.server(), other.name()), "");
      if (earlier
          && ToolNames.alike(key.tool(), other.name(), new Folded(ownFolded, otherFolded))) {
        found.add(RESEMBLES);
      }
      if (ToolNames.distinctive(other.name())
          && !other.name().equals(key.tool())
          && text.contains(other.name())) {
        found.add(STEERS);
      }
    }
    return List.copyOf(Set.copyOf(found));
  }

  private static String shortened(String name) {
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
  }

  /// A definition passed: what is seen first is pinned.
  void passed(McpServerConfig server, ToolStanding standing) {
    if (standing.pin() == Pin.FIRST && server.pins() == Pins.FIRST_SEEN) {
      pin(standing, false);
    }
  }

  /// A person agreed to this definition: it is the right one from now on.
  void approved(ToolStanding standing) {
    pin(standing, true);
  }

  private void pin(ToolStanding standing, boolean approved) {
    boolean room =
        pins.size() < MOST || pins.containsKey(new Key(standing.server(), standing.tool()));
    if (room && !standing.tool().isEmpty() && standing.tool().length() <= LONGEST_NAME) {
      ToolPin pin =
          new ToolPin(
              standing.server(),
              standing.tool(),
              standing.sha256(),
              standing.definition().map(it -> new String(Json.bytes(it), UTF_8)).orElse(""),
              approved,
              clock.instant());
      store.put(pin);
      remember(pin);
    }
  }

  /// A person refused this definition: nobody is asked about it again.
  void refused(ToolStanding standing) {
    refused.put(standing.server() + ' ' + standing.sha256(), true);
  }

  boolean isRefused(ToolStanding standing) {
    return refused.getIfPresent(standing.server() + ' ' + standing.sha256()) != null;
  }
}
