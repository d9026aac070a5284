/** Further pages of lists: the first ones follow the instant, these are asked for once. */
import { api, dataOf } from './client';
import type { Schemas } from './client';

interface EntitiesAfter {
  readonly service: string;
  readonly at: string;
  readonly type: string | undefined;
  readonly search: string;
  readonly cursor: string;
}

export const moreEntities = (
  { service, at, type, search, cursor }: EntitiesAfter,
  signal: AbortSignal,
): Promise<Schemas['EntityPage']> =>
  dataOf(
    api.GET('/api/v1/services/{service}/entities', {
      params: {
        path: { service },
        query: {
          at,
          cursor,
          limit: 1000,
          ...(type === undefined ? {} : { type }),
          ...(search === '' ? {} : { search }),
        },
      },
      signal,
    }),
  );

interface DiffAfter {
  readonly service: string;
  readonly from: string;
  readonly to: string;
  readonly cursor: string;
}

export const moreDiff = (
  { service, from, to, cursor }: DiffAfter,
  signal: AbortSignal,
): Promise<Schemas['StateDiff']> =>
  dataOf(
    api.GET('/api/v1/services/{service}/diff', {
      params: { path: { service }, query: { from, to, cursor, limit: 500 } },
      signal,
    }),
  );

interface WritesAfter {
  readonly service: string;
  readonly type: string;
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly cursor: string;
}

export const moreWrites = (
  { service, type, key, from, to, cursor }: WritesAfter,
  signal: AbortSignal,
): Promise<Schemas['EntityHistory']> =>
  dataOf(
    api.GET('/api/v1/services/{service}/entities/{type}/{key}/history', {
      params: { path: { service, type, key }, query: { from, to, cursor, limit: 300 } },
      signal,
    }),
  );
