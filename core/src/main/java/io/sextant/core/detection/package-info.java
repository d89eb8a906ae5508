/// Detection: rules over events give [io.sextant.core.detection.Finding]s.
@org.jspecify.annotations.NullMarked
package io.sextant.core.detection;
