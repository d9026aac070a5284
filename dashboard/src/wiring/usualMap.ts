import type { ServiceMap } from '../model/mapScene';
import { observable } from '../observable';

/** What is usual for each service, once the map has asked for it: asked once, known to all panels. */
export const usualMap = observable<ServiceMap | undefined>(undefined);
