import '../design/inter.css';
import '../design/tokens.css';
import '../design/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { useCityState } from '../state/city-state.ts';
import { remembered } from '../state/remembered.ts';
import { startWords } from '../words/i18n.ts';
import { InspectorPage } from './inspector-page.tsx';
import { useInspector } from './inspector-state.ts';
import { decodeViewpoint } from './viewpoint-link.ts';

const { language, theme, ...viewpoint } = decodeViewpoint(window.location.hash);
// A link says more than a habit.
useCityState
  .getState()
  .set({ ...remembered(), ...(language ? { language } : {}), ...(theme ? { theme } : {}) });
useInspector.getState().set(viewpoint);
startWords(useCityState.getState().language);

const root = document.querySelector('#root');
if (!root) throw new Error('bim.html has no #root');
createRoot(root).render(
  <StrictMode>
    <InspectorPage id={decodeURIComponent(window.location.pathname.split('/')[2] ?? '')} />
  </StrictMode>,
);
