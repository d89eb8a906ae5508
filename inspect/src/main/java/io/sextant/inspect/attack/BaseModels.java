package io.sextant.inspect.attack;

import io.sextant.inspect.model.LinearModel;

/// The models that look at windows, and one that looks at whole texts.
///
/// @param attack words and letter groups: attack or not
/// @param concept concepts and structure: attack or not, the same in every language
/// @param instruction whether the words ask somebody to do something or state something
/// @param whole words and letter groups of whole texts: attack or not
public record BaseModels(
    LinearModel attack, LinearModel concept, LinearModel instruction, LinearModel whole) {}
