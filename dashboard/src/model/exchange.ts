import type { CallEvent, Exchange } from './answers';
import type { Content } from './content';

/** A request or a response as it can be shown. */
export interface MessageView {
  /** `POST /cart/7?x=1`, or `201 Created`; undefined where nothing was recorded of it. */
  readonly line: string | undefined;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly contentType: string | undefined;
  /** Absent where none was recorded. */
  readonly body: Content | undefined;
}

export interface ExchangeView {
  readonly side: Exchange['side'];
  readonly request: MessageView;
  readonly response: MessageView;
  readonly status: number | undefined;
  readonly route: string | undefined;
}

export function exchangeView(call: CallEvent): ExchangeView | undefined {
  const { exchange } = call;
  if (exchange === undefined) return undefined;
  const { request, response } = exchange;
  return {
    side: exchange.side,
    route: request.route,
    status: response.status,
    request: message(requestLine(request), request.headers, request.body),
    response: message(statusLine(response.status), response.headers, response.body),
  };
}

function message(
  line: string | undefined,
  headers: NonNullable<Exchange['request']['headers']> | undefined,
  body: Exchange['request']['body'],
): MessageView {
  const rows = Object.entries(headers ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, values]) => values.map((value) => ({ name, value })));
  return {
    line,
    headers: rows,
    contentType: headers?.['content-type']?.[0],
    body,
  };
}

function requestLine(request: Exchange['request']): string | undefined {
  const target = request.url ?? request.path;
  if (request.method === undefined && target === undefined) return undefined;
  const query =
    request.query === undefined || target?.includes('?') === true ? '' : `?${request.query}`;
  return [request.method, `${target ?? ''}${query}`].filter(Boolean).join(' ');
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

function statusLine(status: number | undefined): string | undefined {
  return status === undefined
    ? undefined
    : [String(status), REASONS[status]].filter(Boolean).join(' ');
}
