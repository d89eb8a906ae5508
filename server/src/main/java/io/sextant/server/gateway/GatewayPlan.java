package io.sextant.server.gateway;

import io.sextant.gateway.config.GatewayConfig;
import io.sextant.gateway.config.PolicyFile;
import java.util.Optional;

/// The gateway that a server runs.
///
/// @param policyFile the file of its policy; empty when the policy ships
/// @param dataPolicyFile the file of its policy for data; empty when that ships
public record GatewayPlan(
    GatewayConfig config, Optional<PolicyFile> policyFile, Optional<PolicyFile> dataPolicyFile) {}
