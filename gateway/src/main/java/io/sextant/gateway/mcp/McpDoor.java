package io.sextant.gateway.mcp;

import io.sextant.gateway.access.Principal;
import io.sextant.gateway.access.Secret;
import io.sextant.gateway.config.McpConfig;
import io.sextant.gateway.config.McpServerConfig;
import io.sextant.gateway.config.McpServerConfig.Place;
import io.sextant.gateway.inbound.Remainder;
import io.sextant.gateway.outbound.ServerClient;
import io.sextant.gateway.protocol.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.component.LifeCycle;
import tools.jackson.databind.node.ObjectNode;

/// The way to MCP servers: `/mcp/ID` on the gateway. Thread-safe; each request has a virtual thread
/// of its own.
public final class McpDoor implements AutoCloseable {
  /// Where servers are.
  public static final String PATH = "/mcp/";

  private final Map<String, Served> served = new LinkedHashMap<>();
  private final HttpClient client = ServerClient.start(new HttpClient(), "mcp-client");
  private final Visitors visitors;
  private final Room room;

  /// A server and the way to it.
  record Served(McpServerConfig config, Backend backend) {}

  /// What all exchanges share.
  record Room(
      McpServices services,
      ToolBook tools,
      Holds holds,
      McpSessions sessions,
      Trails trails,
      OpenStreams streams) {}

  /// Begins to serve; programs are started when somebody begins a session.
  ///
  /// @param host address that the gateway listens on
  public McpDoor(McpConfig config, String host, McpServices services) {
    OpenStreams streams = new OpenStreams();
    ToolBook tools = new ToolBook(services.agents().pins(), services.detectors(), services.clock());
    this.room =
        new Room(
            services,
            tools,
            new Holds(services, tools, streams::toolsChanged),
            new McpSessions(),
            new Trails(services.agents().marks(), services.clock().instant()),
            streams);
    this.visitors = new Visitors(host, config.origins());
    for (McpServerConfig server : config.servers()) {
      Backend backend =
          switch (server.place()) {
            case Place.Remote remote ->
                new RemoteServer(server.id(), remote, client, services.limits());
            case Place.Local local -> new LocalServer(server.id(), local, services.limits());
          };
      served.put(server.id(), new Served(server, backend));
    }
  }

  /// Whether a path leads here.
  public static boolean leadsHere(String path) {
    return path.startsWith(PATH);
  }

  /// Answers a request of an agent.
  ///
  /// @param credential of the client
  /// @throws IOException when the client left
  public void handle(
      Request request, Response response, Principal principal, Optional<Secret> credential)
      throws IOException {
    try {
      visitors.check(request);
      String path = String.valueOf(request.getHttpURI().getPath());
      Served to = served.get(path.substring(PATH.length()));
      if (to == null) {
        throw new Refusal(
            404, Refusal.UNKNOWN_PATH, "the gateway stands before no such MCP server");
      }
      Optional<Secret> passedOn = principal.verified() ? Optional.empty() : credential;
      new Visit(room, to, principal, passedOn).answer(request, response);
    } catch (Refusal e) {
      refuse(response, e);
    }
  }

  static void refuse(Response response, Refusal refusal) throws IOException {
    if (response.isCommitted()) {
      throw new IOException(refusal);
    }
    Remainder.settle(response);
    ObjectNode body =
        RpcErrors.of(
            Json.object().nullNode(),
            refusal.rpc(),
            refusal.text(),
            Json.object().put("code", refusal.code()));
    new ClientStream(response, false).whole(refusal.status(), HttpFields.EMPTY, Json.bytes(body));
  }

  /// Sessions that are open now.
  public long sessions() {
    return room.sessions().open();
  }

  @Override
  public void close() {
    served.values().forEach(it -> it.backend().close());
    LifeCycle.stop(client);
  }
}
