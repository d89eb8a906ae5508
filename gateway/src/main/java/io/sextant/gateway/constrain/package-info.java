/// Carries out what a policy constrains.
@org.jspecify.annotations.NullMarked
package io.sextant.gateway.constrain;
