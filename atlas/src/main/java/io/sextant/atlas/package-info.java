/// Reads every shape of ATLAS release, validates, searches and explains it. Start at
/// [io.sextant.atlas.AtlasLibrary]; one edition is a [io.sextant.atlas.Release].
@org.jspecify.annotations.NullMarked
package io.sextant.atlas;
