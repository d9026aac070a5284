import { systemState } from '../../api/state';
import type { Scene } from '../../model/scene';
import { Panel } from '../../page/Panel';
import { useScene, useStore } from '../../store';
import { useAnswer } from '../../wiring/useAnswer';
import './map.css';

const question = ({ at }: Scene) => ({ at });

/** The services at the instant, and how they fare. */
export function MapPanel() {
  const store = useStore();
  const chosen = useScene((scene) => scene.service);
  const { answer, refresh } = useAnswer(systemState, question);
  return (
    <Panel area="map" title="Services" answer={answer} refresh={refresh}>
      {(state) => (
        <ul className="map-services">
          {state.items.map(({ service, running, vitals }) => (
            <li key={service}>
              <button
                type="button"
                aria-pressed={service === chosen}
                onClick={() => store.dispatch({ type: 'choose-service', service })}
              >
                <strong>{service}</strong> <span className="mono dim">{running?.version}</span>{' '}
                <span className="mono">{vitals.callsPerSecond.toFixed(1)}/s</span>{' '}
                {vitals.errors > 0 && (
                  <span className="mono error">{(vitals.errorRatio * 100).toFixed(1)}% errors</span>
                )}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
