package io.sextant.cli.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.CommandGroup;
import io.sextant.cli.CommandGroup.Choice;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.OutputFormat;
import io.sextant.cli.ledger.Logs;
import io.sextant.gateway.config.GatewayConfig;
import io.sextant.gateway.ingest.Quarantine;
import io.sextant.gateway.ingest.Quarantined;
import io.sextant.gateway.ingest.Quarantined.State;
import io.sextant.gateway.record.Events;
import io.sextant.ledger.LedgerException;
import io.sextant.ledger.entry.BodyVault;
import io.sextant.ledger.entry.DecisionEntry;
import io.sextant.ledger.log.LedgerFolder;
import io.sextant.ledger.log.LogReader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What the gate for data refused and waits for a person.
@Command(
    name = "quarantine",
    description = "What was refused: lists it, shows one, lets it in or discards it.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class QuarantineCommand {
  private QuarantineCommand() {}

  static CommandLine of(Console console, List<String> words) {
    return CommandGroup.of(
            new QuarantineCommand(),
            new Choice("list", () -> new ListCommand(console)),
            new Choice("show", () -> new ShowCommand(console)),
            new Choice("release", () -> new EndCommand(console, State.RELEASED)),
            new Choice("discard", () -> new EndCommand(console, State.DISCARDED)))
        .line(words);
  }

  private static Quarantine look(DataOptions options, Console console) {
    if (Files.notExists(options.quarantine(console))) {
      throw new CommandFailure(
          ExitCode.BAD_INPUT,
          "there is no quarantine in " + options.folder(console),
          "Name the data folder by --data.");
    }
    try {
      return Quarantine.look(options.quarantine(console));
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.ENVIRONMENT, String.valueOf(e.getMessage()), "");
    }
  }

  private static CommandFailure missing(String id) {
    return new CommandFailure(
        ExitCode.BAD_INPUT,
        "there is no " + id + " in quarantine",
        "'sextant gateway quarantine list' shows what there is.");
  }

  @Command(name = "list", description = "Lists it, newest first.", mixinStandardHelpOptions = true)
  private static final class ListCommand implements Callable<Integer> {
    private static final int PAGE = 500;

    private final Console console;

    @Mixin private DataOptions options = new DataOptions();

    @Option(
        names = "--state",
        paramLabel = "STATE",
        description = "waiting, released, discarded or all. Default: ${DEFAULT-VALUE}.")
    private String state = "waiting";

    @Option(names = "--format", paramLabel = "FORMAT", description = "table or jsonl.")
    private OutputFormat format = OutputFormat.TABLE;

    ListCommand(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() throws IOException {
      Optional<State> wanted = State.of(state);
      if ((wanted.isEmpty() && !state.equals("all"))
          || (format != OutputFormat.TABLE && format != OutputFormat.JSONL)) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "--state is waiting, released, discarded or all; --format is table or jsonl",
            "");
      }
      Predicate<State> filter = it -> wanted.filter(one -> one != it).isEmpty();
      try (Quarantine quarantine = look(options, console)) {
        Optional<Integer> before = Optional.empty();
        do {
          Quarantine.Page page = quarantine.page(filter, before, PAGE);
          page.items().forEach(this::print);
          before = page.next();
        } while (before.isPresent());
      }
      return ExitCode.DONE.number();
    }

    private void print(Quarantined item) {
      if (format == OutputFormat.JSONL) {
        Json.line(json(item), console.out());
      } else {
        console
            .out()
            .printf(
                "%-8s %-9s %-6s %s %s  %s%n",
                item.id(),
                item.state().label(),
                item.decision().label(),
                item.dataset(),
                item.place(),
                String.join(", ", item.rules()));
      }
    }
  }

  private static tools.jackson.databind.node.ObjectNode json(Quarantined item) {
    var json =
        Json.object()
            .put("id", item.id())
            .put("state", item.state().label())
            .put("time", item.time().toString())
            .put("dataset", item.dataset())
            .put("batch", item.batch())
            .put("place", item.place())
            .put("digest", item.digest())
            .put("decision", item.decision().label())
            .put("principal", item.principal())
            .put("receipt", item.receipt());
    var rules = json.putArray("rules");
    item.rules().forEach(rules::add);
    var techniques = json.putArray("techniques");
    item.techniques().forEach(techniques::add);
    var notes = json.putArray("notes");
    item.notes().forEach(notes::add);
    item.closing()
        .ifPresent(closing ->
            json.putObject("closing")
                .put("who", closing.who())
                .put("reason", closing.reason())
                .put("time", closing.time().toString())
                .put("receipt", closing.receipt()));
    return json;
  }

  @Command(
      name = "show",
      description = "Shows one with the content, which stands encrypted beside the ledger.",
      mixinStandardHelpOptions = true)
  private static final class ShowCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private DataOptions options = new DataOptions();

    @Parameters(paramLabel = "ID", description = "Such as q-17.")
    private String id = "";

    ShowCommand(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() throws IOException {
      try (Quarantine quarantine = look(options, console)) {
        Quarantined item = quarantine.find(id).orElseThrow(() -> missing(id));
        Json.document(json(item), console.out());
        content(item).ifPresent(console.out()::println);
      }
      return ExitCode.DONE.number();
    }

    private Optional<String> content(Quarantined item) {
      LedgerFolder folder = new LedgerFolder(options.folder(console).resolve("ledger"));
      try (BodyVault vault = BodyVault.open(folder)) {
        DecisionEntry entry =
            DecisionEntry.parse(LogReader.latest(folder.tiles()).entry(item.receipt()));
        return entry.bodies().stream()
            .findFirst()
            .flatMap(vault::get)
            .map(body -> new String(body, UTF_8));
      } catch (LedgerException e) {
        throw Logs.failure(e);
      }
    }
  }

  /// Ends the waiting of some.
  @Command(mixinStandardHelpOptions = true, description = "Ends its waiting; the ledger has it.")
  private static final class EndCommand implements Callable<Integer> {
    private final Console console;
    private final State state;

    @Mixin private DataOptions options = new DataOptions();

    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        required = true,
        description = "Why; kept with the ledger.")
    private String reason = "";

    @Option(names = "--author", paramLabel = "NAME", description = "Who decides.")
    private String author = System.getProperty("user.name", "unknown");

    @Parameters(paramLabel = "ID", arity = "1..*", description = "Such as q-17.")
    private List<String> ids = List.of();

    EndCommand(Console console, State state) {
      this.console = console;
      this.state = state;
    }

    @Override
    public Integer call() {
      if (reason.isBlank() || reason.length() > Quarantine.LONGEST_REASON) {
        throw new CommandFailure(
            ExitCode.USAGE, "--reason has 1 to " + Quarantine.LONGEST_REASON + " characters", "");
      }
      look(options, console);
      return options.run(
          console,
          GatewayConfig.plainIngest(),
          Events.NONE,
          gate -> {
            for (String id : ids) {
              end(gate.close(id, state, author, reason.strip()), id);
            }
            return ExitCode.DONE;
          });
    }

    private void end(Quarantine.Outcome outcome, String id) {
      switch (outcome) {
        case Quarantine.Outcome.Done(Quarantined item) ->
            console
                .out()
                .printf(
                    "%s %s: %s %s; receipt %d%n",
                    item.id(),
                    item.state().label(),
                    item.dataset(),
                    item.place(),
                    item.closing().orElseThrow().receipt());
        case Quarantine.Outcome.Missing() -> throw missing(id);
        case Quarantine.Outcome.TooLate(Quarantined item) ->
            throw new CommandFailure(
                ExitCode.BAD_INPUT, id + " is " + item.state().label() + " already", "");
        case Quarantine.Outcome.Own() ->
            throw new CommandFailure(
                ExitCode.BAD_INPUT,
                "who brought " + id + " cannot let it in",
                "Somebody else has to.");
      }
    }
  }
}
