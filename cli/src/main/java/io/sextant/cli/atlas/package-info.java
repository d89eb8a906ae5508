/// `sextant atlas …`: ATLAS releases, imported, listed, shown and searched without a server. Start
/// at [io.sextant.cli.atlas.AtlasCommand].
@org.jspecify.annotations.NullMarked
package io.sextant.cli.atlas;
