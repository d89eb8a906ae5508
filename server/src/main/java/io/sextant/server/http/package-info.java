/// What every route shares: registration with a permission ([io.sextant.server.http.Routes]),
/// strict reading of requests ([io.sextant.server.http.Exchange], [io.sextant.server.http.Query]),
/// problem documents ([io.sextant.server.http.Problem]) and the checks before a route runs.
@org.jspecify.annotations.NullMarked
package io.sextant.server.http;
