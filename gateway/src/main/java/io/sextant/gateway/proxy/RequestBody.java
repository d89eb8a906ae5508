package io.sextant.gateway.proxy;

import io.sextant.gateway.inbound.Remainder;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/// Reads the body of a request, unpacked and bounded by what really comes.
final class RequestBody {
  private static final Set<String> LINES =
      Set.of("application/jsonl", "application/x-ndjson", "application/ndjson");

  private RequestBody() {}

  /// @param most longest body, unpacked, in bytes
  static byte[] read(Request request, int most) throws Refused, IOException {
    String plain = type(request);
    if (!plain.equals("application/json")) {
      throw new Refused(
          415, Refused.MALFORMED, "the body must be application/json, found '" + plain + "'");
    }
    if (request.getLength() > most) {
      throw tooLarge(most);
    }
    // One byte more than the whole shows its end; room for the most there may be is made only when
    // nobody says how long it is.
    long length = isPacked(request) ? -1 : request.getLength();
    try (InputStream unpacked = open(request)) {
      byte[] body = unpacked.readNBytes(length < 0 ? most + 1 : (int) length + 1);
      if (body.length > most) {
        throw tooLarge(most);
      }
      return body;
    } catch (ZipException | EOFException e) {
      throw new Refused(400, Refused.MALFORMED, "the body is not gzip data");
    }
  }

  /// Whether the body is said to be lines of JSON.
  static boolean isLines(Request request) {
    return LINES.contains(type(request));
  }

  private static String type(Request request) {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /// The body, unpacked, as it comes; whoever reads it bounds it.
  static InputStream open(Request request) throws Refused, IOException {
    String encoding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
    boolean packed = isPacked(request);
    if (encoding != null && !packed && !encoding.equalsIgnoreCase("identity")) {
      throw new Refused(
          415, Refused.MALFORMED, "a body is taken plain or as gzip, not as '" + encoding + "'");
    }
    InputStream in = Remainder.open(request);
    return packed ? new GZIPInputStream(in) : in;
  }

  private static boolean isPacked(Request request) {
    return "gzip".equalsIgnoreCase(request.getHeaders().get(HttpHeader.CONTENT_ENCODING));
  }

  private static Refused tooLarge(int most) {
    return new Refused(
        413, Refused.TOO_LARGE, "the body is longer than the " + most + " bytes that are taken");
  }
}
