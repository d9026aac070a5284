import { firstPages, spanAround } from '../model/eventSpan';
import type { EventSpan, PageRef } from '../model/eventSpan';
import type { EventKind } from '../model/scene';
import { epochNanos, formatInstant, parseInstant } from '../model/time';
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

/** Events as a list shows them: what they contain is left out but for its beginning. */
export const events: Source<EventsOfWindow, Schemas['EventPage']> = {
  name: 'events',
  follows: true,
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
            content: false,
            ...(kinds.length === 0 ? {} : { kind: [...kinds] }),
            ...(errorsOnly ? { error: true } : {}),
            ...(service === undefined ? {} : { service: [service] }),
          },
        },
        signal,
      }),
    ),
};

/** What the list of events is about, apart from when. */
export interface EventChoice {
  readonly kinds: readonly EventKind[];
  readonly errorsOnly: boolean;
  readonly service: string | undefined;
}

export const eventPage = (
  choice: EventChoice,
  page: PageRef,
  signal: AbortSignal,
): Promise<Schemas['EventPage']> => {
  const { kinds, errorsOnly, service } = choice;
  const { from, to, order, cursor } = page;
  return dataOf(
    api.GET('/api/v1/events', {
      params: {
        query: {
          from,
          to,
          order,
          content: false,
          limit: cursor === undefined ? NEAR : FAR,
          ...(cursor === undefined ? {} : { cursor }),
          ...(kinds.length === 0 ? {} : { kind: [...kinds] }),
          ...(errorsOnly ? { error: true } : {}),
          ...(service === undefined ? {} : { service: [service] }),
        },
      },
      signal,
    }),
  );
};

/** Events of the first pages on both sides, and of those that scrolling gets. */
const NEAR = 60;
const FAR = 200;

export interface AroundInstant extends EventChoice {
  readonly at: EpochNanos;
  readonly first: EpochNanos;
  readonly last: EpochNanos;
}

/** The events on both sides of an instant. */
export const eventsAround: Source<AroundInstant, EventSpan> = {
  name: 'events-around',
  follows: true,
  key: keyOf,
  subject: ({ kinds, errorsOnly, service }) => keyOf([kinds, errorsOnly, service]),
  load: async (question, signal) => {
    const { before, after } = firstPages(question.at, question);
    const [older, newer] = await Promise.all([
      eventPage(question, before, signal),
      eventPage(question, after, signal),
    ]);
    return spanAround(older, before, newer, after);
  },
};

export interface EventName {
  readonly id: string;
  readonly kind: EventKind;
  readonly service: string;
  /** RFC 3339, as the API writes it. */
  readonly occurredAt: string;
}

/** One event with all that it contains; `undefined` where it is no longer there. */
export const wholeEvent: Source<EventName, Schemas['Event'] | undefined> = {
  name: 'event',
  key: keyOf,
  subject: ({ id, service }) => keyOf([id, service]),
  load: async ({ id, kind, service, occurredAt }, signal) => {
    const from = parseInstant(occurredAt);
    if (from === undefined) return undefined;
    const page = await dataOf(
      api.GET('/api/v1/events', {
        params: {
          query: {
            from: occurredAt,
            to: formatInstant(epochNanos(from + 1n)),
            kind: [kind],
            service: [service],
            limit: 1000,
          },
        },
        signal,
      }),
    );
    return page.items.find((event) => event.id === id);
  },
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
