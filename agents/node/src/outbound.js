// fetch, with a CLIENT span around each call and its content on it.

import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { now } from './clock.js';
import { Capture, recordContent } from './content.js';
import { recordHeaders } from './headers.js';

const STREAMING = /^(text\/event-stream|application\/x-ndjson|application\/grpc|multipart\/)/i;

/**
 * @param {object} options
 * @param {typeof fetch} options.fetch the real one
 * @param {import('@opentelemetry/api').Tracer} options.tracer
 * @param {number} options.maxBodyBytes
 * @param {readonly string[]} options.headers
 * @returns {typeof fetch}
 */
export function recordingFetch({ fetch, tracer, maxBodyBytes, headers: kept }) {
  return async function tracedFetch(input, init) {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const span = tracer.startSpan(`${request.method} ${url.host}`, {
      kind: SpanKind.CLIENT,
      startTime: now(),
      attributes: {
        'http.request.method': request.method,
        'url.full': withoutCredentials(url),
        'url.scheme': url.protocol.slice(0, -1),
        'url.path': url.pathname,
        'server.address': url.hostname,
        'server.port': Number(url.port) || (url.protocol === 'https:' ? 443 : 80),
      },
    });
    if (url.search) {
      span.setAttribute('url.query', url.search.slice(1));
    }
    const active = trace.setSpan(context.active(), span);
    propagation.inject(active, request.headers, {
      set: (carrier, name, value) => carrier.set(name, value),
    });
    recordHeaders(span, 'request', request.headers, kept);

    try {
      let outgoing = request;
      if (request.body) {
        const bytes = new Uint8Array(await request.arrayBuffer());
        const capture = new Capture(maxBodyBytes);
        capture.add(bytes);
        recordContent(span, 'request', capture.content(request.headers.get('content-type')));
        outgoing = new Request(request.url, {
          method: request.method,
          headers: request.headers,
          body: bytes,
          redirect: request.redirect,
          signal: request.signal,
        });
      }
      const response = await context.with(active, () => fetch(outgoing));
      span.setAttribute('http.response.status_code', response.status);
      recordHeaders(span, 'response', response.headers, kept);
      if (response.status >= 400) {
        span.setAttribute('error.type', String(response.status));
        span.setStatus({ code: SpanStatusCode.ERROR });
      }
      return await contentOf(response, span, maxBodyBytes);
    } catch (problem) {
      // undici says "fetch failed"; the reason is in its cause.
      const reason = problem?.cause?.code ?? problem?.name ?? 'Error';
      span.setAttribute('error.type', String(reason));
      span.recordException(problem?.cause ?? problem, now());
      span.setStatus({ code: SpanStatusCode.ERROR, message: String(problem?.cause?.message ?? problem?.message ?? problem) });
      throw problem;
    } finally {
      span.end(now());
    }
  };
}

/**
 * Reads up to the limit before the caller does, and gives the caller a response that reads the same.
 * Streams that may never end are not waited for.
 */
async function contentOf(response, span, limit) {
  const type = response.headers.get('content-type') ?? '';
  if (!response.body || STREAMING.test(type)) {
    return response;
  }
  const reader = response.body.getReader();
  const capture = new Capture(limit);
  const chunks = [];
  let size = 0;
  let ended = false;
  while (size <= limit) {
    const { done, value } = await reader.read();
    if (done) {
      ended = true;
      break;
    }
    chunks.push(value);
    capture.add(value);
    size += value.byteLength;
  }
  const content = capture.content(type);
  // Longer than we wait for: the whole length is what the server said, else at least this much.
  const stated = Number(response.headers.get('content-length')) || 0;
  recordContent(span, 'response', ended ? content : { ...content, size: Math.max(stated, size), truncated: true });

  const rest = new ReadableStream({
    async pull(controller) {
      if (chunks.length > 0) {
        controller.enqueue(chunks.shift());
        return;
      }
      const { done, value } = ended ? { done: true } : await reader.read();
      if (done) {
        controller.close();
      } else {
        controller.enqueue(value);
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
  const replayed = new Response(NO_BODY.has(response.status) ? null : rest, {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers,
  });
  Object.defineProperty(replayed, 'url', { value: response.url });
  Object.defineProperty(replayed, 'redirected', { value: response.redirected });
  return replayed;
}

const NO_BODY = new Set([101, 103, 204, 205, 304]);

function withoutCredentials(url) {
  if (!url.username && !url.password) {
    return url.href;
  }
  const clean = new URL(url);
  clean.username = '';
  clean.password = '';
  return clean.href;
}
