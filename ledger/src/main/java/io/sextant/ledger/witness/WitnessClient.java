package io.sextant.ledger.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import io.sextant.ledger.http.Answer;
import io.sextant.ledger.log.LogReader;
import io.sextant.ledger.merkle.Hash;
import io.sextant.ledger.note.NoteSignature;
import io.sextant.ledger.note.SignedNote;
import io.sextant.ledger.note.VerifierKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/// Asks a witness to cosign what a log published. May be used by any thread.
public final class WitnessClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final URI address;
  private final VerifierKey key;

  /// @param prefix of the witness's submission address
  /// @param key that its cosignatures must be of
  public WitnessClient(URI prefix, VerifierKey key) {
    address = URI.create(prefix.toString().replaceAll("/+$", "") + "/" + Witness.ADD_CHECKPOINT);
    this.key = key;
  }

  /// The cosignature over the checkpoint that the reader reads at.
  ///
  /// @throws LedgerException WITNESS when the witness does not cosign: it has seen a longer log or
  ///   another tree; INACCESSIBLE when it does not answer
  public NoteSignature cosign(LogReader reader) {
    long size = reader.checkpoint().size();
    HttpResponse<String> answer = send(new WitnessRequest(0, List.of(), reader.note()));
    if (answer.statusCode() == Answer.CONFLICT) {
      long seen = seen(answer.body());
      if (seen > size) {
        throw refused("it has cosigned " + seen + " entries; this checkpoint has " + size);
      }
      List<Hash> proof = reader.consistency(seen);
      answer = send(new WitnessRequest(seen, proof, reader.note()));
    }
    if (answer.statusCode() != Answer.OK) {
      throw refused(reason(answer, size));
    }
    SignedNote cosigned = SignedNote.parse((reader.note() + answer.body()).getBytes(UTF_8));
    return cosigned.signatures().stream()
        .filter(signature -> key.verifies(cosigned.text(), signature))
        .findFirst()
        .orElseThrow(() -> refused("its cosignature is not of the key " + key));
  }

  private static String reason(HttpResponse<String> answer, long size) {
    return switch (answer.statusCode()) {
      case Answer.NOT_FOUND -> "it does not know this log";
      case Answer.FORBIDDEN -> "it does not trust the key of this log";
      case Answer.CONFLICT -> "it has cosigned another tree of " + size + " entries";
      case Answer.UNPROCESSABLE -> "this log does not extend what it has cosigned";
      default -> "it answered " + answer.statusCode();
    };
  }

  private static LedgerException refused(String why) {
    return new LedgerException(Reason.WITNESS, "the witness did not cosign: " + why);
  }

  private static long seen(String body) {
    if (!body.matches("[0-9]{1,18}\n")) {
      throw refused("it answered with a conflict that names no size");
    }
    return Long.parseLong(body.strip());
  }

  private HttpResponse<String> send(WitnessRequest request) {
    HttpRequest post =
        HttpRequest.newBuilder(address)
            .timeout(ANSWER)
            .POST(HttpRequest.BodyPublishers.ofByteArray(request.bytes()))
            .build();
    try {
      return client.send(post, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new LedgerException(Reason.INACCESSIBLE, "cannot reach " + address + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LedgerException(Reason.INACCESSIBLE, "interrupted while asking a witness", e);
    }
  }
}
