package io.sextant.report;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// Where a piece of text leads.
public sealed interface Link {
  /// Longest address in characters; spreadsheets refuse longer ones.
  int MAX_LENGTH = 2_000;

  /// A page on the web.
  ///
  /// @param address absolute, `http` or `https`: no other scheme can do harm by being printed
  record ToWeb(URI address) implements Link {
    /// @throws IllegalArgumentException when the address is relative or of another scheme
    public ToWeb {
      String scheme = address.getScheme();
      if (!("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))
          || address.getRawAuthority() == null
          || address.toASCIIString().length() > MAX_LENGTH) {
        throw new IllegalArgumentException("no address of a web page: " + address);
      }
    }

    /// The address in ASCII.
    public String text() {
      return address.toASCIIString();
    }
  }

  /// A section of the same report.
  record ToSection(String key) implements Link {
    /// @throws IllegalArgumentException when the key cannot be one
    public ToSection {
      if (!Section.isKey(key)) {
        throw new IllegalArgumentException("no key of a section: " + key);
      }
    }
  }

  /// The web page at an address that somebody else wrote; empty when it is none.
  static Optional<Link> web(String address) {
    try {
      return Optional.of(new ToWeb(new URI(address.strip())));
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
