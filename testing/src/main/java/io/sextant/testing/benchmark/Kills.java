package io.sextant.testing.benchmark;

import io.sextant.testing.defects.GatewayKills;

/// Kills the gateway under load; prints what was lost. `-Dsextant.kills=N` says how often.
final class Kills {
  private static final int KILLS = Integer.getInteger("sextant.kills", 100);
  private static final long SEED = Long.getLong("sextant.seed", 1);

  private Kills() {}

  static void run() throws Exception {
    try (Scratch scratch = Scratch.create()) {
      GatewayKills.Outcome outcome = GatewayKills.run(scratch.path(), KILLS, SEED);
      outcome.problems().forEach(problem -> System.out.println("FAIL " + problem));
      System.out.printf(
          "%d kills, %d acknowledged requests, %d entries, %d problems%n",
          outcome.kills(), outcome.acknowledged(), outcome.entries(), outcome.problems().size());
    }
  }
}
