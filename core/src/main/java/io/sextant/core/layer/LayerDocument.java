package io.sextant.core.layer;

/// A layer in the JSON format of the ATT&CK Navigator, found to be right by [LayerReader].
///
/// @param name what its author calls it
/// @param domain `atlas-atlas`, or one of ATT&CK
/// @param release of the domain that it was written for; empty when it does not say
/// @param cells how many it annotates
/// @param json the text as it was given
public record LayerDocument(String name, String domain, String release, int cells, String json) {}
