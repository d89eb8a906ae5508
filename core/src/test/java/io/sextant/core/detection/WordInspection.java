package io.sextant.core.detection;

import io.sextant.core.telemetry.Speaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Takes the word `attack` for one, and notes what it was asked.
final class WordInspection implements Inspection {
  final List<String> asked = new ArrayList<>();

  @Override
  public Judgement judge(Speaker speaker, String text, List<String> instructions) {
    asked.add(speaker.label() + ": " + text);
    boolean leak = instructions.contains(text);
    return text.contains("attack") || leak
        ? new Judgement(
            0.9,
            true,
            List.of(leak ? "system_prompt_leak" : "jailbreak"),
            List.of("AML.T0054"),
            List.of(text))
        : new Judgement(0.1, false, List.of(), List.of(), List.of());
  }

  @Override
  public Set<String> personalData(String text) {
    asked.add("pii: " + text);
    return text.contains("@") ? Set.of("email") : Set.of();
  }

  @Override
  public Set<String> secrets(String text) {
    asked.add("secrets: " + text);
    return text.contains("key") ? Set.of("aws_key") : Set.of();
  }
}
