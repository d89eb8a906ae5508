package io.sextant.server.telemetry;

import com.google.rpc.Code;
import com.google.rpc.Status;
import io.sextant.server.http.Json;
import io.sextant.server.telemetry.OtlpReader.Encoding;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// One answer of the OTLP/HTTP receiver.
@SuppressWarnings("ArrayRecordComponent") // written once and forgotten, never compared
record OtlpAnswer(int status, String mediaType, byte[] body, Optional<Duration> retryAfter) {

  /// Success, in part when something was rejected. OTLP/JSON writes 64-bit numbers as text.
  static OtlpAnswer taken(Signal signal, long rejected, String message, Encoding encoding) {
    byte[] body =
        switch (encoding) {
          case PROTOBUF -> signal.response(rejected, message).toByteArray();
          case JSON -> json(signal, rejected, message);
        };
    return new OtlpAnswer(200, encoding.mediaType(), body, Optional.empty());
  }

  static OtlpAnswer error(int status, Code code, String message, Encoding encoding) {
    byte[] body =
        switch (encoding) {
          case PROTOBUF ->
              Status.newBuilder()
                  .setCode(code.getNumber())
                  .setMessage(message)
                  .build()
                  .toByteArray();
          case JSON ->
              Json.MAPPER.writeValueAsBytes(
                  Json.MAPPER
                      .createObjectNode()
                      .put("code", code.getNumber())
                      .put("message", message));
        };
    return new OtlpAnswer(status, encoding.mediaType(), body, Optional.empty());
  }

  OtlpAnswer retryAfter(Duration wait) {
    return new OtlpAnswer(status, mediaType, body, Optional.of(wait));
  }

  private static byte[] json(Signal signal, long rejected, String message) {
    ObjectNode answer = Json.MAPPER.createObjectNode();
    if (rejected > 0 || !message.isEmpty()) {
      answer
          .putObject("partialSuccess")
          .put(signal.rejectedField(), Long.toString(rejected))
          .put("errorMessage", message);
    }
    return Json.MAPPER.writeValueAsBytes(answer);
  }
}
