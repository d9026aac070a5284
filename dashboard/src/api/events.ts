import type { EventKind } from '../model/scene';
import { formatInstant } from '../model/time';
import type { EpochNanos } from '../model/time';
import { api, dataOf } from './client';
import type { Schemas } from './client';
import { keyOf } from './source';
import type { Source } from './source';

export interface EventsOfWindow {
  readonly from: EpochNanos;
  readonly to: EpochNanos;
  readonly order: 'asc' | 'desc';
  readonly limit: number;
  /** Empty: all. */
  readonly kinds: readonly EventKind[];
  readonly errorsOnly: boolean;
  readonly service: string | undefined;
}

export const events: Source<EventsOfWindow, Schemas['EventPage']> = {
  name: 'events',
  key: keyOf,
  subject: ({ order, kinds, errorsOnly, service }) => keyOf([order, kinds, errorsOnly, service]),
  load: ({ from, to, order, limit, kinds, errorsOnly, service }, signal) =>
    dataOf(
      api.GET('/api/v1/events', {
        params: {
          query: {
            from: formatInstant(from),
            to: formatInstant(to),
            order,
            limit,
            ...(kinds.length === 0 ? {} : { kind: [...kinds] }),
            ...(errorsOnly ? { error: true } : {}),
            ...(service === undefined ? {} : { service: [service] }),
          },
        },
        signal,
      }),
    ),
};

export const trace: Source<{ traceId: string }, Schemas['Trace']> = {
  name: 'trace',
  key: keyOf,
  subject: keyOf,
  load: ({ traceId }, signal) =>
    dataOf(
      api.GET('/api/v1/traces/{traceId}', {
        params: { path: { traceId }, query: { limit: 1000 } },
        signal,
      }),
    ),
};
