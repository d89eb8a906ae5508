package io.sextant.sigma;

import java.util.Arrays;

/// Room for places that are compared. Reused from event to event by one frame.
final class PlaceRoom {
  private static final int FIRST_SIZE = 64;

  private int[] places = new int[FIRST_SIZE];
  private int[] others = new int[FIRST_SIZE];

  /// Makes room for so many, before any are written.
  void ensure(int size) {
    if (places.length < size) {
      places = new int[size * 2];
      others = new int[size * 2];
    }
  }

  int[] places() {
    return places;
  }

  int[] others() {
    return others;
  }

  void swap() {
    int[] before = places;
    places = others;
    others = before;
  }

  /// So many of the places, kept for themselves.
  int[] found(int size) {
    return Arrays.copyOf(places, size);
  }
}
