/** Whose data this is, who works on it, and what the page is set to. */
import { useSession } from '../city-data/session.ts';
import { IconButton } from '../shell/frame/icon-button.tsx';
import { Icon } from '../shell/frame/icon.tsx';
import { Mark } from '../shell/frame/mark.tsx';
import { tell } from '../shell/notices/notices.ts';
import { useCityState } from '../state/city-state.ts';
import { useSay } from './use-say.ts';
import { WORDS } from './words.ts';

export function AdminBar() {
  const { t, of, language, trouble } = useSay();
  const { theme, set } = useCityState();
  const { account, signOut } = useSession();
  const other = language === 'en' ? 'zh-CN' : 'en';
  const leave = (): void => {
    signOut().catch((error: unknown) => tell({ text: trouble(error) }));
  };
  return (
    <header className="admin-bar">
      <span className="brand">
        <Mark />
        <span>{t('product')}</span>
      </span>
      <h1>{of(WORDS.title)}</h1>
      <div className="admin-bar-end">
        {account && (
          <>
            <span className="who">{account.displayName}</span>
            <button type="button" className="button small" onClick={leave}>
              {t('account.signOut')}
            </button>
          </>
        )}
        <a className="button small" href="/" aria-label={of(WORDS.toCity)}>
          <Icon name="cube" size={16} />
          <span>{of(WORDS.toCity)}</span>
        </a>
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
    </header>
  );
}
