package io.sextant.testing.defects;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.entry.BodyVault;
import io.sextant.ledger.entry.DecisionEntry;
import io.sextant.ledger.log.LedgerFolder;
import io.sextant.ledger.log.LogReader;
import io.sextant.ledger.note.SignedNote;
import io.sextant.ledger.verify.LedgerVerifier;
import io.sextant.ledger.verify.Trust;
import io.sextant.testing.product.Product;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Ends the built product without warning, again and again, while clients talk through its gateway.
/// What a client was told stands in the ledger afterwards, with what it had asked; the log extends
/// every checkpoint that was seen before.
public final class GatewayKills {
  private static final Pattern GATEWAY = Pattern.compile("gateway +(http://\\S+)");
  private static final int CLIENTS = 8;
  private static final int LONGEST_LIFE_MS = 1_500;

  /// Everything is noted, so that every body is kept.
  private static final String POLICY = "policy: kills\nrules: [{id: note, do: log}]\n";

  private final Path folder;
  private final LedgerFolder ledger;
  private final Random random;
  private final Map<Long, String> acknowledged = new ConcurrentHashMap<>();
  private final List<SignedNote> checkpoints = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /// How it ended.
  ///
  /// @param acknowledged requests whose clients were told a receipt
  /// @param entries of the log at the end
  /// @param problems empty when nothing was lost
  public record Outcome(int kills, long acknowledged, long entries, List<String> problems) {
    public Outcome {
      problems = List.copyOf(problems);
    }
  }

  private GatewayKills(Path folder, long seed) {
    this.folder = folder;
    this.ledger = new LedgerFolder(folder.resolve("data/ledger"));
    this.random = new Random(seed);
  }

  /// Runs it.
  ///
  /// @param folder empty; data and configuration go there
  public static Outcome run(Path folder, int kills, long seed) throws Exception {
    return new GatewayKills(folder, seed).run(kills);
  }

  private Outcome run(int kills) throws Exception {
    try (RecordingModel model = new RecordingModel()) {
      Files.writeString(folder.resolve("kills.yaml"), POLICY);
      Files.writeString(
          folder.resolve("gateway.yaml"),
          """
          upstreams: [{id: model, url: "%s"}]
          policy: kills.yaml
          limits: {requests-per-minute: 1000000, burst: 1000000}
          """
              .formatted(model.url()));
      for (int kill = 0; kill < kills; kill++) {
        try (Product product = start()) {
          check("after " + kill + " kills");
          live(product);
        }
      }
      long entries;
      try (Product _ = start()) {
        check("at the end");
        entries = recorded();
      }
      return new Outcome(kills, acknowledged.size(), entries, problems);
    }
  }

  private Product start() throws IOException {
    return Product.start(
        folder.resolve("data"),
        "--gateway",
        folder.resolve("gateway.yaml").toString(),
        "--gateway-port",
        "0");
  }

  /// Lets clients talk for a while, and kills.
  private void live(Product product) throws Exception {
    Matcher address = GATEWAY.matcher(product.output());
    if (!address.find()) {
      throw new IllegalStateException("no gateway: " + product.output());
    }
    URI url = URI.create(address.group(1)).resolve("/v1/chat/completions");
    CountDownLatch first = new CountDownLatch(1);
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      long seed = random.nextLong();
      clients.add(Thread.ofVirtual().start(() -> talk(url, new Random(seed), first)));
    }
    if (!first.await(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("nothing was answered: " + product.output());
    }
    new CountDownLatch(1).await(random.nextInt(LONGEST_LIFE_MS), TimeUnit.MILLISECONDS);
    checkpoints.add(LogReader.latest(ledger.tiles()).note());
    product.close();
    for (Thread client : clients) {
      client.join();
    }
  }

  private void talk(URI url, Random own, CountDownLatch first) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (true) {
        String marker = Long.toHexString(own.nextLong());
        HttpRequest request =
            HttpRequest.newBuilder(url)
                .header("content-type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"marker "
                            + marker
                            + "\"}]}"))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        answer
            .headers()
            .firstValueAsLong("sextant-receipt")
            .ifPresent(receipt -> keep(receipt, marker));
        first.countDown();
      }
    } catch (IOException e) {
      // Killed; what was not answered may or may not be on record.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void keep(long receipt, String marker) {
    String other = acknowledged.putIfAbsent(receipt, marker);
    if (other != null) {
      problem("two requests were told the receipt " + receipt);
    }
  }

  private synchronized void problem(String what) {
    problems.add(what);
  }

  private void check(String when) {
    if (!ledger.exists()) {
      return;
    }
    var verdict =
        new LedgerVerifier(1)
            .verify(
                ledger.tiles(),
                new Trust(LedgerFolder.publicKeys(ledger.tiles()), List.of(), checkpoints));
    verdict.problems().forEach(it -> problem(when + ": " + it));
  }

  /// Whether every request that was told a receipt stands there; how many entries there are.
  private long recorded() {
    LogReader reader = LogReader.latest(ledger.tiles());
    long size = reader.checkpoint().size();
    try (BodyVault vault = BodyVault.open(ledger)) {
      acknowledged.forEach((receipt, marker) -> {
        try {
          DecisionEntry entry = DecisionEntry.parse(reader.entry(receipt));
          byte[] body = vault.get(entry.bodies().getFirst()).orElseThrow();
          if (!new String(body, UTF_8).contains(marker)) {
            problem("the entry " + receipt + " is of another request");
          }
        } catch (LedgerException | java.util.NoSuchElementException e) {
          problem("the entry " + receipt + " of " + size + " is lost: " + e.getMessage());
        }
      });
    }
    return size;
  }
}
