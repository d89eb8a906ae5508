package io.sextant.report.print.pdf;

/// A colour of light, each part from 0 to 1.
record Shade(float red, float green, float blue) {
  static final Shade INK = new Shade(0.1f, 0.12f, 0.14f);
  static final Shade LINK = new Shade(0.04f, 0.34f, 0.71f);
  static final Shade HEAD = new Shade(0.93f, 0.94f, 0.96f);
  static final Shade BAR = new Shade(0.3f, 0.55f, 0.85f);

  /// A blue that is light enough for dark letters on it.
  ///
  /// @param part how dark, 0 to 1
  static Shade heat(double part) {
    float dark = (float) part;
    return new Shade(1 - 0.55f * dark, 1 - 0.32f * dark, 1 - 0.06f * dark);
  }
}
