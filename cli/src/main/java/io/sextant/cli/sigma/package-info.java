/// The group `sextant sigma`: match, check and test Sigma rules on files.
@org.jspecify.annotations.NullMarked
package io.sextant.cli.sigma;
