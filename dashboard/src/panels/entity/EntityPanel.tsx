import { entity as entityAt } from '../../api/state';
import type { EntityRef } from '../../model/scene';
import { Panel } from '../../page/Panel';
import { useStore } from '../../store';
import { useAnswer } from '../../wiring/useAnswer';
import './entity.css';

/** One entity at the instant. */
export function EntityPanel({ service, entity }: { service: string; entity: EntityRef }) {
  const store = useStore();
  const { type, key } = entity;
  const { answer, refresh } = useAnswer(entityAt, ({ at }) => ({ service, type, key, at }));
  return (
    <Panel
      area="entity"
      title={`${type}/${key}`}
      answer={answer}
      refresh={refresh}
      tools={
        <button
          type="button"
          onClick={() => store.dispatch({ type: 'open-entity', entity: undefined })}
        >
          Close
        </button>
      }
    >
      {(value) => <pre className="entity-document">{JSON.stringify(value.entity, null, 2)}</pre>}
    </Panel>
  );
}
