package io.sextant.gateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.gateway.ingest.Seen.Check;
import io.sextant.gateway.ingest.Seen.Meeting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SeenTest {
  @TempDir private Path folder;

  private static byte[] key(int i) {
    return Digests.of(ByteBuffer.allocate(4).putInt(i).array());
  }

  /// Against a map, over growth, forgetting and opening again.
  @Test
  void remembersWhatAMapWould() throws IOException {
    record Entry(int label, Check check) {}
    Random random = new Random(5);
    Map<Integer, Entry> model = new HashMap<>();
    Seen seen = new Seen(folder.resolve("t"));
    for (int step = 0; step < 60_000; step++) {
      int i = random.nextInt(30_000);
      int label = random.nextInt(2);
      Check check = new Check(1 + random.nextInt(3), 1 + step / 20_000);
      Entry known = model.get(i);
      boolean fresh =
          known == null
              || (known.check().batch() == check.batch() && known.check().run() != check.run());
      Meeting expected =
          fresh ? Meeting.NEW : known.label() == label ? Meeting.DUPLICATE : Meeting.CONFLICT;
      assertThat(seen.meet(key(i), label, check)).isEqualTo(expected);
      if (fresh) {
        model.put(i, new Entry(label, check));
        if (random.nextInt(10) == 0) {
          seen.forget(key(i), check);
          model.remove(i);
        }
      }
      if (step % 17_001 == 17_000) {
        seen.close();
        seen = new Seen(folder.resolve("t"));
      }
    }
    Check last = new Check(2, 3);
    seen.forget(last);
    model.values().removeIf(it -> it.check().equals(last));
    Check other = new Check(9, 9);
    for (int i = 0; i < 30_000; i++) {
      assertThat(seen.meet(key(i), 7, other))
          .isEqualTo(model.containsKey(i) ? Meeting.CONFLICT : Meeting.NEW);
    }
    seen.close();
  }
}
