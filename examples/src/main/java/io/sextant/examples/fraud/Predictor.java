package io.sextant.examples.fraud;

import io.opentelemetry.api.trace.SpanKind;
import io.sextant.examples.Telemetry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// The predict API's work: scores payments and tells OpenTelemetry of each call. Thread-safe.
public final class Predictor {
  private final Telemetry telemetry;
  private final FraudModel model;

  public Predictor(Telemetry telemetry, FraudModel model) {
    this.telemetry = telemetry;
    this.model = model;
  }

  /// @param client the address the caller came from
  public record Request(String user, String client, List<Payment> payments) {
    public Request {
      payments = List.copyOf(payments);
    }
  }

  /// The probability of fraud for each payment.
  public List<Double> predict(Request request) {
    return telemetry.within(
        "predict " + FraudModel.NAME,
        SpanKind.SERVER,
        span -> {
          List<Double> scores = request.payments().stream().map(model::score).toList();
          double first = scores.isEmpty() ? 0 : scores.getFirst();
          span.setAttribute("user.id", request.user());
          span.setAttribute("client.address", request.client());
          span.setAttribute("url.path", "/v2/models/" + FraudModel.NAME + "/infer");
          span.setAttribute("http.response.status_code", 200L);
          span.setAttribute("predict.model.name", FraudModel.NAME);
          span.setAttribute("predict.model.version", "1");
          span.setAttribute("predict.input.count", (long) scores.size());
          span.setAttribute("predict.input.digest", digest(request.payments()));
          span.setAttribute("predict.output.label", first >= 0.5 ? "fraud" : "ok");
          span.setAttribute("predict.output.score", Math.max(first, 1 - first));
          return scores;
        });
  }

  private static String digest(List<Payment> payments) {
    try {
      byte[] text = payments.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
