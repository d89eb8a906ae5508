/// What a gateway is started with, and reading it from a file.
@org.jspecify.annotations.NullMarked
package io.sextant.gateway.config;
