import { memo, useCallback, useMemo, useState } from 'react';
import { moreEntities } from '../../api/pages';
import { entities } from '../../api/state';
import type { EntityPage, EntityState, ServiceState } from '../../model/answers';
import {
  entityId,
  entityList,
  entityMarks,
  entityPreview,
  matching,
  NO_MARKS,
  searchOf,
  withPage,
} from '../../model/entityList';
import type { EntityMark } from '../../model/entityList';
import { countOf, countText } from '../../model/format';
import { Failure } from '../../page/Panel';
import { Time } from '../../parts/Time';
import { VirtualList } from '../../parts/VirtualList';
import { useScene, useStore } from '../../store';
import { useAnswer } from '../../wiring/useAnswer';
import { usePages } from '../../wiring/usePages';
import { useSettled } from '../../wiring/useSettled';

const FIRST_PAGE = 200;
const LARGEST_PAGE = 1000;

/** The living entities at the instant, of one type or all. */
export function EntitiesTab({ state }: { state: ServiceState }) {
  const { service } = state;
  const [entityType, setEntityType] = useState<string>();
  const [limit, setLimit] = useState(FIRST_PAGE);
  const store = useStore();
  const typed = useScene((scene) => scene.search);
  const search = useSettled(searchOf(typed));
  const { answer, refresh } = useAnswer(entities, ({ at }) => ({
    service,
    at,
    entityType,
    search,
    limit,
  }));
  const enlarge = useCallback(() => setLimit(LARGEST_PAGE), []);
  const total = state.entityCounts
    .filter(({ type }) => entityType === undefined || type === entityType)
    .reduce((sum, { count }) => sum + count, 0);
  return (
    <div className="service-list">
      <div className="service-tools">
        <input
          type="search"
          placeholder="Search type/key"
          aria-label="Search entities by a part of type/key"
          value={typed}
          onChange={(event) =>
            store.dispatch({ type: 'search-entities', search: event.target.value })
          }
        />
        {state.entityCounts.length > 1 && (
          <select
            aria-label="Entity type"
            value={entityType ?? ''}
            onChange={(event) => setEntityType(event.target.value || undefined)}
          >
            <option value="">all types</option>
            {state.entityCounts.map(({ type, count }) => (
              <option key={type} value={type}>
                {type} ({countText(count)})
              </option>
            ))}
          </select>
        )}
      </div>
      {answer.kind === 'failed' && <Failure problem={answer.problem} retry={refresh} />}
      {answer.kind === 'loading' && <p className="panel-note">Loading entities …</p>}
      {'value' in answer && (
        <Rows
          page={answer.value}
          key={answer.question.search}
          entityType={entityType}
          searched={answer.question.search}
          search={searchOf(typed)}
          total={total}
          onEnd={answer.question.search === '' && limit < LARGEST_PAGE ? enlarge : undefined}
        />
      )}
    </div>
  );
}

interface RowsProps {
  readonly page: EntityPage;
  readonly entityType: string | undefined;
  /** What the page was searched for. */
  readonly searched: string;
  /** What is searched for by now. */
  readonly search: string;
  readonly total: number;
  /** Asks for a larger first page, while there is one. */
  readonly onEnd: (() => void) | undefined;
}

const Rows = memo(function Rows(props: RowsProps) {
  const { page, entityType, searched, search, total, onEnd } = props;
  const store = useStore();
  const open = useScene((scene) => scene.entity);
  const [cursor, setCursor] = useState<number>();
  const { service, at } = page;
  const load = useCallback(
    (next: string, signal: AbortSignal) =>
      moreEntities({ service, at, type: entityType, search: searched, cursor: next }, signal),
    [service, at, entityType, searched],
  );
  const { pages, more, problem } = usePages(page, load);
  const list = useMemo(() => {
    const [first = page, ...others] = pages;
    return others.reduce(withPage, entityList(first));
  }, [pages, page]);
  const marks = useChanges(list);
  const shown = useMemo(() => matching(list.items, search), [list, search]);
  const onVisible = useCallback(
    (_: number, last: number) => {
      if (list.next === undefined || last < shown.length - 20 || problem !== undefined) return;
      if (onEnd !== undefined) onEnd();
      else more();
    },
    [list.next, shown.length, problem, onEnd, more],
  );
  if (total === 0 && list.items.length === 0) {
    return (
      <p className="panel-note">
        No entities at this instant. Entities appear when a service reports their changes.
      </p>
    );
  }
  return (
    <>
      <VirtualList
        label="Entities"
        role="listbox"
        count={shown.length}
        rowHeight={24}
        idOf={(index) => entityKey(shown[index], index)}
        rowOf={(index) => {
          const entity = shown[index];
          return entity && <EntityRow entity={entity} mark={marks.marks.get(entityId(entity))} />;
        }}
        stateOf={(index) => {
          const entity = shown[index];
          const selected = entity?.type === open?.type && entity?.key === open?.key;
          return { selected: entity !== undefined && selected };
        }}
        cursor={cursor}
        onCursor={setCursor}
        onChoose={(index) => {
          const entity = shown[index];
          if (entity === undefined) return;
          const { type, key } = entity;
          store.dispatch({ type: 'open-entity', entity: { type, key } });
        }}
        onVisible={onVisible}
      />
      <footer className="service-foot" aria-live="polite">
        {footText(shown.length, total, search, searched === search, list.next !== undefined)}
        {search === searched && shown.length === 0 && list.next !== undefined && (
          <button type="button" className="small-button" onClick={more}>
            Search on
          </button>
        )}
        {marks.gone > 0 && <span className="tag warning">{countText(marks.gone)} gone</span>}
        {problem !== undefined && (
          <button type="button" className="small-button" onClick={more}>
            The next page failed; try again
          </button>
        )}
      </footer>
    </>
  );
});

const entityKey = (entity: EntityState | undefined, index: number): string =>
  entity === undefined ? String(index) : entityId(entity);

function footText(
  shown: number,
  total: number,
  search: string,
  current: boolean,
  more: boolean,
): string {
  if (search === '') return current ? countOf(total, 'entity', 'entities') : 'loading …';
  const soFar = current ? (more ? ' so far' : '') : ', searching …';
  return `${countText(shown)} found among ${countText(total)}${soFar}`;
}

/** What changed since the list that was shown before. */
function useChanges(list: ReturnType<typeof entityList>) {
  const [held, setHeld] = useState({ list, marks: NO_MARKS });
  if (held.list === list) return held.marks;
  const marks = held.list.at === list.at ? held.marks : entityMarks(held.list, list);
  setHeld({ list, marks });
  return marks;
}

interface RowProps {
  readonly entity: EntityState;
  readonly mark: EntityMark | undefined;
}

const sameRow = (a: RowProps, b: RowProps): boolean =>
  a.entity.eventId === b.entity.eventId && a.mark === b.mark;

/** The same write is the same row, at whatever instant. */
const EntityRow = memo(function EntityRow({ entity, mark }: RowProps) {
  return (
    <span className="entity-row" data-mark={mark} key={entity.eventId}>
      <span className="entity-name mono">
        <span className="dim">{entity.type}/</span>
        {entity.key}
      </span>
      <span className="entity-preview mono">{entityPreview(entity)}</span>
      {mark !== undefined && (
        <span className="tag warning">{mark === 'changed' ? 'changed' : 'new'}</span>
      )}
      <span className="dim">
        <Time text={entity.changedAt} digits={0} />
      </span>
    </span>
  );
}, sameRow);
