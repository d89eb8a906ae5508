package io.sextant.testing.benchmark;

import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/// How long somebody's short questions take while others send texts that are long to look through,
/// more of them at once than there are processors.
final class NeighbourBenchmark {
  private static final double WARM_UP_SECONDS = 10;
  private static final double SECONDS = 15;
  private static final int NEIGHBOURS = 2 * Runtime.getRuntime().availableProcessors();
  private static final int LONG = 400_000;
  private static final int SHORT = 200;

  private static final String[] WORDS =
      ("the ferry leaves at nine from pier two and passengers who carry bicycles should come early because room is"
              + " short in summer while the crew closes its ramp without waiting for anybody")
          .split(" ");

  private NeighbourBenchmark() {}

  static void run() throws Exception {
    try (GatewayRig rig = new GatewayRig()) {
      RawLoad questions = new RawLoad(rig.gatewayPort(), bodies(SHORT));
      RawLoad texts = new RawLoad(rig.gatewayPort(), bodies(LONG));
      questions.run(1, WARM_UP_SECONDS);
      print("alone", questions.run(1, SECONDS));
      try (ExecutorService neighbours = Executors.newSingleThreadExecutor()) {
        Future<RawLoad.Run> others =
            neighbours.submit(
                (Callable<RawLoad.Run>)
                    () -> texts.run(NEIGHBOURS, WARM_UP_SECONDS + SECONDS + WARM_UP_SECONDS));
        questions.run(1, WARM_UP_SECONDS);
        print("with neighbours", questions.run(1, SECONDS));
        System.out.printf(
            Locale.ROOT,
            "%d neighbours, texts of %d characters: %.0f a second%n",
            NEIGHBOURS,
            LONG,
            others.get().perSecond());
      }
    }
  }

  private static void print(String name, RawLoad.Run run) {
    System.out.printf("questions, %-15s %s%n", name, run.micros().print("us"));
  }

  /// Sentences of words in another order each time, so that no verdict is remembered.
  private static LongFunction<String> bodies(int characters) {
    return n -> {
      Random random = new Random(n);
      StringBuilder text = new StringBuilder("Question ").append(n).append('.');
      while (text.length() < characters) {
        text.append(" When");
        for (int word = 0; word < 12; word++) {
          text.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
        }
        text.append('?');
      }
      return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
    };
  }
}
