import { formatInstant } from '../model/time';
import type { EpochNanos } from '../model/time';
import { api, dataOf } from './client';
import type { Schemas } from './client';
import { keyOf } from './source';
import type { Source } from './source';

/** All services at an instant. */
export const systemState: Source<{ at: EpochNanos }, Schemas['SystemState']> = {
  name: 'system-state',
  key: keyOf,
  subject: () => '',
  load: ({ at }, signal) =>
    dataOf(
      api.GET('/api/v1/state', {
        params: { query: { at: formatInstant(at), limit: 1000 } },
        signal,
      }),
    ),
};

interface ServiceAt {
  readonly service: string;
  readonly at: EpochNanos;
}

export const serviceState: Source<ServiceAt, Schemas['ServiceState']> = {
  name: 'service-state',
  key: keyOf,
  subject: ({ service }) => service,
  load: ({ service, at }, signal) =>
    dataOf(
      api.GET('/api/v1/services/{service}/state', {
        params: { path: { service }, query: { at: formatInstant(at) } },
        signal,
      }),
    ),
};

/** The first thousand living entities of a service, in key order. */
export const entities: Source<ServiceAt, Schemas['EntityPage']> = {
  name: 'entities',
  key: keyOf,
  subject: ({ service }) => service,
  load: ({ service, at }, signal) =>
    dataOf(
      api.GET('/api/v1/services/{service}/entities', {
        params: { path: { service }, query: { at: formatInstant(at), limit: 1000 } },
        signal,
      }),
    ),
};

interface EntityAt extends ServiceAt {
  readonly type: string;
  readonly key: string;
}

export const entity: Source<EntityAt, Schemas['EntityAnswer']> = {
  name: 'entity',
  key: keyOf,
  subject: ({ service, type, key }) => keyOf([service, type, key]),
  load: ({ service, type, key, at }, signal) =>
    dataOf(
      api.GET('/api/v1/services/{service}/entities/{type}/{key}', {
        params: { path: { service, type, key }, query: { at: formatInstant(at) } },
        signal,
      }),
    ),
};
