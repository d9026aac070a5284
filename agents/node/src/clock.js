// The agent's own clock, in OpenTelemetry's [seconds, nanoseconds].
//
// Why not the SDK's: spans and log records would start on whole milliseconds, so that a write and
// the request that made it could change places in history. This one reads the monotonic clock,
// follows the wall clock when that is set, and never gives the same instant twice within a process.

const BILLION = 1_000_000_000n;
const MAX_DRIFT_NANOS = 5_000_000n;
const RECHECK_NANOS = 1_000_000_000n;

const wallNanos = () => BigInt(Date.now()) * 1_000_000n;

let origin = BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000)) * 1000n
  - process.hrtime.bigint();
let last = 0n;
let checkedAt = 0n;

/** @returns {bigint} nanoseconds since the epoch, strictly increasing */
export function nowNanos() {
  const monotonic = process.hrtime.bigint();
  if (monotonic - checkedAt > RECHECK_NANOS) {
    checkedAt = monotonic;
    const drift = wallNanos() - (origin + monotonic);
    if (drift > MAX_DRIFT_NANOS || drift < -MAX_DRIFT_NANOS) {
      origin += drift;
    }
  }
  const now = origin + monotonic;
  last = now > last ? now : last + 1n;
  return last;
}

/** @returns {[number, number]} what the OpenTelemetry API calls an HrTime */
export function now() {
  const nanos = nowNanos();
  return [Number(nanos / BILLION), Number(nanos % BILLION)];
}
