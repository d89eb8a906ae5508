/// The subject of Sextant as pure code, one package per feature; names shared by all features live
/// here.
@org.jspecify.annotations.NullMarked
package io.sextant.core;
