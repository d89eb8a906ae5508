package io.sextant.sigma;

import io.sextant.sigma.Detection.FieldMatch;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;

/// One match on its way into one correlation, with everything the correlation needs of the event.
///
/// @param link the correlation, and which of its rules matched
/// @param groups the values of the fields to group by, once for each group the match belongs to
/// @param texts what a count of distinct values counts
/// @param numbers what a sum, average or percentile takes
/// @param explanation which fields made the event match
record Arrival(
    CorrelationProgram.Link link,
    List<List<String>> groups,
    List<String> texts,
    List<BigDecimal> numbers,
    Supplier<List<FieldMatch>> explanation) {}
