package dev.traversion.benchmarks.ingest;

import java.time.Duration;
import java.util.BitSet;
import org.HdrHistogram.Histogram;

/**
 * What became of a load.
 *
 * @param acknowledged the numbers of the requests that were acknowledged
 * @param ackedInWindow requests acknowledged within the measured window
 * @param drain how long after the window the last acknowledgement came; more than a moment means
 *     that the rate was not sustained
 * @param latency from when a measured request was due to its acknowledgement, microseconds
 * @param refusals answers 429 and 503 and their like, each of which was followed by a retry or by
 *     giving up
 * @param retries requests sent again, after a refusal or a broken connection
 * @param gaveUp requests never acknowledged
 * @param rejectedSpans spans that the server said it will not take
 * @param lateStarts measured requests sent more than 100 ms after they were due, all connections
 *     being busy
 */
record LoadResult(
    BitSet acknowledged,
    long ackedInWindow,
    Duration window,
    Duration drain,
    Histogram latency,
    long refusals,
    long retries,
    long gaveUp,
    long rejectedSpans,
    long lateStarts) {

  /** Spans acknowledged within the measured window, per second. */
  double spansPerSecond() {
    return ackedInWindow * (double) Load.SPANS * 1e9 / window.toNanos();
  }

  double ackMillis(double percentile) {
    return latency.getValueAtPercentile(percentile) / 1e3;
  }

  double ackMaxMillis() {
    return latency.getMaxValue() / 1e3;
  }
}
