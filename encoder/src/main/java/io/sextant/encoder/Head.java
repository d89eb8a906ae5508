package io.sextant.encoder;

import io.sextant.inspect.AttackKind;
import io.sextant.inspect.Channel;
import io.sextant.inspect.attack.AttackModel;
import io.sextant.inspect.attack.Encoder.Opinion;
import java.io.DataInputStream;
import java.io.IOException;

/// Reads an opinion off what the layers made of the pieces of a stretch: their mean and their
/// highest values, weighed.
///
/// @param weights for each answer, of the means and then of the highest values
@SuppressWarnings("ArrayRecordComponent") // never compared
record Head(float[][] weights, float[] bias) {
  /// Of requests; of data; then of each kind, the harmless first.
  private static final int ANSWERS = 3 + AttackModel.LEARNT.size();

  private static final int OF_REQUESTS = 0;
  private static final int OF_DATA = 1;
  private static final int FIRST_KIND = 3;

  static Head read(DataInputStream in) throws IOException {
    int width = in.readInt();
    float[][] weights = new float[ANSWERS][2 * width];
    float[] bias = new float[ANSWERS];
    for (int i = 0; i < ANSWERS; i++) {
      for (int j = 0; j < weights[i].length; j++) {
        weights[i][j] = in.readFloat();
      }
      bias[i] = in.readFloat();
    }
    return new Head(weights, bias);
  }

  /// @param pieces for each piece what the last layer made of it
  Opinion read(float[][] pieces, Channel channel) {
    float[] seen = pooled(pieces);
    int best = FIRST_KIND;
    for (int i = FIRST_KIND + 1; i < ANSWERS; i++) {
      best = answer(i, seen) > answer(best, seen) ? i : best;
    }
    int asked = channel.isData() ? OF_DATA : OF_REQUESTS;
    AttackKind kind = AttackModel.LEARNT.get(best - FIRST_KIND);
    return new Opinion(answer(asked, seen), kind);
  }

  private float[] pooled(float[][] pieces) {
    int width = weights[0].length / 2;
    float[] seen = new float[2 * width];
    for (int j = 0; j < width; j++) {
      float sum = 0;
      float highest = Float.NEGATIVE_INFINITY;
      for (float[] piece : pieces) {
        sum += piece[j];
        highest = Math.max(highest, piece[j]);
      }
      seen[j] = sum / pieces.length;
      seen[width + j] = highest;
    }
    return seen;
  }

  private double answer(int which, float[] seen) {
    double sum = bias[which];
    for (int j = 0; j < seen.length; j++) {
      sum += weights[which][j] * (double) seen[j];
    }
    return sum;
  }
}
