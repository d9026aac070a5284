import type { StepQuestion } from '../model/stepping';
import { formatInstant } from '../model/time';
import { api, dataOf } from './client';
import type { Schemas } from './client';

/** Where a step leads; the node corrects clocks, so that none is skipped within their offsets. */
export const navigate = (
  { from, direction, what, kinds, service, level }: StepQuestion,
  signal: AbortSignal,
): Promise<Schemas['Step']> =>
  dataOf(
    api.GET('/api/v1/navigate', {
      params: {
        query: {
          from: formatInstant(from),
          direction,
          what,
          content: false,
          ...(kinds.length === 0 ? {} : { kind: [...kinds] }),
          ...(service === undefined ? {} : { service: [service] }),
          ...(level === undefined ? {} : { level }),
        },
      },
      signal,
    }),
  );
