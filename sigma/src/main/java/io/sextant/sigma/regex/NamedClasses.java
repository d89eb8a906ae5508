package io.sextant.sigma.regex;

/// The classes of POSIX, of ASCII alone.
final class NamedClasses {
  private NamedClasses() {}

  /// First and last characters, in pairs; empty when there is no class of that name.
  static String ranges(String name) {
    return switch (name) {
      case "alnum" -> "09AZaz";
      case "alpha" -> "AZaz";
      case "ascii" -> "\u0000\u007f";
      case "blank" -> "\t\t  ";
      case "cntrl" -> "\u0000\u001f\u007f\u007f";
      case "digit" -> "09";
      case "graph" -> "!~";
      case "lower" -> "az";
      case "print" -> " ~";
      case "punct" -> "!/:@[`{~";
      case "space" -> "\t\r  ";
      case "upper" -> "AZ";
      case "word" -> "09AZaz__";
      case "xdigit" -> "09AFaf";
      default -> "";
    };
  }
}
