package io.sextant.testing.benchmark;

import io.sextant.testing.defects.GatewayDefects;
import java.util.List;

/// Prints for each of the nineteen defects whether ours is free of it.
final class Defects {
  private Defects() {}

  static void run() throws Exception {
    try (Scratch scratch = Scratch.create();
        GatewayDefects defects = new GatewayDefects(scratch.path())) {
      List<GatewayDefects.Result> results = defects.replay();
      for (GatewayDefects.Result result : results) {
        System.out.println(
            (result.passed() ? "pass " : "FAIL ")
                + result.number()
                + " "
                + result.title()
                + (result.passed() ? "" : ": " + result.said()));
      }
      long passed = results.stream().filter(GatewayDefects.Result::passed).count();
      System.out.println(passed + " of " + results.size() + " pass");
    }
  }
}
