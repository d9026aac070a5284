import { createRoot } from 'react-dom/client';
import { sceneFromQuery } from './model/url';
import { Page } from './page/Page';
import { JUMP_INPUT } from './panels/header/JumpBox';
import { StoreContext, storeOf } from './store';
import './theme.css';
import { keepAddress, now } from './wiring/address';
import { commander } from './wiring/commands';
import { followHistory } from './wiring/history';
import { followKeys } from './wiring/keyboard';
import { followLive } from './wiring/live';
import { openAtEnd } from './wiring/opening';
import { followPlayback } from './wiring/playback';
import { followTheme } from './wiring/theme';
import { CommandsContext } from './wiring/useCommands';

followTheme();
const store = storeOf(sceneFromQuery(location.search, now()));
const run = commander(store, () => document.getElementById(JUMP_INPUT)?.focus());

const page = document.getElementById('page');
if (page === null) throw new Error('index.html has no #page');
createRoot(page).render(
  <StoreContext value={store}>
    <CommandsContext value={run}>
      <Page />
    </CommandsContext>
  </StoreContext>,
);

openAtEnd(store, location.search);
keepAddress(store);
followHistory(store);
followLive(store);
followPlayback(store);
followKeys(run);
