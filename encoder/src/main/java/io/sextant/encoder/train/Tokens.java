package io.sextant.encoder.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.encoder.WordPieces;
import io.sextant.inspect.attack.AttackModel;
import io.sextant.inspect.train.EncoderTraining;
import io.sextant.inspect.train.EncoderTraining.Stretch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `Tokens DATA AUTHORED FILE` writes the stretches to learn from as JSON lines of numbers of
/// pieces, for `train.py`.
final class Tokens {
  private static final JsonMapper JSON = new JsonMapper();

  private Tokens() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      System.err.println("usage: Tokens DATA AUTHORED FILE");
      System.exit(2);
    }
    WordPieces pieces = WordPieces.builtIn();
    Path file = Path.of(arguments[2]);
    try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, UTF_8)) {
      EncoderTraining.stretches(
          Path.of(arguments[0]),
          Path.of(arguments[1]),
          stretch -> out.println(line(stretch, pieces)));
    }
  }

  private static ObjectNode line(Stretch stretch, WordPieces pieces) {
    ObjectNode line = JSON.createObjectNode();
    line.put("kind", stretch.kind().map(it -> AttackModel.LEARNT.indexOf(it) + 1).orElse(0));
    line.put("data", stretch.channel().isData());
    line.put("disguised", stretch.disguised());
    line.put("weight", stretch.weight());
    ArrayNode numbers = line.putArray("pieces");
    for (int piece : pieces.cut(stretch.text(), WordPieces.MOST)) {
      numbers.add(piece);
    }
    return line;
  }
}
