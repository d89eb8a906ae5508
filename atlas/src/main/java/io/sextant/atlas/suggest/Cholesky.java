package io.sextant.atlas.suggest;

/// Solves a symmetric positive definite system exactly.
final class Cholesky {
  private Cholesky() {}

  /// Solves `matrix · x = right`; leaves `x` in `right` and ruins `matrix`.
  static void solve(double[][] matrix, double[][] right) {
    factor(matrix);
    for (int i = 0; i < matrix.length; i++) {
      for (int k = 0; k < i; k++) {
        subtract(right[i], matrix[i][k], right[k]);
      }
      divide(right[i], matrix[i][i]);
    }
    for (int i = matrix.length - 1; i >= 0; i--) {
      for (int k = i + 1; k < matrix.length; k++) {
        subtract(right[i], matrix[k][i], right[k]);
      }
      divide(right[i], matrix[i][i]);
    }
  }

  /// Puts the factor into the lower half.
  private static void factor(double[][] matrix) {
    for (int i = 0; i < matrix.length; i++) {
      double[] row = matrix[i];
      for (int j = 0; j <= i; j++) {
        double[] other = matrix[j];
        double sum = row[j];
        for (int k = 0; k < j; k++) {
          sum -= row[k] * other[k];
        }
        row[j] = i == j ? Math.sqrt(sum) : sum / other[j];
      }
    }
  }

  private static void subtract(double[] from, double factor, double[] row) {
    if (factor != 0) {
      for (int i = 0; i < from.length; i++) {
        from[i] -= factor * row[i];
      }
    }
  }

  private static void divide(double[] row, double by) {
    for (int i = 0; i < row.length; i++) {
      row[i] /= by;
    }
  }
}
