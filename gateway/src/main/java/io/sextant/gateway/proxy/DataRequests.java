package io.sextant.gateway.proxy;

import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;

import io.sextant.gateway.access.Principal;
import io.sextant.gateway.ingest.Batch;
import io.sextant.gateway.ingest.BatchVerdict;
import io.sextant.gateway.ingest.DataGate;
import io.sextant.gateway.ingest.JsonRequest;
import io.sextant.gateway.protocol.Json;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.zip.ZipException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/// Takes batches of data to check: one JSON object, or lines of JSON of which the first says what
/// the batch is. Lines are read as they come, so a batch may be of any length; verdicts wait in a
/// file until all were read, because few clients read an answer before they have sent everything.
final class DataRequests {
  static final String PATH = "/ingest/check";

  /// Batches that are checked at once; each may use every core.
  private static final int AT_ONCE = 4;

  private final DataGate gate;
  private final int mostBytes;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /// @param mostBytes longest body that is not lines
  DataRequests(DataGate gate, int mostBytes) {
    this.gate = gate;
    this.mostBytes = mostBytes;
  }

  void check(Request request, Response response, Principal principal) throws Refused, IOException {
    if (!places.tryAcquire()) {
      throw new Refused(
          503,
          Refused.TOO_MANY,
          "other batches are being checked",
          Optional.of(java.time.Duration.ofSeconds(5)));
    }
    try {
      if (RequestBody.isLines(request)) {
        lines(request, response, principal);
      } else {
        whole(request, response, principal);
      }
    } catch (JsonRequest.Malformed e) {
      throw new Refused(e.status(), e.code(), String.valueOf(e.getMessage()));
    } catch (ZipException | EOFException e) {
      throw new Refused(400, Refused.MALFORMED, "the body is not gzip data");
    } catch (CompletionException e) {
      throw Refused.notKept();
    } finally {
      places.release();
    }
  }

  private void whole(Request request, Response response, Principal principal)
      throws Refused, IOException, JsonRequest.Malformed {
    try (JsonRequest asked = JsonRequest.of(gate, RequestBody.read(request, mostBytes))) {
      var items = Json.object().arrayNode();
      BatchVerdict verdict = run(asked, principal, it -> items.add(it.json()));
      var body = verdict.json();
      body.set("records", items);
      byte[] bytes = Json.bytes(body);
      head(response, verdict, "application/json", bytes.length);
      try (OutputStream out = Content.Sink.asOutputStream(response)) {
        out.write(bytes);
      }
    }
  }

  private void lines(Request request, Response response, Principal principal)
      throws Refused, IOException, JsonRequest.Malformed {
    Path spool = gate.spool();
    try (InputStream in = RequestBody.open(request);
        JsonRequest asked = JsonRequest.lines(gate, in)) {
      BatchVerdict verdict;
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(spool))) {
        verdict = run(asked, principal, it -> line(out, Json.bytes(it.json())));
        var last = Json.object();
        last.set("batch", verdict.json());
        line(out, Json.bytes(last));
      }
      long length = Files.size(spool);
      // Gone from the folder before the first byte is sent, where the system lets open files go.
      try (InputStream waiting = Files.newInputStream(spool, DELETE_ON_CLOSE)) {
        head(response, verdict, "application/jsonl", length);
        try (OutputStream out = Content.Sink.asOutputStream(response)) {
          waiting.transferTo(out);
        }
      }
    } finally {
      Files.deleteIfExists(spool);
    }
  }

  private static void line(OutputStream out, byte[] json) throws IOException {
    out.write(json);
    out.write('\n');
  }

  private BatchVerdict run(JsonRequest asked, Principal principal, Batch.Listener listener)
      throws IOException {
    Batch batch = gate.begin(asked.set(), asked.batch(), principal);
    batch.takeAll(asked.source(), listener);
    return batch.finish();
  }

  private static void head(Response response, BatchVerdict verdict, String type, long length) {
    response.setStatus(200);
    response
        .getHeaders()
        .put(HttpHeader.CONTENT_TYPE, type)
        .put(HttpHeader.CONTENT_LENGTH, length)
        .put("sextant-decision", verdict.decision().label())
        .put("sextant-receipt", Long.toString(verdict.receipt()));
  }
}
