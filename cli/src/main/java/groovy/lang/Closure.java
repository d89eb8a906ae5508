package groovy.lang;

/// Not Groovy's. At every start picocli asks whether a class of this name is there, to tell
/// Groovy's closures from other values. The answer "no" comes only after every jar of the class
/// path has been opened, a fifth of the time of a short command. This class is the answer: nothing
/// is ever an instance of it.
public final class Closure {
  private Closure() {}
}
