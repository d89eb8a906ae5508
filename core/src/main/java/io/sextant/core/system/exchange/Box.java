package io.sextant.core.system.exchange;

/// A rectangle of a drawing, in its own units; y grows downwards.
record Box(double x, double y, double width, double height) {
  double area() {
    return width * height;
  }

  boolean holdsCentreOf(Box inner) {
    double centreX = inner.x + inner.width / 2;
    double centreY = inner.y + inner.height / 2;
    return centreX >= x && centreX <= x + width && centreY >= y && centreY <= y + height;
  }

  /// Whether the other lies partly inside and partly outside.
  boolean cuts(Box other) {
    boolean meets =
        other.x < x + width
            && other.x + other.width > x
            && other.y < y + height
            && other.y + other.height > y;
    boolean within =
        other.x >= x
            && other.x + other.width <= x + width
            && other.y >= y
            && other.y + other.height <= y + height;
    boolean around =
        x >= other.x
            && x + width <= other.x + other.width
            && y >= other.y
            && y + height <= other.y + other.height;
    return meets && !within && !around;
  }
}
