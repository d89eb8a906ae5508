package io.sextant.gateway.approval;

/// How much may wait.
///
/// @param open approvals that are not decided or not used
/// @param perPrincipal of those, of one principal
/// @param heldBytes of all requests that wait with their connection open
/// @param remembered approvals that are over and still shown; the ledger has them all
public record ApprovalLimits(int open, int perPrincipal, long heldBytes, int remembered) {
  /// More than this no group of people decides in minutes.
  public static final int OPEN = 200;

  public static final int PER_PRINCIPAL = 20;
  public static final long HELD_BYTES = 128L << 20;
  public static final int REMEMBERED = 1_000;

  public static final ApprovalLimits DEFAULT =
      new ApprovalLimits(OPEN, PER_PRINCIPAL, HELD_BYTES, REMEMBERED);
}
