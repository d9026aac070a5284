// console.* of the handlers as log records, in the span that was active when they spoke.

import { format } from 'node:util';
import { context } from '@opentelemetry/api';
import { SeverityNumber } from '@opentelemetry/api-logs';
import { now } from './clock.js';

const LEVELS = {
  debug: [SeverityNumber.DEBUG, 'DEBUG'],
  log: [SeverityNumber.INFO, 'INFO'],
  info: [SeverityNumber.INFO, 'INFO'],
  warn: [SeverityNumber.WARN, 'WARN'],
  error: [SeverityNumber.ERROR, 'ERROR'],
};

const MAX_MESSAGE = 16_384;

/**
 * Records what is written to the console. It is printed as before too.
 *
 * @param {import('@opentelemetry/api-logs').Logger} logger
 * @returns {() => void} puts the console back
 */
export function recordConsole(logger) {
  const originals = Object.fromEntries(Object.keys(LEVELS).map((level) => [level, console[level]]));
  for (const [level, [severityNumber, severityText]] of Object.entries(LEVELS)) {
    console[level] = (...parts) => {
      const message = format(...parts);
      const error = parts.find((part) => part instanceof Error);
      const timestamp = now();
      logger.emit({
        severityNumber,
        severityText,
        timestamp,
        observedTimestamp: timestamp,
        body: message.length > MAX_MESSAGE ? message.slice(0, MAX_MESSAGE) : message,
        attributes: error
          ? {
              'exception.type': error.name,
              'exception.message': error.message,
              'exception.stacktrace': error.stack ?? '',
            }
          : {},
        context: context.active(),
      });
      originals[level].apply(console, parts);
    };
  }
  return () => Object.assign(console, originals);
}
