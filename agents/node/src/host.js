// A fetch-style handler behind node:http, with a SERVER span around each request.

import { createServer } from 'node:http';
import { once } from 'node:events';
import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { now } from './clock.js';
import { Capture, recordContent } from './content.js';
import { recordHeaders } from './headers.js';
import { routeMatcher } from './routes.js';

const FIRST_FRAME = /\(?((?:file:\/\/)?\/[^()\s]+?):(\d+):(\d+)\)?$/m;

/** A request body larger than the host takes. */
class TooLarge extends Error {}

/**
 * @param {object} options
 * @param {{fetch: (request: Request, env: object, ctx: object) => Response | Promise<Response>, routes?: string[]}} options.handler
 * @param {object} options.env
 * @param {import('@opentelemetry/api').Tracer} options.tracer
 * @param {number} options.maxBodyBytes the most bytes of a body that a span keeps
 * @param {number} options.maxRequestBytes the largest request body taken
 * @param {readonly string[]} options.headers
 */
export function hostHandler({ handler, env, tracer, maxBodyBytes, maxRequestBytes, headers: kept }) {
  const routeOf = routeMatcher(handler.routes ?? []);
  const background = new Set();

  async function serve(incoming, outgoing) {
    const url = new URL(incoming.url, `http://${incoming.headers.host ?? 'localhost'}`);
    const route = routeOf(incoming.method, url.pathname);
    const parent = propagation.extract(ROOT_CONTEXT, incoming.headers);
    const span = tracer.startSpan(
      route ? `${incoming.method} ${route}` : incoming.method,
      {
        kind: SpanKind.SERVER,
        startTime: now(),
        attributes: {
          'http.request.method': incoming.method,
          'url.scheme': 'http',
          'url.path': url.pathname,
          'server.address': url.hostname,
          'server.port': incoming.socket.localPort,
          'client.address': incoming.socket.remoteAddress,
          'network.protocol.version': incoming.httpVersion,
        },
      },
      parent,
    );
    if (route) {
      span.setAttribute('http.route', route);
    }
    if (url.search) {
      span.setAttribute('url.query', url.search.slice(1));
    }
    if (incoming.headers['user-agent']) {
      span.setAttribute('user_agent.original', incoming.headers['user-agent']);
    }

    try {
      await context.with(trace.setSpan(parent, span), async () => {
        const response = await answer(incoming, url, span);
        recordHeaders(span, 'response', response.headers, kept);
        await send(response, outgoing, span);
      });
    } catch (problem) {
      // Only what happens while sending ends here; the client has got a broken answer already.
      fail(span, problem);
      outgoing.destroy();
    } finally {
      span.end(now());
    }
  }

  async function answer(incoming, url, span) {
    try {
      const request = await requestOf(incoming, url, span);
      const response = await handler.fetch(request, env, {
        waitUntil(promise) {
          const task = Promise.resolve(promise).catch((problem) => console.error(problem));
          background.add(task);
          task.finally(() => background.delete(task));
        },
      });
      if (!(response instanceof Response)) {
        throw new TypeError(`the handler answered ${response === null ? 'null' : typeof response}, not a Response`);
      }
      return response;
    } catch (problem) {
      if (problem instanceof TooLarge) {
        return problemResponse(413, 'Request body too large', problem.message);
      }
      fail(span, problem);
      return problemResponse(500, 'Internal error', 'the request could not be served');
    }
  }

  async function requestOf(incoming, url, span) {
    const headers = new Headers();
    for (const [name, value] of Object.entries(incoming.headersDistinct)) {
      value.forEach((one) => headers.append(name, one));
    }
    recordHeaders(span, 'request', headers, kept);
    const capture = new Capture(maxBodyBytes);
    const chunks = [];
    let size = 0;
    for await (const chunk of incoming) {
      size += chunk.length;
      if (size > maxRequestBytes) {
        throw new TooLarge(`at most ${maxRequestBytes} bytes`);
      }
      capture.add(chunk);
      chunks.push(chunk);
    }
    recordContent(span, 'request', capture.content(headers.get('content-type')));
    const hasBody = size > 0 && incoming.method !== 'GET' && incoming.method !== 'HEAD';
    return new Request(url, {
      method: incoming.method,
      headers,
      body: hasBody ? Buffer.concat(chunks) : undefined,
    });
  }

  async function send(response, outgoing, span) {
    span.setAttribute('http.response.status_code', response.status);
    if (response.status >= 500) {
      span.setAttribute('error.type', span.attributes?.['error.type'] ?? String(response.status));
      span.setStatus({ code: SpanStatusCode.ERROR, message: span.status?.message });
    }
    const headers = {};
    response.headers.forEach((value, name) => {
      headers[name] = name === 'set-cookie' ? response.headers.getSetCookie() : value;
    });
    // So that a caller without tracing can name its request (W3C Trace Context, level 2 draft).
    const { traceId, spanId } = span.spanContext();
    headers.traceresponse ??= `00-${traceId}-${spanId}-01`;
    outgoing.writeHead(response.status, headers);
    const capture = new Capture(maxBodyBytes);
    if (response.body) {
      for await (const chunk of response.body) {
        const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
        capture.add(bytes);
        if (!outgoing.write(bytes)) {
          await Promise.race([once(outgoing, 'drain'), once(outgoing, 'close')]);
        }
        if (outgoing.destroyed) {
          break;
        }
      }
    }
    outgoing.end();
    recordContent(span, 'response', capture.content(response.headers.get('content-type')));
  }

  const server = createServer((incoming, outgoing) => {
    incoming.on('error', () => {});
    outgoing.on('error', () => {});
    // An answer sent before the body was read leaves the rest of it on the connection.
    outgoing.on('finish', () => incoming.complete || incoming.destroy());
    const done = serve(incoming, outgoing);
    background.add(done);
    done.finally(() => background.delete(done));
  });
  server.keepAliveTimeout = 30_000;

  return {
    server,
    /** Takes no new requests and waits for those that run. */
    async drain() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      while (background.size > 0) {
        await Promise.allSettled([...background]);
      }
      server.closeAllConnections();
      await closed;
    },
  };
}

function fail(span, problem) {
  const error = problem instanceof Error ? problem : new Error(String(problem));
  span.recordException(error, now());
  span.setAttribute('error.type', error.name);
  span.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
  const frame = FIRST_FRAME.exec(error.stack ?? '');
  if (frame) {
    span.setAttribute('code.file.path', frame[1].replace(/^file:\/\//, ''));
    span.setAttribute('code.line.number', Number(frame[2]));
  }
}

function problemResponse(status, title, detail) {
  return new Response(JSON.stringify({ type: 'about:blank', title, status, detail }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  });
}
