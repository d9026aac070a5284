import { createRoot } from 'react-dom/client';
import { sceneFromQuery } from './model/url';
import { Page } from './page/Page';
import { StoreContext, storeOf } from './store';
import './theme.css';
import { keepAddress, now } from './wiring/address';

const store = storeOf(sceneFromQuery(location.search, now()));
keepAddress(store);

const page = document.getElementById('page');
if (page === null) throw new Error('index.html has no #page');
createRoot(page).render(
  <StoreContext value={store}>
    <Page />
  </StoreContext>,
);
