/// Tests of policies: exchanges as data with the decisions they must get.
@org.jspecify.annotations.NullMarked
package io.sextant.gateway.trial;
