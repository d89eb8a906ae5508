package io.sextant.server.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/// One request and its answer, as a route sees them.
public final class Exchange {
  /// The longest body that [#body] reads unless told; ingestion streams its bodies.
  private static final int BODY_BYTES = 64 << 10;

  private final Context context;
  private final Caller caller;

  Exchange(Context context, Caller caller) {
    this.context = context;
    this.caller = caller;
  }

  public Caller caller() {
    return caller;
  }

  /// A part of the path.
  public String path(String name) {
    return context.pathParam(name);
  }

  /// The whole path, decoded.
  public String path() {
    return context.path();
  }

  public Query query() {
    return new Query(context.queryParamMap());
  }

  /// Refuses every query parameter.
  public Exchange withoutQuery() {
    query().check();
    return this;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(context.header(name));
  }

  public Optional<String> cookie(String name) {
    return Optional.ofNullable(context.cookie(name));
  }

  /// The peer's address.
  public String address() {
    return context.req().getRemoteAddr();
  }

  /// Reads the JSON body into a record; unknown keys are refused.
  public <T> T body(Class<T> type) throws IOException {
    return body(type, BODY_BYTES);
  }

  /// Reads a JSON body of at most `limit` bytes into a record; unknown keys are refused.
  public <T> T body(Class<T> type, int limit) throws IOException {
    String mediaType = mediaType();
    if (!mediaType.equals("application/json")) {
      throw ProblemException.mediaType(mediaType, "application/json");
    }
    byte[] bytes = bytes(limit);
    try {
      @Nullable T value = Json.MAPPER.readValue(bytes, type);
      if (value == null) {
        throw ProblemException.badRequest("body", "the body is null", "");
      }
      return value;
    } catch (DatabindException e) {
      throw ProblemException.badRequest("body", e.getOriginalMessage(), "See /openapi.yaml.");
    } catch (JacksonException e) {
      throw ProblemException.badRequest(
          "body", "the body is not JSON: " + e.getOriginalMessage(), "");
    }
  }

  /// The body's bytes.
  ///
  /// @throws ProblemException 413 when there are more than `limit`
  public byte[] bytes(int limit) throws IOException {
    byte[] bytes = stream().readNBytes(limit + 1);
    if (bytes.length > limit) {
      throw ProblemException.tooLarge(limit);
    }
    return bytes;
  }

  /// The body as it comes.
  public InputStream stream() throws IOException {
    return new RequestBody(context.req().getInputStream());
  }

  /// The body's media type in lower case, without parameters; empty when not stated.
  public String mediaType() {
    String type = context.header("Content-Type");
    return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(java.util.Locale.ROOT);
  }

  /// The length that the sender stated, -1 when it did not.
  public long contentLength() {
    return context.req().getContentLengthLong();
  }

  public void json(Object value) {
    json(200, value);
  }

  public void json(int status, Object value) {
    answer(status, "application/json", Json.MAPPER.writeValueAsBytes(value));
  }

  public void answer(int status, String contentType, byte[] body) {
    context.status(status).contentType(contentType).result(body);
  }

  public void noContent() {
    context.status(204);
  }

  /// Sends the browser elsewhere with GET.
  public void seeOther(String location) {
    context.status(303).header("Location", location);
  }

  public Exchange setHeader(String name, String value) {
    context.header(name, value);
    return this;
  }

  /// Begins an answer of unknown length; the caller writes and flushes.
  public OutputStream streaming(String contentType) throws IOException {
    context.res().setStatus(200);
    context.res().setContentType(contentType);
    return context.res().getOutputStream();
  }
}
