package io.sextant.gateway.mcp;

import io.sextant.gateway.protocol.Json;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/// The clients that listen to servers. Thread-safe; bounded by the connections of the gateway.
final class OpenStreams {
  private final Map<String, Set<ClientStream>> streams = new ConcurrentHashMap<>();

  void add(String server, ClientStream stream) {
    streams.computeIfAbsent(server, _ -> ConcurrentHashMap.newKeySet()).add(stream);
  }

  void remove(String server, ClientStream stream) {
    streams.getOrDefault(server, Set.of()).remove(stream);
  }

  /// Tells clients that a server offers other tools now, since a person agreed to one.
  void toolsChanged(String server) {
    ObjectNode note = Json.object().put("jsonrpc", "2.0").put("method", Methods.TOOLS_CHANGED);
    for (ClientStream stream : streams.getOrDefault(server, Set.of())) {
      try {
        stream.message(note);
      } catch (IOException _) {
        // It has left; its own thread notices too.
        streams.getOrDefault(server, Set.of()).remove(stream);
      }
    }
  }
}
