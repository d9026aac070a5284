import { entities } from '../../api/state';
import type { Scene } from '../../model/scene';
import { Panel } from '../../page/Panel';
import { useScene, useStore } from '../../store';
import { useAnswer } from '../../wiring/useAnswer';
import './service.css';

const question = ({ service, at }: Scene) => (service === undefined ? undefined : { service, at });

/** What the chosen service was at the instant. */
export function ServicePanel() {
  const store = useStore();
  const service = useScene((scene) => scene.service);
  const { answer, refresh } = useAnswer(entities, question);
  return (
    <Panel
      area="service"
      title={service ?? 'Service'}
      answer={answer}
      refresh={refresh}
      unasked="Choose a service to see its entities."
    >
      {(page) => (
        <ul className="service-entities">
          {page.items.map(({ type, key }) => (
            <li key={`${type}/${key}`}>
              <button
                type="button"
                onClick={() => store.dispatch({ type: 'open-entity', entity: { type, key } })}
              >
                {type}/{key}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
