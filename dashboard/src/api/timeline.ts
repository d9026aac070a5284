import { formatInstant } from '../model/time';
import type { EpochNanos } from '../model/time';
import { api, dataOf } from './client';
import type { Schemas } from './client';
import { keyOf } from './source';
import type { Source } from './source';

export interface Counts {
  readonly from: EpochNanos;
  readonly to: EpochNanos;
  readonly buckets: number;
}

/** Counts per bucket over a window, of all services. */
export const timeline: Source<Counts, Schemas['Timeline']> = {
  name: 'timeline',
  key: keyOf,
  subject: () => '',
  load: ({ from, to, buckets }, signal) =>
    dataOf(
      api.GET('/api/v1/timeline', {
        params: { query: { from: formatInstant(from), to: formatInstant(to), buckets } },
        signal,
      }),
    ),
};

/** All services and how far their history reaches. */
export async function services(signal: AbortSignal): Promise<Schemas['ServiceOverview'][]> {
  const page = await dataOf(
    api.GET('/api/v1/services', { params: { query: { limit: 1000 } }, signal }),
  );
  return page.items;
}
