package io.sextant.gateway.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.gateway.access.Networks;
import io.sextant.gateway.access.Principal;
import io.sextant.gateway.access.RateLimit;
import io.sextant.gateway.access.Secret;
import io.sextant.gateway.approval.Approval;
import io.sextant.gateway.approval.ApprovalId;
import io.sextant.gateway.inbound.Remainder;
import io.sextant.gateway.mcp.McpDoor;
import io.sextant.gateway.mcp.RpcErrors;
import io.sextant.gateway.protocol.Json;
import io.sextant.gateway.protocol.Operation;
import io.sextant.gateway.protocol.Operation.Family;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes requests from the network: tells what they ask for and who asks, and turns away what goes
/// no further. Each request has a virtual thread of its own.
final class GatewayHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayHandler.class);
  private static final String BEARER = "bearer ";

  private final McpDoor mcp;
  private final Services services;

  GatewayHandler(McpDoor mcp, Services services) {
    this.mcp = mcp;
    this.services = services;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Family family = family(request);
    try {
      if (isHealth(request)) {
        answer(response, 200, "{\"status\":\"up\"}".getBytes(UTF_8));
      } else if (asksAboutApproval(request)) {
        answer(response, 200, approval(request, response));
      } else if (bringsData(request)) {
        Principal principal = admitted(request, response);
        services.data().orElseThrow().check(request, response, principal);
      } else if (McpDoor.leadsHere(path(request))) {
        mcp.handle(request, response, admitted(request, response), credential(request));
      } else {
        Operation operation = operation(request);
        Principal principal = admitted(request, response);
        new Forwarding(services, operation, principal, credential(request)).run(request, response);
      }
      callback.succeeded();
    } catch (Refused e) {
      services.figures().refused();
      refuse(response, callback, e, family);
    } catch (IOException e) {
      services.figures().failed();
      LOG.debug("an exchange broke", e);
      callback.failed(e);
    } catch (RuntimeException e) {
      services.figures().failed();
      LOG.error("an exchange failed", e);
      refuse(
          response,
          callback,
          new Refused(500, Refused.INTERNAL, "the gateway failed; its log says why"),
          family);
    }
    return true;
  }

  private static boolean isHealth(Request request) {
    return request.getMethod().equals("GET") && "/health".equals(request.getHttpURI().getPath());
  }

  private static boolean asksAboutApproval(Request request) {
    return request.getMethod().equals("GET") && path(request).startsWith(Holding.PATH);
  }

  private boolean bringsData(Request request) {
    return services.data().isPresent()
        && request.getMethod().equals("POST")
        && path(request).equals(DataRequests.PATH);
  }

  /// How an approval stands that this principal asked for.
  private byte[] approval(Request request, Response response) throws Refused {
    Principal principal = admitted(request, response);
    Approval approval =
        services
            .approvals()
            .find(new ApprovalId(path(request).substring(Holding.PATH.length())))
            .filter(it -> it.question().principal().equals(principal.id()))
            .orElseThrow(() ->
                new Refused(
                    404, Refused.NO_APPROVAL, "this principal has asked for no such approval"));
    return Json.bytes(
        Json.object()
            .put("id", approval.id().value())
            .put("state", approval.state().label())
            .put("expires", approval.expires().toString())
            .put("reason", approval.closing().map(Approval.Closing::reason).orElse("")));
  }

  private Principal admitted(Request request, Response response) throws Refused {
    Principal principal = principal(request);
    if (!services.events().keepsUp()) {
      throw Refused.behind();
    }
    RateHeaders.requests(response.getHeaders(), services.limits(), rate(principal).remaining());
    return principal;
  }

  private static Family family(Request request) {
    return path(request).startsWith("/v1/messages") ? Family.ANTHROPIC : Family.OPENAI;
  }

  private static String path(Request request) {
    String path = request.getHttpURI().getPath();
    return path == null ? "" : path;
  }

  private static Operation operation(Request request) throws Refused {
    String path = path(request);
    Optional<Operation> operation = Operation.of(request.getMethod(), path);
    if (operation.isEmpty()) {
      boolean known = Operation.knowsPath(path);
      throw new Refused(
          known ? 405 : 404,
          Refused.UNKNOWN_PATH,
          (known ? "this method is not offered at " : "the gateway does not pass on ")
              + (path.length() > 200 ? path.substring(0, 200) + "…" : path));
    }
    return operation.get();
  }

  private Principal principal(Request request) throws Refused {
    return services
        .principals()
        .of(credential(request).map(Secret::reveal), certificate(request), address(request))
        .orElseThrow(() ->
            new Refused(
                401,
                Refused.NO_CREDENTIAL,
                "a key of this gateway is needed, as 'Authorization: Bearer KEY' or 'x-api-key'"
                    + " (or a certificate that it knows, when it takes those)"));
  }

  /// The certificate that the client of a connection showed; Jetty has verified it.
  private static Optional<X509Certificate> certificate(Request request) {
    return request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE)
                instanceof EndPoint.SslSessionData session
            && session.peerCertificates() != null
            && session.peerCertificates().length > 0
        ? Optional.of(session.peerCertificates()[0])
        : Optional.empty();
  }

  /// What the client authorises itself by. When clients have keys of the gateway this is one, and
  /// must not be passed on; see [Forwarding].
  private static Optional<Secret> credential(Request request) {
    HttpFields headers = request.getHeaders();
    String authorization = headers.get(HttpHeader.AUTHORIZATION);
    if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.of(new Secret(authorization.substring(BEARER.length()).strip()));
    }
    String key = headers.get("x-api-key");
    return Optional.ofNullable(key == null ? headers.get("api-key") : key).map(Secret::new);
  }

  private static String address(Request request) {
    return Networks.address(request).map(InetAddress::getHostAddress).orElse("unknown");
  }

  private RateLimit.Grant rate(Principal principal) throws Refused {
    RateLimit.Grant grant = services.rate().ask(principal.id());
    if (!grant.granted()) {
      throw new Refused(
          429,
          Refused.TOO_MANY,
          "this principal asks more often than it may",
          Optional.of(grant.retryAfter()));
    }
    return grant;
  }

  private static void refuse(Response response, Callback callback, Refused refused, Family family) {
    if (response.isCommitted()) {
      callback.failed(refused);
      return;
    }
    try {
      refused
          .retryAfter()
          .ifPresent(wait ->
              response.getHeaders().put(HttpHeader.RETRY_AFTER, Long.toString(seconds(wait))));
      Remainder.settle(response);
      boolean rpc = McpDoor.leadsHere(path(response.getRequest()));
      answer(
          response,
          refused.status(),
          rpc
              ? Json.bytes(RpcErrors.unasked(refused.code(), String.valueOf(refused.getMessage())))
              : refused.body(family));
      callback.succeeded();
    } catch (IOException e) {
      callback.failed(e);
    }
  }

  private static long seconds(Duration wait) {
    return wait.plusMillis(999).toSeconds();
  }

  private static void answer(Response response, int status, byte[] body) throws IOException {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    Content.Sink.write(response, true, ByteBuffer.wrap(body));
  }
}
