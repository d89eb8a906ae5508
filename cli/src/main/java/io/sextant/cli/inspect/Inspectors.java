package io.sextant.cli.inspect;

import io.sextant.inspect.Channel;
import io.sextant.inspect.Verdict;
import io.sextant.inspect.attack.PromptInspector;
import io.sextant.inspect.known.KnownTexts;
import io.sextant.inspect.output.OutputInspector;
import io.sextant.inspect.output.SystemPrompt;
import java.util.Optional;

/// The inspector for each channel.
final class Inspectors {
  private final PromptInspector prompts;
  private final OutputInspector outputs;

  Inspectors(PromptInspector prompts, KnownTexts passages) {
    this.prompts = prompts;
    outputs = new OutputInspector(prompts, passages);
  }

  /// The verdict on a text; `system` is what an answer was given under.
  Verdict inspect(String text, Channel channel, Optional<SystemPrompt> system) {
    return channel == Channel.OUTPUT
        ? outputs.inspect(text, system)
        : prompts.inspect(text, channel);
  }
}
