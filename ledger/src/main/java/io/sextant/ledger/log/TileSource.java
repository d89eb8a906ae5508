package io.sextant.ledger.log;

import java.util.Optional;

/// Where the public files of a log come from: its folder or its address.
public interface TileSource {
  /// The bytes of a resource, for example `checkpoint` or `tile/0/000.p/12`.
  ///
  /// @param limit most bytes to accept
  /// @return empty when there is no such resource
  /// @throws io.sextant.ledger.LedgerException INACCESSIBLE when it cannot be asked, MALFORMED when
  ///   it is longer than the limit
  Optional<byte[]> read(String path, int limit);
}
