package io.sextant.inspect.attack;

import io.sextant.inspect.AttackKind;
import io.sextant.inspect.Channel;

/// A model that reads a stretch of text as a whole, slower and less fooled by single words than the
/// linear models: the second stage, which [SecondStage] asks.
public interface Encoder extends AutoCloseable {
  /// What the model makes of a stretch.
  ///
  /// @param odds logarithm of the odds that it is an attack
  /// @param kind the likeliest kind, were it one
  record Opinion(double odds, AttackKind kind) {}

  /// Whether an encoder is asked about texts of a channel. Operators' instructions and answers hold
  /// the words of attacks with good reason, and there are too few of them to learn from.
  static boolean reads(Channel channel) {
    return switch (channel) {
      case USER, DOCUMENT, TOOL -> true;
      case SYSTEM, OUTPUT -> false;
    };
  }

  /// The opinion on one stretch of at most [Excerpts#WORDS] words or so; what goes beyond what the
  /// model can read is passed over. Any number of threads may ask at once.
  Opinion read(CharSequence stretch, Channel channel);

  /// Gives back what it holds outside the heap. Nothing can be asked any more.
  @Override
  void close();
}
