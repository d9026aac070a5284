/** The only place that speaks HTTP. Its types are generated from the OpenAPI document. */
import createClient from 'openapi-fetch';
import type { components, paths } from 'traversion-api';
import { keepJsonTexts } from './jsonText';

export type Schemas = components['schemas'];

/** Why there is no answer. */
export type Problem =
  /** The node said no: `application/problem+json`. */
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly type: string;
      readonly title: string;
      readonly detail: string | undefined;
    }
  /** Something answered that is not the API: a proxy's error page, say. */
  | { readonly kind: 'strange'; readonly status: number }
  /** Nobody answered. */
  | { readonly kind: 'unreachable' };

export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.kind === 'refused' ? problem.title : problem.kind);
  }
}

export const api = createClient<paths>({ baseUrl: '/' });

api.use({
  async onResponse({ response }) {
    if (response.headers.get('content-type')?.startsWith('application/json') !== true) return;
    const { status, statusText } = response;
    return new Response(keepJsonTexts(await response.text()), { status, statusText });
  },
});

interface Reply<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/**
 * The data of a call's answer.
 *
 * @throws ApiError in every other case, except that an aborted call rejects with `AbortError`
 */
export async function dataOf<T>(call: Promise<Reply<T>>): Promise<T> {
  let reply: Reply<T>;
  try {
    reply = await call;
  } catch (failure) {
    if (isAbort(failure)) throw failure;
    // A body that is no JSON rejects as a SyntaxError, a connection that fails as a TypeError.
    throw new ApiError(
      failure instanceof SyntaxError ? { kind: 'strange', status: 200 } : { kind: 'unreachable' },
    );
  }
  if (reply.data !== undefined) return reply.data;
  throw new ApiError(problemOf(reply.error, reply.response.status));
}

export const isAbort = (failure: unknown): boolean =>
  failure instanceof DOMException && failure.name === 'AbortError';

function problemOf(body: unknown, status: number): Problem {
  if (typeof body === 'object' && body !== null && 'title' in body && 'type' in body) {
    const { title, type } = body;
    const detail = 'detail' in body && typeof body.detail === 'string' ? body.detail : undefined;
    return { kind: 'refused', status, type: String(type), title: String(title), detail };
  }
  // The development proxy and most gateways say 502 to 504 when the node is away.
  return status >= 502 && status <= 504 ? { kind: 'unreachable' } : { kind: 'strange', status };
}
