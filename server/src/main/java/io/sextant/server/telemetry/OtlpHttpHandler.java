package io.sextant.server.telemetry;

import com.google.rpc.Code;
import io.sextant.core.access.Permission;
import io.sextant.gateway.inbound.Remainder;
import io.sextant.server.http.Authentication;
import io.sextant.server.http.Authentication.Credentials;
import io.sextant.server.http.ProblemException;
import io.sextant.server.http.RequestBody;
import io.sextant.server.telemetry.OtlpReader.Encoding;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers OTLP/HTTP requests (OTLP 1.9, section "OTLP/HTTP"): errors carry a `google.rpc.Status`
/// in the request's encoding.
final class OtlpHttpHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(OtlpHttpHandler.class);
  private static final String BEARER = "bearer ";

  private final Intake intake;
  private final OtlpReader reader;
  private final Authentication authentication;

  OtlpHttpHandler(Intake intake, OtlpReader reader, Authentication authentication) {
    this.intake = intake;
    this.reader = reader;
    this.authentication = authentication;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    RequestBody body = new RequestBody(Content.Source.asInputStream(request));
    OtlpAnswer answer;
    try {
      answer = answer(request, body);
    } catch (ProblemException e) {
      answer =
          OtlpAnswer.error(
              e.problem().status(), Code.UNAUTHENTICATED, e.problem().detail(), encoding(request));
      answer = e.retryAfter().map(answer::retryAfter).orElse(answer);
    } catch (RuntimeException e) {
      LOG.error("an OTLP request failed", e);
      answer = OtlpAnswer.error(500, Code.INTERNAL, "this is our fault", encoding(request));
    }
    response.setStatus(answer.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.mediaType());
    answer
        .retryAfter()
        .ifPresent(wait ->
            response.getHeaders().put(HttpHeader.RETRY_AFTER, Math.max(1, wait.toSeconds())));
    if (answer.status() == 405) {
      response.getHeaders().put(HttpHeader.ALLOW, "POST");
    }
    if (answer.status() >= 400 && !request.getHeaders().contains(HttpHeader.EXPECT)) {
      Remainder.drop(body);
    }
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
    return true;
  }

  private OtlpAnswer answer(Request request, RequestBody body) {
    Encoding encoding = encoding(request);
    String path = Request.getPathInContext(request);
    Optional<Signal> signal =
        Arrays.stream(Signal.values()).filter(known -> known.path().equals(path)).findFirst();
    if (signal.isEmpty()) {
      return OtlpAnswer.error(
          404, Code.NOT_FOUND, "OTLP/HTTP is taken at /v1/logs, /v1/traces, /v1/metrics", encoding);
    }
    if (!HttpMethod.POST.is(request.getMethod())) {
      return OtlpAnswer.error(405, Code.UNIMPLEMENTED, "only POST is taken", encoding);
    }
    if (request.getHeaders().contains(HttpHeader.ORIGIN)) {
      return OtlpAnswer.error(
          403, Code.PERMISSION_DENIED, "telemetry is not taken from web pages", encoding);
    }
    String type = mediaType(request);
    if (!type.equals(encoding.mediaType())) {
      return OtlpAnswer.error(
          415,
          Code.INVALID_ARGUMENT,
          "Content-Type must be application/x-protobuf or application/json, found '" + type + "'",
          encoding);
    }
    String coding = text(request, HttpHeader.CONTENT_ENCODING).toLowerCase(Locale.ROOT);
    if (!coding.isEmpty() && !coding.equals("gzip") && !coding.equals("identity")) {
      return OtlpAnswer.error(
          415,
          Code.INVALID_ARGUMENT,
          "Content-Encoding must be gzip or absent, found '" + coding + "'",
          encoding);
    }
    if (!mayIngest(request)) {
      return OtlpAnswer.error(
          401, Code.UNAUTHENTICATED, "telemetry needs a token with the role sender", encoding);
    }
    return take(
        new Intake.Body(
            body, request.getLength(), coding.equals("gzip"), Request.getRemoteAddr(request)),
        signal.get(),
        encoding);
  }

  private OtlpAnswer take(Intake.Body body, Signal signal, Encoding encoding) {
    long[] dataPoints = {0};
    Intake.Normaliser normaliser = reader.normaliser(signal, encoding);
    Outcome outcome =
        intake.take(
            body,
            (bytes, sender) -> {
              if (signal == Signal.METRICS && encoding == Encoding.PROTOBUF) {
                dataPoints[0] = OtlpReader.dataPoints(bytes);
              }
              return normaliser.normalise(bytes, sender);
            });
    return switch (outcome) {
      case Outcome.Stored _ when signal == Signal.METRICS ->
          OtlpAnswer.taken(signal, dataPoints[0], OtlpReader.METRICS_NOT_KEPT, encoding);
      case Outcome.Stored stored ->
          OtlpAnswer.taken(
              signal,
              stored.refusals().size(),
              OtlpReader.explanation(stored.refusals()),
              encoding);
      case Outcome.Overloaded overloaded ->
          OtlpAnswer.error(429, Code.RESOURCE_EXHAUSTED, "overloaded, try again later", encoding)
              .retryAfter(overloaded.retryAfter());
      case Outcome.CannotStore cannot ->
          OtlpAnswer.error(503, Code.UNAVAILABLE, cannot.why(), encoding)
              .retryAfter(cannot.retryAfter());
      case Outcome.Malformed malformed ->
          OtlpAnswer.error(
              400, Code.INVALID_ARGUMENT, malformed.code() + " " + malformed.why(), encoding);
      case Outcome.TooLarge tooLarge ->
          OtlpAnswer.error(
              413,
              Code.INVALID_ARGUMENT,
              "at most " + tooLarge.limitBytes() + " bytes are taken, after decompression",
              encoding);
    };
  }

  private boolean mayIngest(Request request) {
    Optional<String> bearer =
        Optional.of(text(request, HttpHeader.AUTHORIZATION))
            .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
            .map(value -> value.substring(BEARER.length()).strip());
    return authentication
        .identify(new Credentials(bearer, Optional.empty(), false, Request.getRemoteAddr(request)))
        .may(Permission.INGEST);
  }

  private static Encoding encoding(Request request) {
    return mediaType(request).equals(Encoding.JSON.mediaType()) ? Encoding.JSON : Encoding.PROTOBUF;
  }

  private static String mediaType(Request request) {
    return text(request, HttpHeader.CONTENT_TYPE).split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static String text(Request request, HttpHeader header) {
    HttpField field = request.getHeaders().getField(header);
    return field == null || field.getValue() == null ? "" : field.getValue().strip();
  }
}
