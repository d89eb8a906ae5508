package io.sextant.cli.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.ledger.log.LedgerFolder;
import io.sextant.ledger.log.Receipt;
import io.sextant.ledger.log.TileSource;
import io.sextant.ledger.note.Checkpoint;
import io.sextant.ledger.note.SignedNote;
import io.sextant.ledger.note.VerifierKey;
import io.sextant.ledger.verify.LedgerVerifier;
import io.sextant.ledger.verify.Problem;
import io.sextant.ledger.verify.Trust;
import io.sextant.ledger.verify.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/// Checks a whole log, or one receipt.
@Command(
    name = "verify",
    description = "Checks a whole log, or a receipt; exit code 1 when anything was tampered with.",
    mixinStandardHelpOptions = true)
final class VerifyCommand extends LedgerTask {
  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  @Parameters(
      paramLabel = "DIR|URL|RECEIPT",
      description = "A ledger's folder or address, or a .tlog-proof file.")
  private String named = "";

  @Option(
      names = "--key",
      paramLabel = "KEY|FILE",
      description =
          "A key of the log, repeatable. Without it the log's own list is believed, which shows"
              + " tampering but not a log that was replaced whole.")
  private List<String> keys = List.of();

  @Option(
      names = "--witness",
      paramLabel = "KEY|FILE",
      description = "A witness that must have cosigned, repeatable.")
  private List<String> witnesses = List.of();

  @Option(
      names = "--seen",
      paramLabel = "FILE",
      description = "A checkpoint of this log that was kept before, repeatable.")
  private List<String> seen = List.of();

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description =
          "Keeps the verified checkpoint here; when the file is there already, the log must extend"
              + " it.")
  private @Nullable Path save;

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  ExitCode run() {
    if (Files.isRegularFile(Path.of(named.startsWith("http") ? "" : named))) {
      return receipt();
    }
    TileSource source = Logs.source(named);
    List<SignedNote> remembered = new java.util.ArrayList<>(Logs.checkpoints(seen));
    if (save != null && Files.exists(save)) {
      remembered.add(SignedNote.parse(Logs.bytes(save.toString())));
    }
    List<VerifierKey> trusted = trusted(source);
    int threads = Runtime.getRuntime().availableProcessors();
    Verdict verdict =
        new LedgerVerifier(threads)
            .verify(source, new Trust(trusted, Logs.keys(witnesses), remembered));
    if (json) {
      Json.document(document(verdict), console.out());
    } else {
      print(verdict);
    }
    if (!verdict.honest()) {
      return ExitCode.FOUND;
    }
    keep(verdict);
    return ExitCode.DONE;
  }

  private List<VerifierKey> trusted(TileSource source) {
    if (!keys.isEmpty()) {
      return Logs.keys(keys);
    }
    console.err().println("sextant: no --key was given; the log's own list of keys is believed");
    return LedgerFolder.publicKeys(source);
  }

  private ExitCode receipt() {
    if (keys.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "a receipt is checked against a key: give --key KEY|FILE");
    }
    Receipt receipt = Receipt.parse(new String(Logs.bytes(named), UTF_8));
    List<String> problems = receipt.problems(Logs.keys(keys), Logs.keys(witnesses));
    problems.forEach(problem -> console.out().println("not proven: " + problem));
    if (problems.isEmpty()) {
      Checkpoint head = Checkpoint.of(receipt.checkpoint());
      console
          .out()
          .println("proven: entry " + receipt.index() + " stands in " + head.origin() + ":");
      console.out().println(new String(receipt.entry(), UTF_8));
    }
    return problems.isEmpty() ? ExitCode.DONE : ExitCode.FOUND;
  }

  private void print(Verdict verdict) {
    for (Problem problem : verdict.problems()) {
      console
          .out()
          .println(place(problem) + problem.kind().code() + ": " + printable(problem.message()));
    }
    verdict.checkpoint().map(Checkpoint::of).ifPresent(head -> summary(verdict, head));
  }

  private void summary(Verdict verdict, Checkpoint head) {
    if (verdict.honest()) {
      String pruned =
          verdict.from() > 0 ? ", from entry " + verdict.from() + " on (pruned before)" : "";
      console
          .out()
          .printf(
              "honest: %s, %d entries%s, %d published checkpoints%nroot %s%n",
              printable(head.origin()), head.size(), pruned, verdict.history(), head.root());
    } else {
      console.out().println("TAMPERED: " + printable(head.origin()));
    }
  }

  private static String place(Problem problem) {
    if (problem.firstEntry().isEmpty()) {
      return "";
    }
    long first = problem.firstEntry().getAsLong();
    long last = problem.lastEntry().orElse(first);
    return first == last
        ? "first bad entry: " + first + ": "
        : "first bad entry: one of " + first + " to " + last + ": ";
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  private static ObjectNode document(Verdict verdict) {
    ObjectNode document = Json.object().put("honest", verdict.honest());
    verdict
        .checkpoint()
        .map(Checkpoint::of)
        .ifPresent(head ->
            document
                .put("origin", head.origin())
                .put("size", head.size())
                .put("root", head.root().base64()));
    document.put("from", verdict.from()).put("verified", verdict.verified());
    var problems = document.putArray("problems");
    for (Problem problem : verdict.problems()) {
      ObjectNode node = problems.addObject().put("code", problem.kind().code());
      problem.firstEntry().ifPresent(first -> node.put("firstEntry", first));
      problem.lastEntry().ifPresent(last -> node.put("lastEntry", last));
      node.put("message", problem.message());
    }
    return document;
  }

  private void keep(Verdict verdict) {
    if (save != null && verdict.checkpoint().isPresent()) {
      try {
        io.sextant.ledger.log.DurableFiles.replace(save, verdict.checkpoint().get().bytes());
      } catch (java.io.IOException e) {
        throw io.sextant.ledger.log.DurableFiles.failure("cannot keep the checkpoint", e);
      }
    }
  }
}
