/// `sextant gateway`: policies and configurations of the runtime gateway; `sextant up` runs it.
@org.jspecify.annotations.NullMarked
package io.sextant.cli.gateway;
