package io.sextant.server.http;

import io.sextant.core.access.Permission;
import java.util.ArrayList;
import java.util.List;

/// The table of routes. A route cannot be added without the permission it demands.
///
/// Filled by one thread before the server starts.
public final class Routes {
  private final List<Route> routes = new ArrayList<>();

  /// What a route does.
  @FunctionalInterface
  public interface Action {
    void run(Exchange exchange) throws Exception;
  }

  /// The methods that the API uses.
  public enum Method {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE
  }

  /// @param path with `{name}` for a part that varies and `<name>` for a rest with slashes
  public record Route(Method method, String path, Permission permission, Action action) {}

  public Routes get(String path, Permission permission, Action action) {
    return add(new Route(Method.GET, path, permission, action));
  }

  public Routes post(String path, Permission permission, Action action) {
    return add(new Route(Method.POST, path, permission, action));
  }

  public Routes put(String path, Permission permission, Action action) {
    return add(new Route(Method.PUT, path, permission, action));
  }

  public Routes patch(String path, Permission permission, Action action) {
    return add(new Route(Method.PATCH, path, permission, action));
  }

  public Routes delete(String path, Permission permission, Action action) {
    return add(new Route(Method.DELETE, path, permission, action));
  }

  /// In the order added; the first that fits a request answers it.
  public List<Route> all() {
    return List.copyOf(routes);
  }

  private Routes add(Route route) {
    routes.add(route);
    return this;
  }
}
