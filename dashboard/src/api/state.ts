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

interface EntitiesAt extends ServiceAt {
  /** Absent: all types. */
  readonly entityType: string | undefined;
  /** Only those whose type/key holds this text; empty: all. */
  readonly search: string;
  readonly limit: number;
}

/**
 * The first living entities of a service, in key order. What is searched narrows a list that is the
 * same otherwise: so while more is typed, what is at hand of it may stay in view.
 */
export const entities: Source<EntitiesAt, Schemas['EntityPage']> = {
  name: 'entities',
  follows: true,
  key: keyOf,
  subject: ({ service, entityType }) => keyOf([service, entityType]),
  load: ({ service, at, entityType, search, limit }, signal) =>
    dataOf(
      api.GET('/api/v1/services/{service}/entities', {
        params: {
          path: { service },
          query: {
            at: formatInstant(at),
            limit,
            ...(entityType === undefined ? {} : { type: entityType }),
            ...(search === '' ? {} : { search }),
          },
        },
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

/** Who last set each field of an entity, as of an instant. */
export const entityBlame: Source<EntityAt, Schemas['EntityBlame']> = {
  name: 'entity-blame',
  follows: true,
  key: keyOf,
  subject: ({ service, type, key }) => keyOf([service, type, key]),
  load: ({ service, type, key, at }, signal) =>
    dataOf(
      api.GET('/api/v1/services/{service}/entities/{type}/{key}/blame', {
        params: { path: { service, type, key }, query: { at: formatInstant(at) } },
        signal,
      }),
    ),
};

interface EntityWrites {
  readonly service: string;
  readonly type: string;
  readonly key: string;
  /** Excluded, as in every window. */
  readonly to: EpochNanos;
  readonly limit: number;
}

/** The newest writes of an entity before an instant. */
export const entityHistory: Source<EntityWrites, Schemas['EntityHistory']> = {
  name: 'entity-history',
  follows: true,
  key: keyOf,
  subject: ({ service, type, key }) => keyOf([service, type, key]),
  load: ({ service, type, key, to, limit }, signal) =>
    dataOf(
      api.GET('/api/v1/services/{service}/entities/{type}/{key}/history', {
        params: { path: { service, type, key }, query: { to: formatInstant(to), limit } },
        signal,
      }),
    ),
};

interface Instants {
  readonly service: string;
  readonly from: EpochNanos;
  readonly to: EpochNanos;
}

/** What changed in a service between two instants. */
export const serviceDiff: Source<Instants, Schemas['StateDiff']> = {
  name: 'service-diff',
  follows: true,
  key: keyOf,
  subject: ({ service }) => service,
  load: ({ service, from, to }, signal) =>
    dataOf(
      api.GET('/api/v1/services/{service}/diff', {
        params: {
          path: { service },
          query: { from: formatInstant(from), to: formatInstant(to), limit: 500 },
        },
        signal,
      }),
    ),
};
