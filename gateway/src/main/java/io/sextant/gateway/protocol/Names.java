package io.sextant.gateway.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Names of models and tools as policies and configurations write them: `*` stands for any
/// characters.
public final class Names {
  private Names() {}

  /// What any of the names stands for.
  ///
  /// @param flags of [Pattern], such as [Pattern#CASE_INSENSITIVE]
  public static Pattern pattern(List<String> names, int flags) {
    return Pattern.compile(
        names.stream()
            .map(name ->
                Arrays.stream(name.split("\\*", -1))
                    .map(Pattern::quote)
                    .collect(Collectors.joining(".*")))
            .collect(Collectors.joining("|")),
        flags | Pattern.DOTALL);
  }
}
