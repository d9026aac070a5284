import type { ConfigState, ServiceState } from '../../model/answers';
import { jsonTextOf } from '../../model/content';
import { Time } from '../../parts/Time';

/** The settings at the instant, by key. */
export function ConfigTab({ state }: { state: ServiceState }) {
  const { config, configTotal } = state;
  if (config.length === 0) {
    return <p className="panel-note">No setting was known at this instant.</p>;
  }
  return (
    <div className="service-scroll" tabIndex={0} role="region" aria-label="Settings">
      <table className="service-table">
        <thead>
          <tr>
            <th scope="col">setting</th>
            <th scope="col">value</th>
            <th scope="col">since</th>
          </tr>
        </thead>
        <tbody>
          {config.map((setting) => (
            <tr key={setting.eventId} className="service-fresh">
              <th scope="row" className="mono">
                {setting.key}
              </th>
              <td className="mono service-value">{valueOf(setting)}</td>
              <td className="dim">
                <Time text={setting.changedAt} digits={0} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {configTotal > config.length && (
        <p className="panel-note">
          the first {config.length} of {configTotal}
        </p>
      )}
    </div>
  );
}

function valueOf({ value, removed }: ConfigState): string {
  if (removed) return 'removed';
  if (value === undefined) return 'value not recorded';
  if ('text' in value) return value.truncated ? `${value.text} … cut` : value.text;
  if ('json' in value) return jsonTextOf(value);
  return `${'base64' in value ? 'binary' : 'not loaded'}, ${value.originalLength} bytes`;
}
