import { describe, expect, it } from 'vitest';
import { healthOf, type Vitals } from './health';

const fared = (calls: number, errors: number, p95Nanos = 5e6): Vitals => ({
  windowNanos: 60e9,
  calls,
  errors,
  errorRatio: calls === 0 ? 0 : errors / calls,
  p95Nanos,
});

describe('A service', () => {
  it('is silent when nobody called it, and says for how long', () => {
    expect(healthOf(fared(0, 0))).toEqual({ kind: 'silent', words: 'silent: no calls in 1 min' });
  });

  it('is failing from one call in twenty on, and has some errors below', () => {
    expect(healthOf(fared(200, 10))).toEqual({
      kind: 'failing',
      words: 'failing: 5.0 % of 200 calls failed',
    });
    expect(healthOf(fared(200, 9)).kind).toBe('erring');
  });

  it('is slow when it takes several times what is usual for it', () => {
    expect(healthOf(fared(10, 0, 300e6), 60e6)).toEqual({
      kind: 'slow',
      words: 'slow: p95 300 ms, usually 60.0 ms',
    });
  });

  it('is not slow for some milliseconds more than a very quick usual', () => {
    expect(healthOf(fared(10, 0, 40e6), 2e6).kind).toBe('ok');
  });

  it('is slow at two seconds even when nothing is known of what is usual', () => {
    expect(healthOf(fared(10, 0, 2e9)).kind).toBe('slow');
  });

  it('that fails and is slow is failing', () => {
    expect(healthOf(fared(10, 5, 3e9)).kind).toBe('failing');
  });
});
