/// ATT&CK as a second matrix, when its STIX bundle was imported.
@org.jspecify.annotations.NullMarked
package io.sextant.atlas.attack;
