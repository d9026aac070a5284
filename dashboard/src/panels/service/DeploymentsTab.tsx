import type { ServiceState } from '../../model/answers';
import { minus, nanos, parseInstant } from '../../model/time';
import { Time } from '../../parts/Time';
import { useStore } from '../../store';

/** The versions deployed so far, the newest first. */
export function DeploymentsTab({ state }: { state: ServiceState }) {
  const store = useStore();
  const { deployments, deploymentsTotal } = state;
  if (deployments.length === 0) {
    return <p className="panel-note">No deployment was known by this instant.</p>;
  }
  return (
    <div className="service-scroll" tabIndex={0} role="region" aria-label="Deployments">
      <table className="service-table">
        <thead>
          <tr>
            <th scope="col">version</th>
            <th scope="col">commit</th>
            <th scope="col">deployed</th>
            <th scope="col">
              <span className="visually-hidden">go there</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {deployments.map((deployment, index) => (
            <tr key={deployment.eventId}>
              <th scope="row">
                <span className="service-flag" aria-hidden>
                  ⚑
                </span>{' '}
                <span className="mono">{deployment.version}</span>{' '}
                {index === 0 && <span className="tag">running</span>}
              </th>
              <td className="mono dim">{deployment.commit?.slice(0, 10) ?? 'not known'}</td>
              <td>
                <Time text={deployment.deployedAt} />
              </td>
              <td className="service-end">
                <button
                  type="button"
                  className="small-button"
                  onClick={() => {
                    const at = parseInstant(deployment.deployedAt);
                    if (at !== undefined) store.dispatch({ type: 'jump', at });
                  }}
                >
                  Go there
                </button>{' '}
                <button
                  type="button"
                  className="small-button"
                  title="Compare now with the moment before this deployment"
                  onClick={() => {
                    const at = parseInstant(deployment.deployedAt);
                    if (at !== undefined)
                      store.dispatch({ type: 'compare-with', at: minus(at, nanos(1n)) });
                  }}
                >
                  Diff since
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {deploymentsTotal > deployments.length && (
        <p className="panel-note">
          the newest {deployments.length} of {deploymentsTotal}
        </p>
      )}
    </div>
  );
}
