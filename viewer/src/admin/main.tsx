import '../design/inter.css';
import '../design/tokens.css';
import '../design/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { useCityState } from '../state/city-state.ts';
import { remembered } from '../state/remembered.ts';
import { startWords } from '../words/i18n.ts';
import { AdminPage } from './admin-page.tsx';

// A page of forms and tables is read on paper's colours, unless somebody has chosen.
useCityState.getState().set({ theme: 'light', ...remembered() });
startWords(useCityState.getState().language);

const root = document.querySelector('#root');
if (!root) throw new Error('admin.html has no #root');
createRoot(root).render(
  <StrictMode>
    <AdminPage />
  </StrictMode>,
);
