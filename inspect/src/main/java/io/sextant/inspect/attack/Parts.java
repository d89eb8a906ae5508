package io.sextant.inspect.attack;

import io.sextant.inspect.model.FeatureStream.Window;
import io.sextant.inspect.model.LinearModel;
import java.util.List;

/// The sentences of a reading, each once.
///
/// @param noisy which of them are letters in no order
@SuppressWarnings("ArrayRecordComponent") // never compared
record Parts(List<Window> sentences, boolean[] noisy) {
  static Parts of(Reading.View view) {
    List<Window> sentences = view.stream().distinctSentences();
    boolean[] noisy = new boolean[sentences.size()];
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] = view.isNoise(sentences.get(i));
    }
    return new Parts(sentences, noisy);
  }

  int size() {
    return sentences.size();
  }

  Window get(int sentence) {
    return sentences.get(sentence);
  }

  int words() {
    int words = 0;
    for (Window sentence : sentences) {
      words += sentence.size();
    }
    return words;
  }

  /// The score of all sentences, or of the highest block of a long text: the log-odds of ever
  /// longer stretches grow without an end.
  double highest(LinearModel.Scores scores) {
    boolean isLong = words() > Summary.BLOCK;
    double highest = Summary.NOTHING;
    int next = 0;
    while (next < size()) {
      LinearModel.Sum sum = scores.sum();
      int words = 0;
      int last = next;
      int half = next;
      while (last < size() && words <= Summary.BLOCK) {
        boolean taken = !isLong || !noisy[last];
        words += get(last).size();
        if (taken) {
          sum.add(get(last));
        }
        last++;
        half = words <= Summary.BLOCK / 2 ? last : half;
      }
      highest = sum.isEmpty() ? highest : Math.max(highest, sum.odds());
      next = last == size() ? last : Math.max(half, next + 1);
    }
    return highest;
  }
}
