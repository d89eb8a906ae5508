package io.sextant.inspect.train;

import io.sextant.inspect.attack.AttackModel;
import io.sextant.inspect.attack.Experience;
import io.sextant.inspect.attack.PromptInspector;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Trains the attack model and measures it on sources that it has not seen.
///
/// `Training DATA AUTHORED MODEL` reads `train.jsonl` and `valid.jsonl` in DATA and our own texts
/// in AUTHORED and `grammar.txt` beside it, prints the tables of the model card, and writes MODEL.
/// The same data give the same model.
public final class Training {
  private final PrintStream out;

  private Training(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 3) {
      System.err.println("usage: Training DATA AUTHORED MODEL");
      System.exit(2);
    }
    new Training(System.out)
        .run(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
  }

  private void run(Path data, Path authored, Path file) throws IOException {
    Material material = Material.read(data, authored);
    List<Case> known = material.that(it -> !it.unseen());
    List<Case> unseen = material.that(Sample::unseen);
    new Report(out, "Unseen sources (`valid_ood`)")
        .print(new Fitted(known, Material.SEED).judge(unseen));
    Fitted all = new Fitted(material.cases(), Material.SEED);
    new Report(out, "Each source left out in turn").print(all.leftOut());
    AttackModel model = all.model(material.readability());
    try (OutputStream stream = Files.newOutputStream(file)) {
      model.write(stream);
    }
    PromptInspector inspector = new PromptInspector(model, Experience.none());
    Pairs.print(authored.resolveSibling("pairs.txt"), inspector, out);
  }
}
