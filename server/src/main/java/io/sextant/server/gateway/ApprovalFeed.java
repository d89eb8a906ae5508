package io.sextant.server.gateway;

import io.sextant.gateway.approval.Approval;
import io.sextant.gateway.approval.Approvals;
import io.sextant.gateway.approval.Webhooks;
import io.sextant.server.http.Json;
import io.sextant.server.live.LiveBus;

/// Tells the pages and the webhooks how approvals stand.
record ApprovalFeed(LiveBus bus, Webhooks webhooks) implements Approvals.Listener {
  @Override
  public void changed(Approval approval) {
    bus.publish(
        "approval",
        "approval " + approval.id(),
        () -> Json.MAPPER.writeValueAsString(ApprovalJson.Summary.of(approval)));
    webhooks.changed(approval);
  }
}
