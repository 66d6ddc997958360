/** Which model this is, the way back to the city, and what the page is set to. */
import * as z from 'zod/mini';
import { useJson } from '../city-data/use-json.ts';
import { IconButton } from '../shell/frame/icon-button.tsx';
import { Icon } from '../shell/frame/icon.tsx';
import { useCityState } from '../state/city-state.ts';
import { useWords } from '../words/use-words.ts';
import { WORDS } from './words.ts';
import '../shell/bar/bar.css';

type Properties = {
  readonly id: string;
  readonly title: string;
  readonly isSimulated: boolean;
  readonly isShort: boolean;
  readonly onShare: () => void;
};

const models = z.object({ models: z.array(z.object({ id: z.string(), title: z.string() })) });
const readModels = (value: unknown): z.infer<typeof models> => models.parse(value);

export function InspectorBar({ id, title, isSimulated, isShort, onShare }: Properties) {
  const { t, of, language } = useWords();
  const { theme, set } = useCityState();
  const listed = useJson('/api/models', readModels);
  const others = listed.status === 'ready' ? listed.answer.models : [];
  const other = language === 'en' ? 'zh-CN' : 'en';
  return (
    <header className="bar" aria-label={t('bar.label')}>
      <a className="button small bim-back" href="/" aria-label={of(WORDS.toCity)}>
        {isShort ? <Icon name="home" /> : of(WORDS.toCity)}
      </a>
      <h1 className={others.length > 1 ? 'visually-hidden' : 'brand bim-title'}>{title}</h1>
      {others.length > 1 && (
        <select
          className="list-choice"
          aria-label={of(WORDS.model)}
          value={others.some((one) => one.id === id) ? id : ''}
          onChange={(event) => {
            window.location.assign(`/bim/${encodeURIComponent(event.target.value)}`);
          }}
        >
          {!others.some((one) => one.id === id) && <option value="">{of(WORDS.model)}</option>}
          {others.map((one) => (
            <option key={one.id} value={one.id}>
              {one.title}
            </option>
          ))}
        </select>
      )}
      <div className="bar-end">
        {isSimulated && <span className="demo-tag">{t('demo')}</span>}
        <div className="page-actions">
          <IconButton icon="share" label={t('bar.share')} onPress={onShare} />
          <IconButton
            icon={theme === 'dark' ? 'sun' : 'moon'}
            label={theme === 'dark' ? t('bar.toLight') : t('bar.toDark')}
            onPress={() => set({ theme: theme === 'dark' ? 'light' : 'dark' })}
          />
          <button
            type="button"
            className="language"
            lang={other}
            aria-label={other === 'en' ? 'EN, English' : '中, 中文'}
            onClick={() => set({ language: other })}
          >
            {t('bar.toOther')}
          </button>
        </div>
      </div>
    </header>
  );
}
