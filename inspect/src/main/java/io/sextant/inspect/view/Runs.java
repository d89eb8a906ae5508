package io.sextant.inspect.view;

/// How long a text stays within the alphabets of encodings, and how often it has their signs: what
/// a text must have for an encoding to be in it, found in one pass.
final class Runs {
  /// An alphabet in which an encoding writes without a break.
  enum Alphabet {
    BASE64(0, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-"),
    BASE32(1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
    HEX(2, "0123456789ABCDEFabcdefx\\ ,:"),
    NUMBERS(3, "0123456789, "),
    MORSE(4, ".- /|");

    private final int place;
    private final String characters;

    Alphabet(int place, String characters) {
      this.place = place;
      this.characters = characters;
    }
  }

  private static final Alphabet[] ALPHABETS = Alphabet.values();
  private static final byte[] WITHIN = within();

  private final int[] longest = new int[ALPHABETS.length];
  private final int[] signs = new int[0x80];

  /// What one text has.
  Runs(String text) {
    int[] run = new int[ALPHABETS.length];
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int within = 0;
      if (c < 0x80) {
        within = WITHIN[c];
        signs[c]++;
      }
      for (int a = 0; a < run.length; a++) {
        run[a] = (within >> a & 1) == 0 ? 0 : run[a] + 1;
        longest[a] = Math.max(longest[a], run[a]);
      }
    }
  }

  /// Characters in a row.
  int longest(Alphabet alphabet) {
    return longest[alphabet.place];
  }

  /// How often an ASCII character stands in the text.
  int count(char sign) {
    return signs[sign];
  }

  private static byte[] within() {
    byte[] within = new byte[0x80];
    for (Alphabet alphabet : ALPHABETS) {
      for (char c : alphabet.characters.toCharArray()) {
        within[c] |= (byte) (1 << alphabet.place);
      }
    }
    return within;
  }
}
