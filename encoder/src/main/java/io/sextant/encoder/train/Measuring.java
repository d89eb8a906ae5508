package io.sextant.encoder.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.encoder.MiniLm;
import io.sextant.inspect.attack.Experience;
import io.sextant.inspect.attack.PromptInspector;
import io.sextant.inspect.attack.SecondStage;
import io.sextant.inspect.attack.SecondStage.Weighing;
import io.sextant.inspect.train.EncoderTraining;
import io.sextant.inspect.train.Pairs;
import io.sextant.inspect.train.Speed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// `Measuring DATA AUTHORED FILE` prints how the encoder that ships judges unseen sources together
/// with the first stage and how long both take, and writes their weighing.
final class Measuring {
  private Measuring() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      System.err.println("usage: Measuring DATA AUTHORED FILE");
      System.exit(2);
    }
    try (MiniLm encoder = MiniLm.builtIn()) {
      Weighing weighing =
          EncoderTraining.measure(
              Path.of(arguments[0]), Path.of(arguments[1]), encoder, System.out);
      Files.writeString(Path.of(arguments[2]), weighing.written(), UTF_8);
      PromptInspector both =
          PromptInspector.builtIn(
              Experience.none(), Optional.of(new SecondStage(encoder, weighing)));
      Pairs.print(Path.of(arguments[1]).resolveSibling("pairs.txt"), both, System.out);
      Speed.print(both, System.out);
    }
  }
}
