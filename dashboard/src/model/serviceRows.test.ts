import { describe, expect, it } from 'vitest';
import { serviceRows } from './serviceRows';
import { NOON, serviceSummary } from './testEvents';
import { epochNanos } from './time';

const AT = epochNanos(NOON + 720_000_000_000n);
const rowsOf = (...services: Parameters<typeof serviceSummary>[0][]) =>
  serviceRows(services.map(serviceSummary), AT);

describe('The table of services', () => {
  it('has the worst health first, then the larger share of failures, then the busier', () => {
    const rows = rowsOf(
      { name: 'silent' },
      { name: 'quiet', calls: 10 },
      { name: 'erring', calls: 100, errors: 1 },
      { name: 'busy', calls: 90 },
      { name: 'failing', calls: 10, errors: 1 },
      { name: 'slow', calls: 10, p95Nanos: 3e9 },
      { name: 'dead', calls: 10, errors: 10 },
    );
    expect(rows.map((row) => row.name)).toEqual([
      'dead',
      'failing',
      'slow',
      'erring',
      'busy',
      'quiet',
      'silent',
    ]);
  });

  it('gives equals by name, whatever order they come in', () => {
    const names = (rows: readonly { name: string }[]) => rows.map((row) => row.name);
    expect(names(rowsOf({ name: 'b' }, { name: 'a' }))).toEqual(['a', 'b']);
    expect(names(rowsOf({ name: 'a' }, { name: 'b' }))).toEqual(['a', 'b']);
  });

  it('says what ran, and how long before the instant it was deployed', () => {
    const [row] = rowsOf({ name: 'cart', calls: 60, version: '1.3.0', deployed: 0 });
    expect(row).toMatchObject({
      namespace: 'shop/',
      name: 'cart',
      version: '1.3.0',
      deployed: '12 min before',
      rate: '1.0/s',
      p95: '5.00 ms',
      inFlight: '2',
    });
    expect(row?.errors).toBeUndefined();
  });

  it('does not show the latency of calls that there were not', () => {
    const [row] = rowsOf({ name: 'cart' });
    expect(row?.p95).toBeUndefined();
    expect(row?.version).toBeUndefined();
  });

  it('says all of a row in words', () => {
    const [row] = rowsOf({ name: 'cart', calls: 60, errors: 6, version: '1.3.0', deployed: 0 });
    expect(row?.words).toBe(
      'shop/cart, failing: 10 % of 60 calls failed, version 1.3.0, deployed 12 min before, 1.0/s, p95 5.00 ms, 2 in flight',
    );
  });

  it('knows slow by what is usual on the map', () => {
    const traffic = {
      calls: 9,
      errors: 0,
      callsPerSecond: 1,
      errorRatio: 0,
      p50Nanos: 1e6,
      p95Nanos: 20e6,
    };
    const [row] = serviceRows([serviceSummary({ name: 'cart', calls: 9, p95Nanos: 100e6 })], AT, {
      at: '2026-01-01T12:00:00Z',
      windowNanos: 1200e9,
      nodes: [
        {
          kind: 'service',
          id: 's:cart',
          service: 'shop/cart',
          traffic,
          entry: traffic,
          inFlight: 0,
          lastOccurredAt: '2026-01-01T12:00:00Z',
        },
      ],
      servicesTotal: 1,
      outsidesTotal: 0,
      edges: [],
      edgesTotal: 0,
      callsLeftOut: false,
    });
    expect(row?.health.kind).toBe('slow');
  });
});
