import { HEALTH_SIGNS } from '../../model/health';
import type { ServiceRow } from '../../model/serviceRows';

/** One service; said as a sentence to those who hear it, set as columns for those who see it. */
export function Row({ row }: { row: ServiceRow }) {
  return (
    <>
      <span className="visually-hidden">{row.words}</span>
      <span
        className={`services-line services-${row.health.kind}`}
        title={row.health.words}
        aria-hidden
      >
        <span className="services-sign">{HEALTH_SIGNS[row.health.kind]}</span>
        <span className="services-name">
          <span className="dim">{row.namespace}</span>
          {row.name}
        </span>
        {/* The key makes a changed version a new element, whose arrival is marked. */}
        <span key={row.version} className="mono services-version">
          {row.version ?? 'not known'}
        </span>
        <span className="services-number">{row.rate}</span>
        <span className="services-number services-errors">{row.errors ?? ''}</span>
        <span className="services-number">{row.p95 ?? ''}</span>
        <span className="services-number">{row.inFlight}</span>
        <span className="services-number dim">{row.deployed ?? ''}</span>
      </span>
    </>
  );
}

/** Each row says its figures by name, so the heads are for the eye. */
export function HeaderRow() {
  return (
    <div className="services-line services-heads" aria-hidden>
      <span />
      <span>service</span>
      <span>version</span>
      <span className="services-number">rate</span>
      <span className="services-number">failed</span>
      <span className="services-number">p95</span>
      <span className="services-number">in flight</span>
      <span className="services-number">deployed</span>
    </div>
  );
}
