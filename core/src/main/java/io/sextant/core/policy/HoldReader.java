package io.sextant.core.policy;

import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Tree;
import io.sextant.core.policy.HoldTerms.Mode;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads what stands under `approval`.
final class HoldReader {
  private static final Set<String> KEYS =
      Set.of("approvers", "mode", "decide-within-seconds", "use-within-seconds");

  /// When the sender comes back, nobody waits at an open connection.
  private static final Duration LATER = Duration.ofHours(8);

  private final IssueLog log;

  HoldReader(IssueLog log) {
    this.log = log;
  }

  HoldTerms read(Tree tree) {
    HoldTerms usual = HoldTerms.DEFAULT;
    if (!(tree instanceof Tree.Mapping)) {
      bad(tree, "'approval' is a map, found " + tree.kind(), "Write 'approval: {approvers: 2}'.");
      return usual;
    }
    tree.fields()
        .filter(entry -> !KEYS.contains(entry.key()))
        .forEach(entry ->
            log.error(
                Codes.UNKNOWN_KEY,
                entry.keyPlace(),
                "'" + entry.key() + "' is not a key of an approval",
                "Expected one of "
                    + KEYS.stream().sorted().collect(Collectors.joining(", "))
                    + "."));
    Mode mode = mode(tree);
    Duration most = mode == Mode.WAIT ? HoldTerms.LONGEST_WAIT : HoldTerms.LONGEST;
    return new HoldTerms(
        (int) number(tree, "approvers", usual.approvers(), HoldTerms.MOST_APPROVERS),
        mode,
        seconds(
            tree, "decide-within-seconds", mode == Mode.WAIT ? usual.decideWithin() : LATER, most),
        seconds(tree, "use-within-seconds", usual.useWithin(), HoldTerms.LONGEST));
  }

  private Mode mode(Tree tree) {
    String word = tree.text("mode").orElse("wait");
    return switch (word) {
      case "wait" -> Mode.WAIT;
      case "later" -> Mode.LATER;
      default -> {
        log.error(
            Codes.UNKNOWN_WORD,
            tree.get("mode").orElse(tree).place(),
            "'" + word + "' is no way to wait",
            "Expected wait (the request waits) or later (its sender repeats it).");
        yield Mode.WAIT;
      }
    };
  }

  private Duration seconds(Tree tree, String key, Duration usual, Duration most) {
    return Duration.ofSeconds(number(tree, key, usual.toSeconds(), most.toSeconds()));
  }

  private long number(Tree tree, String key, long usual, long most) {
    if (tree.get(key).isEmpty()) {
      return usual;
    }
    String text = tree.text(key).orElse("");
    if (text.matches("[0-9]{1,9}") && Long.parseLong(text) > 0 && Long.parseLong(text) <= most) {
      return Long.parseLong(text);
    }
    bad(
        tree.get(key).orElse(tree),
        "'" + key + "' must be a number from 1 to " + most,
        key.equals("decide-within-seconds")
            ? "A request that waits may wait ten minutes; 'mode: later' gives a week."
            : "");
    return usual;
  }

  private void bad(Tree at, String message, String hint) {
    log.error(Codes.BAD_VALUE, at.place(), message, hint);
  }
}
