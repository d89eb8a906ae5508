package io.sextant.sigma;

import java.util.Optional;

/// An IPv4 or IPv6 network in CIDR form. An IPv4 address written inside IPv6 (`::ffff:…`) is read
/// as the IPv4 address.
///
/// @param high upper 64 bits of the first address; IPv4 is kept as `::ffff:a.b.c.d`
/// @param prefix leading bits that must agree, of 128
public record IpNetwork(long high, long low, int prefix, String written) {
  private static final int BITS = 128;
  private static final int V4_OFFSET = 96;
  private static final long V4_MAPPED = 0xffff_0000_0000L;
  private static final int GROUPS = 8;

  /// Reads `address/prefix`, or an address alone.
  static Optional<IpNetwork> parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    Optional<long[]> bits = address(address);
    if (bits.isEmpty()) {
      return Optional.empty();
    }
    boolean v4 = address.indexOf(':') < 0;
    int prefix = BITS;
    if (slash >= 0) {
      String digits = text.substring(slash + 1);
      if (digits.isEmpty() || digits.length() > 3 || !digits.chars().allMatch(IpNetwork::isDigit)) {
        return Optional.empty();
      }
      prefix = Integer.parseInt(digits) + (v4 ? V4_OFFSET : 0);
    }
    if (prefix > BITS) {
      return Optional.empty();
    }
    return Optional.of(new IpNetwork(bits.get()[0], bits.get()[1], prefix, text));
  }

  /// Whether the text is an address of this network.
  boolean contains(String text) {
    Optional<long[]> address = address(text);
    return address.isPresent() && agrees(address.get()[0], address.get()[1]);
  }

  private boolean agrees(long otherHigh, long otherLow) {
    long highMask = prefix >= 64 ? -1L : prefix == 0 ? 0 : -1L << (64 - prefix);
    long lowMask = prefix <= 64 ? 0 : -1L << (BITS - prefix);
    return ((high ^ otherHigh) & highMask) == 0 && ((low ^ otherLow) & lowMask) == 0;
  }

  private static Optional<long[]> address(String text) {
    if (text.length() < 2 || text.length() > 45) {
      return Optional.empty();
    }
    if (text.indexOf(':') < 0) {
      long v4 = v4(text);
      return v4 < 0 ? Optional.empty() : Optional.of(new long[] {0, V4_MAPPED | v4});
    }
    return v6(text);
  }

  private static long v4(String text) {
    long value = 0;
    int parts = 0;
    int at = 0;
    while (at <= text.length()) {
      int dot = text.indexOf('.', at);
      int end = dot < 0 ? text.length() : dot;
      if (end == at || end - at > 3 || ++parts > 4) {
        return -1;
      }
      int part = 0;
      for (int i = at; i < end; i++) {
        if (!isDigit(text.charAt(i))) {
          return -1;
        }
        part = part * 10 + text.charAt(i) - '0';
      }
      if (part > 255) {
        return -1;
      }
      value = value << 8 | part;
      at = end + 1;
    }
    return parts == 4 ? value : -1;
  }

  private static Optional<long[]> v6(String text) {
    int gap = text.indexOf("::");
    if (gap != text.lastIndexOf("::")) {
      return Optional.empty();
    }
    int[] head = groups(gap < 0 ? text : text.substring(0, gap));
    int[] tail = groups(gap < 0 ? "" : text.substring(gap + 2));
    int given = head.length + tail.length;
    boolean complete = gap < 0 ? given == GROUPS : given < GROUPS;
    if (!complete || invalid(head) || invalid(tail)) {
      return Optional.empty();
    }
    int[] all = new int[GROUPS];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(tail, 0, all, GROUPS - tail.length, tail.length);
    long[] bits = new long[2];
    for (int i = 0; i < GROUPS; i++) {
      bits[i / 4] = bits[i / 4] << 16 | all[i];
    }
    return Optional.of(bits);
  }

  private static boolean invalid(int[] groups) {
    return groups.length > 0 && groups[0] < 0;
  }

  /// The 16-bit groups of a part without a gap; `{-1}` when it is not well formed.
  private static int[] groups(String text) {
    if (text.isEmpty()) {
      return new int[0];
    }
    String[] written = text.split(":", -1);
    long v4 = written[written.length - 1].indexOf('.') < 0 ? -1 : v4(written[written.length - 1]);
    boolean endsInV4 = written[written.length - 1].indexOf('.') >= 0;
    int[] groups = new int[written.length + (endsInV4 ? 1 : 0)];
    if (groups.length > GROUPS || (endsInV4 && v4 < 0)) {
      return new int[] {-1};
    }
    for (int i = 0; i < written.length - (endsInV4 ? 1 : 0); i++) {
      String group = written[i];
      if (group.isEmpty()
          || group.length() > 4
          || !group.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0)) {
        return new int[] {-1};
      }
      groups[i] = Integer.parseInt(group, 16);
    }
    if (endsInV4) {
      groups[groups.length - 2] = (int) (v4 >> 16);
      groups[groups.length - 1] = (int) (v4 & 0xffff);
    }
    return groups;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  @Override
  public String toString() {
    return written;
  }
}
