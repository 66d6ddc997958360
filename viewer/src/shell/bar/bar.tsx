/** The bar: whose city this is, where, what is looked for, and what the whole page is set to. */
import { useCityLayers } from '../../city-data/city-layers.ts';
import { useWords } from '../../words/use-words.ts';
import { Mark } from '../frame/mark.tsx';
import type { Layout } from '../frame/use-layout.ts';
import { LiveClock } from './live-clock.tsx';
import { PageActions } from './page-actions.tsx';
import { PlaceMenu } from './place-menu.tsx';
import { Search } from './search.tsx';
import './bar.css';

export function Bar({ layout }: { readonly layout: Layout }) {
  const { t } = useWords();
  const isSimulated = useCityLayers(({ byId }) =>
    [...byId.values()].some(({ sources }) => sources.some((source) => source.simulated)),
  );
  return (
    <header className="bar" aria-label={t('bar.label')}>
      <a className="skip" href="#scene" onClick={toScene}>
        {t('bar.skip')}
      </a>
      <h1 className="brand">
        <Mark />
        <span>{t('product')}</span>
      </h1>
      <PlaceMenu />
      <Search isShort={layout === 'phone'} />
      <div className="bar-end">
        {isSimulated && <span className="demo-tag">{t('demo')}</span>}
        {layout !== 'phone' && <LiveClock />}
        {layout !== 'phone' && <PageActions />}
      </div>
    </header>
  );
}

/** The address holds the state of the page, so this link moves the focus itself. */
function toScene(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('.scene canvas')?.focus();
}
