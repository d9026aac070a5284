import type { ServiceState } from '../../model/answers';
import { countText, durationText, percentText, rateText } from '../../model/format';
import { healthOf } from '../../model/health';

/** How the service fared in the window before the instant, over its inbound calls. */
export function VitalsTab({ state }: { state: ServiceState }) {
  const { vitals } = state;
  const health = healthOf(vitals);
  const slowest = Math.max(1, vitals.maxNanos);
  const latencies = [
    { name: 'p50', nanos: vitals.p50Nanos },
    { name: 'p95', nanos: vitals.p95Nanos },
    { name: 'p99', nanos: vitals.p99Nanos },
    { name: 'max', nanos: vitals.maxNanos },
  ];
  return (
    <div className="service-scroll vitals" tabIndex={0} role="region" aria-label="Vitals">
      <p className={`vitals-health vitals-${health.kind}`}>{health.words}</p>
      <dl className="vitals-figures">
        <div>
          <dt>calls</dt>
          <dd>{countText(vitals.calls)}</dd>
        </div>
        <div>
          <dt>rate</dt>
          <dd>{rateText(vitals.callsPerSecond)}</dd>
        </div>
        <div>
          <dt>failed</dt>
          <dd className={vitals.errors > 0 ? 'error' : ''}>
            {countText(vitals.errors)} <small>{percentText(vitals.errorRatio)}</small>
          </dd>
        </div>
        <div>
          <dt>in flight</dt>
          <dd>{countText(state.inFlightTotal)}</dd>
        </div>
      </dl>
      {vitals.calls > 0 && (
        <table className="vitals-latency">
          <caption>latency</caption>
          <tbody>
            {latencies.map(({ name, nanos }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="mono">{durationText(nanos)}</td>
                <td className="vitals-track" aria-hidden>
                  <svg viewBox="0 0 100 6" preserveAspectRatio="none">
                    <rect width={Math.max(0.5, (nanos / slowest) * 100)} height="6" />
                  </svg>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="dim">over the {durationText(vitals.windowNanos)} before this instant</p>
    </div>
  );
}
