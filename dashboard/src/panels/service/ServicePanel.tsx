import { useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { serviceState } from '../../api/state';
import { HEALTH_WORDS, healthOf } from '../../model/health';
import { TABS } from '../../model/scene';
import type { Scene, Tab } from '../../model/scene';
import type { ServiceState } from '../../model/answers';
import { Panel } from '../../page/Panel';
import { useScene, useStore } from '../../store';
import { useAnswer } from '../../wiring/useAnswer';
import { ServicesPanel } from '../services/ServicesPanel';
import { ConfigTab } from './ConfigTab';
import { DeploymentsTab } from './DeploymentsTab';
import { DiffTab } from './DiffTab';
import { EntitiesTab } from './EntitiesTab';
import { InFlightTab } from './InFlightTab';
import { VitalsTab } from './VitalsTab';
import './service.css';

const question = ({ service, at }: Scene) => (service === undefined ? undefined : { service, at });

/** What the chosen service was at the instant; all services while none is chosen. */
export function ServicePanel() {
  const service = useScene((scene) => scene.service);
  return service === undefined ? <ServicesPanel /> : <ChosenService service={service} />;
}

function ChosenService({ service }: { service: string }) {
  const store = useStore();
  const { answer, refresh } = useAnswer(serviceState, question);
  const running = 'value' in answer ? answer.value.running : undefined;
  return (
    <Panel
      area="service"
      title={service}
      tools={
        <>
          {running !== undefined && (
            // The key makes a changed version a new element, whose arrival is marked.
            <span key={running.eventId} className="mono service-version">
              {running.version}
            </span>
          )}
          <button
            type="button"
            className="small-button"
            onClick={() => store.dispatch({ type: 'choose-service', service: undefined })}
          >
            All services
          </button>
        </>
      }
      answer={answer}
      refresh={refresh}
    >
      {stateOf}
    </Panel>
  );
}

const stateOf = (state: ServiceState) => <Tabs state={state} />;

function Tabs({ state }: { state: ServiceState }) {
  const tab = useScene((scene) => scene.tab);
  return (
    <div className="service-tabs">
      <TabBar state={state} tab={tab} />
      <div
        className="service-tab"
        role="tabpanel"
        id="service-tabpanel"
        aria-labelledby={`service-tab-${tab}`}
      >
        <TabContent key={state.service} state={state} tab={tab} />
      </div>
    </div>
  );
}

function TabContent({ state, tab }: { state: ServiceState; tab: Tab }) {
  switch (tab) {
    case 'entities':
      return <EntitiesTab state={state} />;
    case 'in-flight':
      return <InFlightTab state={state} />;
    case 'config':
      return <ConfigTab state={state} />;
    case 'deployments':
      return <DeploymentsTab state={state} />;
    case 'vitals':
      return <VitalsTab state={state} />;
    case 'diff':
      return <DiffTab service={state.service} />;
    default:
      return tab satisfies never;
  }
}

function tabText(tab: Tab, state: ServiceState): string {
  switch (tab) {
    case 'entities': {
      const living = state.entityCounts.reduce((sum, { count }) => sum + count, 0);
      return `Entities ${living.toLocaleString('en')}`;
    }
    case 'in-flight':
      return `In flight ${state.inFlightTotal}`;
    case 'config':
      return `Config ${state.configTotal}`;
    case 'deployments':
      return `Deployments ${state.deploymentsTotal}`;
    case 'vitals':
      return `Vitals: ${HEALTH_WORDS[healthOf(state.vitals).kind]}`;
    case 'diff':
      return 'Diff';
    default:
      return tab satisfies never;
  }
}

/** One stop for the Tab key; the arrow keys choose among the tabs. */
function TabBar({ state, tab }: { state: ServiceState; tab: Tab }) {
  const store = useStore();
  const bar = useRef<HTMLDivElement>(null);
  const choose = (chosen: Tab) => {
    store.dispatch({ type: 'choose-tab', tab: chosen });
    bar.current?.querySelector<HTMLElement>(`#service-tab-${chosen}`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    choose(next);
  };
  return (
    <div
      ref={bar}
      className="service-tabbar"
      role="tablist"
      aria-label="Parts of the service"
      onKeyDown={onKeyDown}
    >
      {TABS.map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          id={`service-tab-${each}`}
          aria-selected={each === tab}
          aria-controls="service-tabpanel"
          tabIndex={each === tab ? 0 : -1}
          onClick={() => choose(each)}
        >
          {tabText(each, state)}
        </button>
      ))}
    </div>
  );
}
