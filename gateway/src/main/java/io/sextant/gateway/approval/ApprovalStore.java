package io.sextant.gateway.approval;

import java.util.List;
import java.util.concurrent.CompletionException;

/// Where approvals whose senders come back outlive a restart.
public interface ApprovalStore {
  /// Keeps nothing.
  ApprovalStore NONE =
      new ApprovalStore() {
        @Override
        public void put(Approval approval) {}

        @Override
        public void remove(ApprovalId id) {}

        @Override
        public List<Approval> all() {
          return List.of();
        }
      };

  /// Keeps how one stands now; durable when this returns.
  ///
  /// @throws CompletionException when it cannot be kept
  void put(Approval approval);

  /// Forgets one; durable when this returns.
  ///
  /// @throws CompletionException when that fails
  void remove(ApprovalId id);

  /// What is kept; asked for once, before anything else.
  ///
  /// @throws CompletionException when that cannot be told
  List<Approval> all();
}
