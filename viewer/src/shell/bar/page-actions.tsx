/** Share, theme, language, account: what the whole page is set to. */
import { useCityState } from '../../state/city-state.ts';
import { useWords } from '../../words/use-words.ts';
import { AccountMenu } from '../account/account-menu.tsx';
import { IconButton } from '../frame/icon-button.tsx';
import { useCopyLink } from '../frame/use-copy-link.ts';

export function PageActions() {
  const { t, language } = useWords();
  const { theme, set } = useCityState();
  const copyLink = useCopyLink();
  const other = language === 'en' ? 'zh-CN' : 'en';
  return (
    <div className="page-actions">
      <IconButton icon="share" label={t('bar.share')} onPress={copyLink} />
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
      <AccountMenu />
    </div>
  );
}
