package io.sextant.gateway.mcp;

import java.util.Set;

/// The methods of the protocol, all editions together.
final class Methods {
  static final String INITIALIZE = "initialize";
  static final String CALL = "tools/call";
  static final String LIST = "tools/list";
  static final String READ = "resources/read";
  static final String CANCELLED = "notifications/cancelled";
  static final String PROGRESS = "notifications/progress";
  static final String TOOLS_CHANGED = "notifications/tools/list_changed";

  /// What clients send.
  private static final Set<String> OF_CLIENTS =
      Set.of(
          INITIALIZE,
          CALL,
          LIST,
          READ,
          "server/discover",
          "resources/list",
          "resources/templates/list",
          "resources/subscribe",
          "resources/unsubscribe",
          "prompts/list",
          "prompts/get",
          "completion/complete",
          "logging/setLevel",
          "notifications/initialized",
          "notifications/roots/list_changed");

  /// What servers send.
  private static final Set<String> OF_SERVERS =
      Set.of(
          "sampling/createMessage",
          "elicitation/create",
          "roots/list",
          "notifications/message",
          "notifications/resources/updated",
          "notifications/resources/list_changed",
          TOOLS_CHANGED,
          "notifications/prompts/list_changed",
          "notifications/elicitation/complete");

  /// What both send.
  private static final Set<String> OF_BOTH =
      Set.of(
          "ping",
          CANCELLED,
          PROGRESS,
          "tasks/get",
          "tasks/list",
          "tasks/result",
          "tasks/cancel",
          "notifications/tasks/status");

  private Methods() {}

  static boolean known(String method, boolean fromClient) {
    return OF_BOTH.contains(method) || (fromClient ? OF_CLIENTS : OF_SERVERS).contains(method);
  }
}
