import { describe, expect, it } from 'vitest';
import { instantOf } from './eventInstant';
import { parseInstant } from './time';

describe('An event is shown to happen', () => {
  it('when it occurred by the clock of its service', () => {
    const occurredAt = '2026-01-01T03:46:00.000000001Z';
    expect(instantOf({ occurredAt })).toBe(parseInstant(occurredAt));
  });

  it('on the common time line where that clock is off', () => {
    const correctedAt = '2026-01-01T03:45:59.95Z';
    expect(instantOf({ occurredAt: '2026-01-01T03:46:00Z', correctedAt })).toBe(
      parseInstant(correctedAt),
    );
  });
});
