import './design/inter.css';
import './design/tokens.css';
import './design/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { CityPage } from './shell/city-page.tsx';
import { useCityState } from './state/city-state.ts';
import { remembered } from './state/remembered.ts';
import { decodeShare } from './state/share-link.ts';
import { takeUpWork } from './state/take-up-work.ts';
import { startWords } from './words/i18n.ts';

// A link says more than a habit.
useCityState.getState().set({ ...remembered(), ...decodeShare(window.location.hash) });
takeUpWork();
startWords(useCityState.getState().language);

const root = document.querySelector('#root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <CityPage />
  </StrictMode>,
);
