package io.sextant.inspect.privacy;

/// Check-digit schemes that many numbers share.
final class Checksums {
  private static final int[][] DIHEDRAL = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 0, 6, 7, 8, 9, 5},
    {2, 3, 4, 0, 1, 7, 8, 9, 5, 6}, {3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
    {4, 0, 1, 2, 3, 9, 5, 6, 7, 8}, {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
    {6, 5, 9, 8, 7, 1, 0, 4, 3, 2}, {7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
    {8, 7, 6, 5, 9, 3, 2, 1, 0, 4}, {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}
  };
  private static final int[] TURN = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};

  private Checksums() {}

  static int digit(String digits, int index) {
    return digits.charAt(index) - '0';
  }

  /// Only the letters and digits of a match.
  static String bare(String match) {
    StringBuilder bare = new StringBuilder(match.length());
    for (int i = 0; i < match.length(); i++) {
      if (Character.isLetterOrDigit(match.charAt(i))) {
        bare.append(match.charAt(i));
      }
    }
    return bare.toString();
  }

  static boolean luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int value = digit(digits, digits.length() - 1 - i) * (i % 2 + 1);
      sum += value > 9 ? value - 9 : value;
    }
    return sum % 10 == 0;
  }

  static boolean verhoeff(String digits) {
    int check = 0;
    for (int i = 0; i < digits.length(); i++) {
      int value = digit(digits, digits.length() - 1 - i);
      for (int turn = 0; turn < i % 8; turn++) {
        value = TURN[value];
      }
      check = DIHEDRAL[check][value];
    }
    return check == 0;
  }

  /// The sum of the first digits, each times its weight.
  static int weighted(String digits, int... weights) {
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * digit(digits, i);
    }
    return sum;
  }

  /// ISO 7064, modulus 11,10.
  static boolean iso11And10(String digits) {
    int product = 10;
    for (int i = 0; i < digits.length() - 1; i++) {
      int sum = (digit(digits, i) + product) % 10;
      product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return (11 - product) % 10 == digit(digits, digits.length() - 1);
  }

  /// The remainder by 97 of a number whose letters stand for 10 to 35.
  static int mod97(String text) {
    int remainder = 0;
    for (int i = 0; i < text.length(); i++) {
      int value = Character.digit(text.charAt(i), 36);
      remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
    }
    return remainder;
  }

  static boolean oneDigitOnly(String digits) {
    return digits.chars().distinct().count() == 1;
  }

  /// Whether day and month can be of one date.
  static boolean date(int month, int day) {
    return month >= 1 && month <= 12 && day >= 1 && day <= (month == 2 ? 29 : 31);
  }

  static int number(String digits, int from, int to) {
    return Integer.parseInt(digits.substring(from, to));
  }
}
