import { formatInstant } from '../model/time';
import type { EpochNanos } from '../model/time';
import { api, dataOf } from './client';
import type { Schemas } from './client';
import { keyOf } from './source';
import type { Source } from './source';

interface MapAt {
  readonly at: EpochNanos;
  /** How far to look back, as the API writes it: `60s`, `1h`. */
  readonly window: string;
}

export const serviceMap: Source<MapAt, Schemas['ServiceMap']> = {
  name: 'service-map',
  follows: true,
  key: keyOf,
  subject: ({ window }) => window,
  load: ({ at, window }, signal) =>
    dataOf(
      api.GET('/api/v1/map', { params: { query: { at: formatInstant(at), window } }, signal }),
    ),
};
