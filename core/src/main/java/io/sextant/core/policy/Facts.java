package io.sextant.core.policy;

/// What is known about one request or answer. A fact is asked for only when a condition reads it,
/// so that detectors nobody needs do not run.
public interface Facts {
  /// The value: `String`, `List<String>`, `Boolean`, `Long`, `Double` or `Map<String, String>` by
  /// [Fact#type()].
  ///
  /// @throws FactFailure when it cannot be told now; rules that read it do what they declare for
  ///   that
  Object of(Fact fact);

  /// A detector failed.
  final class FactFailure extends RuntimeException {
    public FactFailure(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
