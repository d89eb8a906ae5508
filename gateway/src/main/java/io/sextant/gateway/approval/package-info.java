/// Waits for people: what a policy holds, who may release it, and whom to tell.
@org.jspecify.annotations.NullMarked
package io.sextant.gateway.approval;
