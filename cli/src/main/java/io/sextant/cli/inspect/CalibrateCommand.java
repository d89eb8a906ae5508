package io.sextant.cli.inspect;

import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.inspect.Channel;
import io.sextant.inspect.Verdict;
import io.sextant.inspect.attack.Calibration;
import io.sextant.inspect.attack.Experience;
import io.sextant.inspect.attack.PromptInspector;
import io.sextant.inspect.attack.SecondStage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.stream.DoubleStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Sets the thresholds by one's own harmless texts.
@Command(
    name = "calibrate",
    description =
        "Sets the thresholds by your own harmless texts: 1 %%, 0.5 %% and 0.1 %% of them, from 99, 199"
            + " and 999 texts of a channel on.",
    mixinStandardHelpOptions = true)
final class CalibrateCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      required = true,
      description =
          "Harmless texts: JSON lines of {\"id\",\"text\",\"channel\"}; - is standard input.")
  private String input = "";

  @Option(
      names = "--feedback",
      paramLabel = "FILE",
      description = "A file of 'inspect feedback': what was dismissed counts as harmless too.")
  private Optional<String> feedback = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "The calibration, for 'inspect --calibration'.")
  private Path out = Path.of("");

  @Mixin private Stages stages = new Stages();

  CalibrateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Optional<SecondStage> second = stages.second(console);
    try {
      return calibrate(PromptInspector.builtIn(Experience.none(), second)).number();
    } finally {
      second.ifPresent(SecondStage::close);
    }
  }

  private ExitCode calibrate(PromptInspector inspector) {
    Map<Channel, DoubleStream.Builder> scores = new EnumMap<>(Channel.class);
    boolean good;
    try (InOrder texts = new InOrder()) {
      BiConsumer<String, Channel> add =
          (text, channel) ->
              texts.add(
                  text,
                  () -> inspector.inspect(text, channel).score(),
                  score -> scores.computeIfAbsent(channel, _ -> DoubleStream.builder()).add(score));
      good =
          new TextLines(console, Channel.USER)
              .read(input, it -> add.accept(it.text(), it.channel()));
      List<FeedbackFile.Entry> judged =
          feedback.map(it -> new FeedbackFile(console).read(it)).orElse(List.of());
      judged.stream()
          .filter(it -> it.judgement() == FeedbackFile.Judgement.DISMISSED)
          .forEach(it -> add.accept(it.text(), it.channel()));
    }
    Map<Channel, double[]> all = new EnumMap<>(Channel.class);
    scores.forEach((channel, builder) -> all.put(channel, builder.build().toArray()));
    Calibration calibration = Calibration.of(all);
    CalibrationFile.write(out, calibration, inspector.fingerprint());
    print(all, calibration);
    return good ? ExitCode.DONE : ExitCode.BAD_INPUT;
  }

  private void print(Map<Channel, double[]> all, Calibration calibration) {
    console
        .out()
        .printf(
            "%-9s %7s %16s %7s %7s %7s%n",
            "channel", "texts", "flagged before", "1%", "0.5%", "0.1%");
    all.forEach((channel, scores) -> {
      long before = Arrays.stream(scores).filter(it -> it >= Verdict.FLAGGED).count();
      Optional.ofNullable(calibration.channels().get(channel))
          .ifPresent(at ->
              console
                  .out()
                  .printf(
                      Locale.ROOT,
                      "%-9s %7d %14.2f %% %7.3f %7.3f %7.3f%n",
                      channel.label(),
                      scores.length,
                      100.0 * before / scores.length,
                      at.flagged(),
                      at.strict(),
                      at.certain()));
    });
  }
}
