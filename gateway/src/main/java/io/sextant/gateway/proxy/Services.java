package io.sextant.gateway.proxy;

import io.sextant.core.policy.Policy;
import io.sextant.gateway.access.Principals;
import io.sextant.gateway.access.Quotas;
import io.sextant.gateway.access.RateLimit;
import io.sextant.gateway.approval.Approvals;
import io.sextant.gateway.config.LimitConfig;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.record.Decisions;
import io.sextant.gateway.record.Events;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// What every request needs; shared by all.
///
/// @param policy the one in force now
/// @param data empty: none is taken
record Services(
    Supplier<Policy> policy,
    Detectors detectors,
    Principals principals,
    RateLimit rate,
    Quotas quotas,
    Watch watch,
    Upstreams upstreams,
    Approvals approvals,
    Optional<DataRequests> data,
    Decisions decisions,
    Events events,
    LimitConfig limits,
    InstantSource clock,
    GatewayFigures figures) {}
