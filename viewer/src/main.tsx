import '@fontsource-variable/inter/wght.css';
import './design/tokens.css';
import './design/shell.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './shell/quick/app.tsx';
import { decodeShare } from './state/share-link.ts';
import { useCityState } from './state/city-state.ts';

useCityState.getState().set(decodeShare(window.location.hash));
const root = document.querySelector('#root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(<StrictMode><App /></StrictMode>);
