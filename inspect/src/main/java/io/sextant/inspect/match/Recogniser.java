package io.sextant.inspect.match;

import java.util.List;

/// One kind of thing to find: its shape, what must stand around it, how it is checked, and the
/// words that speak for it or against it.
///
/// @param kind a stable name such as `email` or `github-token`
/// @param shape a regular expression in the subset of RE2's syntax that `README.md` describes
/// @param boundary what must stand around a match
/// @param check what a match must pass
/// @param topics the words that make a weak match count, or a likely one something else
/// @param why what a match has shown, in words for people
public record Recogniser(
    String kind, String shape, Boundary boundary, Check check, Topics topics, String why) {

  /// The words that matter; a topic may be empty.
  public record Topics(List<String> near, List<String> against) {
    /// No words matter.
    public static final Topics NONE = new Topics(List.of(), List.of());

    public Topics {
      near = List.copyOf(near);
      against = List.copyOf(against);
    }
  }
}
