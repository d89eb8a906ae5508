package io.sextant.inspect.train;

import io.sextant.inspect.attack.Reading;

/// A sample with its readings.
record Case(Sample sample, Reading reading) {}
