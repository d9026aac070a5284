import { createContext, useContext } from 'react';
import type { Commander } from './commands';

export const CommandsContext = createContext<Commander>(() => undefined);

export const useCommands = (): Commander => useContext(CommandsContext);
