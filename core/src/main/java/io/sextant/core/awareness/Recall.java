package io.sextant.core.awareness;

/// How well somebody knew an answer.
public enum Recall {
  /// It was wrong.
  WRONG(1),
  /// It was right, and a guess.
  UNSURE(2),
  /// It was right.
  RIGHT(3),
  /// It was right without a thought.
  EASY(4);

  private final int grade;

  Recall(int grade) {
    this.grade = grade;
  }

  /// The grade of FSRS, 1 to 4.
  int grade() {
    return grade;
  }
}
