package io.sextant.core.control;

/// Orders ids as people count: `A.9` before `A.10`.
final class NaturalOrder {
  private NaturalOrder() {}

  static int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      int endA = run(a, i);
      int endB = run(b, j);
      String partA = a.substring(i, endA);
      String partB = b.substring(j, endB);
      int order =
          digit(a.charAt(i)) && digit(b.charAt(j))
              ? new java.math.BigInteger(partA).compareTo(new java.math.BigInteger(partB))
              : partA.compareTo(partB);
      if (order != 0) {
        return order;
      }
      i = endA;
      j = endB;
    }
    int byRest = Integer.compare(a.length() - i, b.length() - j);
    return byRest != 0 ? byRest : a.compareTo(b);
  }

  /// The end of the digits, or of the other characters, that begin at a place.
  private static int run(String text, int from) {
    boolean digits = digit(text.charAt(from));
    int end = from + 1;
    while (end < text.length() && digit(text.charAt(end)) == digits) {
      end++;
    }
    return end;
  }

  private static boolean digit(char character) {
    return character >= '0' && character <= '9';
  }
}
