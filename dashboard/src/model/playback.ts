/** Where playback stands: pure, the time is given. */
import { epochNanos } from './time';
import type { EpochNanos } from './time';

/** Playback as it was last started or turned: at an instant, by a clock that only goes forward. */
export interface Course {
  readonly from: EpochNanos;
  readonly startedMillis: number;
  readonly direction: 1 | -1;
  readonly speed: number;
}

export interface Position {
  readonly at: EpochNanos;
  /** Playback has come to an end of recorded history. */
  readonly arrived: boolean;
}

/** The instant that is reached, no further than the given ends where they lie ahead. */
export function positionOf(
  course: Course,
  millis: number,
  ends: { readonly first: EpochNanos; readonly last: EpochNanos } | undefined,
): Position {
  const gone = Math.max(0, millis - course.startedMillis) * course.speed;
  const reached = course.from + BigInt(course.direction) * BigInt(Math.round(gone * 1e6));
  if (ends !== undefined) {
    if (course.direction > 0 && reached >= ends.last) {
      // Beyond the end to begin with: there is nothing to play.
      return { at: course.from > ends.last ? course.from : ends.last, arrived: true };
    }
    if (course.direction < 0 && reached <= ends.first) {
      return { at: course.from < ends.first ? course.from : ends.first, arrived: true };
    }
  }
  return { at: epochNanos(reached), arrived: false };
}

export const SPEEDS = [0.01, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600] as const;

/** The next faster or slower of the usual speeds. */
export function nextSpeed(speed: number, step: 1 | -1): number {
  return step > 0
    ? (SPEEDS.find((one) => one > speed) ?? speed)
    : (SPEEDS.findLast((one) => one < speed) ?? speed);
}
