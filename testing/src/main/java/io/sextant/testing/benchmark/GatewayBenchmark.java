package io.sextant.testing.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;

/// What the gateway adds to a request, beside a bare proxy of the same parts, Jetty's own proxy and
/// no proxy at all: the balanced policy, every stage of it, the ledger durable, its events searched
/// by all rules. Each request has another text, so that no verdict is remembered. Beside them
/// another gateway with three checks of its own, when the variable `PORTKEY` names its program
/// (`npm install @portkey-ai/gateway`, then `build/start-server.js`).
final class GatewayBenchmark {
  private static final String GATEWAY = "gateway";

  /// All take turns, in rounds short beside the minutes in which a machine shared with others
  /// changes its speed; each is compared with what ran in the same round.
  private static final int ROUNDS = 7;

  private static final double SECONDS = 4;
  private static final int MANY = 32;

  /// Rounds after which a warm-up ends in any case.
  private static final int MOST_WARM_UP = 41;

  /// How much a round must be faster than all before for the warm-up to go on.
  private static final double GROWING = 1.02;

  /// Rounds in turn that are not, after which it ends: one of them may have been held up.
  private static final int STEADY = 2;

  private static final List<String> TOWNS =
      List.of("Husum", "Dagebüll", "Wyk", "Amrum", "Hooge", "Sylt", "Pellworm", "Langeness");

  private GatewayBenchmark() {}

  static void run() throws Exception {
    try (GatewayRig rig = new GatewayRig()) {
      LongFunction<String> bodies = GatewayBenchmark::body;
      List<RawLoad> all =
          new ArrayList<>(
              List.of(
                  new RawLoad(rig.modelPort(), bodies),
                  new RawLoad(rig.gatewayPort(), bodies),
                  new RawLoad(rig.bareProxy(), bodies),
                  new RawLoad(rig.jettyProxy(), bodies)));
      List<String> names = new ArrayList<>(List.of("direct", GATEWAY, "bare proxy", "Jetty's"));
      Optional<String> peer = Optional.ofNullable(System.getenv("PORTKEY"));
      if (peer.isPresent()) {
        all.add(new RawLoad(rig.peer(Path.of(peer.get())), bodies, peerHeaders(rig.modelPort())));
        names.add("Portkey");
      }
      for (int i = 0; i < all.size(); i++) {
        warmUp(names.get(i), all.get(i));
      }
      for (int connections : List.of(1, MANY)) {
        double[][] rates = new double[all.size()][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
          for (int i = 0; i < all.size(); i++) {
            RawLoad.Run run = all.get(i).run(connections, SECONDS);
            rates[i][round] = run.perSecond();
            System.out.printf(
                Locale.ROOT,
                "%2d connections, %-10s %8.0f requests/s, %s%n",
                connections,
                names.get(i),
                run.perSecond(),
                run.micros().print("us"));
          }
        }
        double[] ours = rates[names.indexOf(GATEWAY)];
        for (int i = 0; i < all.size(); i++) {
          if (!names.get(i).equals(GATEWAY)) {
            Figures ratios = ratios(ours, rates[i]);
            System.out.printf(
                Locale.ROOT,
                "%2d connections: gateway / %s = %.2f (median of the rounds; %.2f to %.2f)%n",
                connections,
                names.get(i),
                ratios.quantile(0.5),
                ratios.quantile(0),
                ratios.quantile(1));
          }
        }
      }
      System.out.printf(
          Locale.ROOT,
          "resident memory of the server: %d MB%n",
          rig.product().residentBytes() >> 20);
    }
  }

  private static Figures ratios(double[] ours, double[] others) {
    double[] ratios = new double[ours.length];
    for (int round = 0; round < ratios.length; round++) {
      ratios[round] = ours[round] / others[round];
    }
    return new Figures(ratios);
  }

  /// Two checks of what is asked and one of the answer, none of which anything here fails.
  private static String peerHeaders(int model) {
    return "x-portkey-provider: openai\r\nauthorization: Bearer x\r\nx-portkey-custom-host: http://127.0.0.1:"
        + model
        + "/v1\r\nx-portkey-config: {\"input_guardrails\":[{\"default.contains\":{\"operator\":\"none\",\"words\":[\"SSN\"]},\"deny\":true},"
        + "{\"default.regexMatch\":{\"rule\":\"ignore (all )?previous instructions\",\"not\":true},\"deny\":true}],"
        + "\"output_guardrails\":[{\"default.contains\":{\"operator\":\"none\",\"words\":[\"BEGIN PRIVATE KEY\"]},\"deny\":true}]}\r\n";
  }

  /// Runs until a server has become as fast as it gets: on two cores, which it shares with the load
  /// and the model, its compiler needs a minute or more.
  private static void warmUp(String name, RawLoad load) throws Exception {
    double first = load.run(MANY, SECONDS).perSecond();
    double most = first;
    double last = first;
    int rounds = 1;
    int steady = 0;
    while (steady < STEADY && rounds < MOST_WARM_UP) {
      // Two at a time: a single round is too noisy to tell.
      last = load.run(MANY, 2 * SECONDS).perSecond();
      rounds += 2;
      steady = last > most * GROWING ? 0 : steady + 1;
      most = Math.max(most, last);
    }
    System.out.printf(
        Locale.ROOT,
        "warm-up, %-10s %8.0f requests/s at first, %.0f after %.0f s%n",
        name,
        first,
        last,
        rounds * SECONDS);
  }

  /// About 260 bytes.
  private static String body(long n) {
    return "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"You help passengers of a ferry line. Be brief.\"},"
        + "{\"role\":\"user\",\"content\":\"Booking "
        + n
        + ": when does the last ferry to "
        + TOWNS.get((int) (n % TOWNS.size()))
        + " leave on Sunday, and may I bring two bicycles?\"}],\"temperature\":0.2}";
  }
}
