package io.sextant.gateway.mcp;

import io.sextant.core.tool.AgentMark;
import io.sextant.core.tool.AgentMarks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/// Marks in memory.
final class RememberedMarks implements AgentMarks {
  private final Map<String, AgentMark> marks = new ConcurrentSkipListMap<>();

  @Override
  public List<AgentMark> since(Instant time) {
    return List.copyOf(marks.values());
  }

  @Override
  public void put(AgentMark mark) {
    marks.put(mark.principal() + " " + mark.session(), mark);
  }
}
