package io.sextant.cli.gateway;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.Diagnostic;
import io.sextant.cli.ExitCode;
import io.sextant.cli.OutputFormat;
import io.sextant.gateway.access.Principal;
import io.sextant.gateway.config.GatewayConfig;
import io.sextant.gateway.ingest.Batch;
import io.sextant.gateway.ingest.BatchVerdict;
import io.sextant.gateway.ingest.DataGate;
import io.sextant.gateway.ingest.DataSet;
import io.sextant.gateway.ingest.Provenance;
import io.sextant.gateway.ingest.Read;
import io.sextant.gateway.ingest.Source;
import io.sextant.gateway.ingest.Verdict;
import io.sextant.gateway.protocol.Json;
import io.sextant.ledger.entry.Reason;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Decides about data before it is trained on or retrieved from.
@Command(
    name = "ingest",
    description = "Decides about records to train on and documents to retrieve from.",
    mixinStandardHelpOptions = true)
final class IngestCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private DataOptions options = new DataOptions();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration of the gateway, with its data sets under 'ingest'.")
  private @Nullable String config;

  @Option(
      names = "--dataset",
      paramLabel = "ID",
      description = "A data set of the configuration; without one: records or documents.")
  private @Nullable String dataset;

  @Option(
      names = "--batch",
      paramLabel = "NAME",
      description = "Names the batch. Default: the files as they are named.")
  private @Nullable String batch;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where what may be taken in is written; nothing when the batch is refused.")
  private @Nullable Path out;

  @Option(
      names = "--events",
      paramLabel = "FILE",
      description = "Where events are written, as JSON lines for 'sextant detect'.")
  private @Nullable Path events;

  @Option(names = "--source", paramLabel = "TEXT", description = "Where it is from, unless said.")
  private String source = "";

  @Option(names = "--collector", paramLabel = "TEXT", description = "Who collected it.")
  private String collector = "";

  @Option(names = "--collected", paramLabel = "TIME", description = "When, such as 2026-11-21.")
  private String collected = "";

  @Option(names = "--licence", paramLabel = "TEXT", description = "Its licence.")
  private String licence = "";

  @Option(names = "--principal", paramLabel = "NAME", description = "Who brings it.")
  private String principal = System.getProperty("user.name", "unknown");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "table (what does not simply pass) or jsonl (every verdict; the batch last).")
  private OutputFormat format = OutputFormat.TABLE;

  @Parameters(
      paramLabel = "FILE|DIR",
      arity = "1..*",
      description =
          "JSON lines, tables (.csv) or, for documents, Markdown, HTML and text; - is JSON lines"
              + " from standard input.")
  private List<String> files = List.of();

  private boolean unreadable;

  IngestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (format != OutputFormat.TABLE && format != OutputFormat.JSONL) {
      throw new CommandFailure(ExitCode.USAGE, "--format is table or jsonl", "");
    }
    var ingest =
        config == null
            ? GatewayConfig.plainIngest()
            : GatewayFiles.config(config, console).config().orElseThrow().ingest();
    Provenance usual = provenance();
    try (OutputStream told =
        events == null
            ? OutputStream.nullOutputStream()
            : new BufferedOutputStream(Files.newOutputStream(events))) {
      return options.run(
          console,
          ingest,
          event -> {
            try {
              synchronized (told) {
                told.write(Json.bytes(event.body()));
                told.write('\n');
              }
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          },
          gate -> check(gate, set(gate), usual));
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.ENVIRONMENT, "cannot write " + events + ": " + e, "");
    }
  }

  private Provenance provenance() {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("source", source);
    said.put("collector", collector);
    said.put("collected", collected);
    said.put("licence", licence);
    try {
      return Provenance.of(said);
    } catch (Provenance.Malformed e) {
      throw new CommandFailure(ExitCode.USAGE, "--" + e.getMessage(), "");
    }
  }

  private DataSet set(DataGate gate) {
    String wanted =
        dataset != null
            ? dataset
            : gate.sets().size() == 1
                ? gate.sets().getFirst().id()
                : InputFiles.kind(files).label();
    return gate.set(wanted)
        .orElseThrow(() ->
            new CommandFailure(
                ExitCode.USAGE,
                "there is no data set " + wanted,
                "There are "
                    + gate.sets().stream().map(DataSet::id).collect(Collectors.joining(", "))
                    + "; name one by --dataset."));
  }

  private ExitCode check(DataGate gate, DataSet set, Provenance usual) throws IOException {
    String name = batch == null ? shortened(String.join(" ", files)) : batch;
    Batch begun = gate.begin(set, name, new Principal(principal, List.of(), true));
    try (Taken taken = new Taken(Optional.ofNullable(out))) {
      for (InputFiles.Input input : InputFiles.of(files, set)) {
        try (Source each = input.open(set, usual, console)) {
          begun.takeAll(each, verdict -> tell(verdict, input, each, taken));
        }
      }
      BatchVerdict verdict = begun.finish();
      if (verdict.usable()) {
        taken.keep();
      }
      tell(verdict);
      return unreadable
          ? ExitCode.BAD_INPUT
          : verdict.usable() && verdict.tally().refused() == 0 ? ExitCode.DONE : ExitCode.FOUND;
    }
  }

  private static String shortened(String name) {
    return name.length() > DataGate.BATCH_NAME ? name.substring(0, DataGate.BATCH_NAME) : name;
  }

  private void tell(Verdict verdict, InputFiles.Input input, Source from, Taken taken)
      throws IOException {
    taken.add(input, from, verdict);
    if (verdict.read() instanceof Read.Unreadable bad) {
      unreadable = true;
      if (format == OutputFormat.TABLE) {
        diagnostic(bad);
      }
    }
    if (format == OutputFormat.JSONL) {
      print(Json.bytes(verdict.json()));
    } else if (!verdict.reasons().isEmpty()) {
      console
          .out()
          .printf(
              "%-9s %s  %s%s%n",
              verdict.decision().label(),
              verdict.read().place(),
              verdict.reasons().stream().map(Reason::rule).collect(Collectors.joining(", ")),
              verdict.quarantined().map(it -> "  " + it).orElse(""));
      verdict.notes().forEach(note -> console.out().println("            " + note));
    }
  }

  private void diagnostic(Read.Unreadable bad) {
    String file =
        bad.line() > 0 ? bad.place().substring(0, bad.place().lastIndexOf(':')) : bad.place();
    String line = bad.raw().lines().findFirst().orElse("");
    Diagnostic.print(
        List.of(
            new Diagnostic(
                bad.code(),
                Diagnostic.Severity.ERROR,
                file,
                (int) Math.min(Integer.MAX_VALUE, bad.line()),
                bad.column(),
                line,
                bad.message(),
                "")),
        console.err(),
        console.colour());
  }

  private void tell(BatchVerdict verdict) {
    var json = verdict.json();
    if (format == OutputFormat.JSONL) {
      var last = Json.object();
      last.set("batch", json);
      print(Json.bytes(last));
      return;
    }
    console
        .out()
        .printf(
            "%s: %s, %d records, %d refused; receipt %d%n",
            verdict.dataset(),
            verdict.decision().label(),
            verdict.tally().records(),
            verdict.tally().refused(),
            verdict.receipt());
    verdict.reasons().forEach(reason -> console.out().println("            " + reason.rule()));
    verdict
        .quarantined()
        .ifPresent(id -> console.out().println("            nothing of it may be used; see " + id));
  }

  private void print(byte[] json) {
    console.out().println(new String(json, StandardCharsets.UTF_8));
  }
}
