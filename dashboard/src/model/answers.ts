import type { components } from 'traversion-api';

type Schemas = components['schemas'];

export type Event = Schemas['Event'];
export type CallEvent = Schemas['CallEvent'];
export type LogEvent = Schemas['LogEvent'];
export type EntityChangeEvent = Schemas['EntityChangeEvent'];
export type EntityState = Schemas['EntityState'];
export type EntityAnswer = Schemas['EntityAnswer'];
export type EntityBlame = Schemas['EntityBlame'];
export type EntityPage = Schemas['EntityPage'];
export type EntityHistory = Schemas['EntityHistory'];
export type EventPage = Schemas['EventPage'];
export type ServiceState = Schemas['ServiceState'];
export type ServiceSummary = Schemas['ServiceSummary'];
export type StateDiff = Schemas['StateDiff'];
export type Trace = Schemas['Trace'];
export type Exchange = Schemas['Exchange'];
export type Completeness = Schemas['Completeness'];
export type ConfigState = Schemas['ConfigState'];
export type DeploymentState = Schemas['DeploymentState'];
export type Vitals = Schemas['Vitals'];
export type Origins = Schemas['Origins'];
