/** Who looks at the city: the account with what it may see, or the way to sign in. */
import { lazy, Suspense } from 'react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { useSession } from '../../city-data/session.ts';
import { useCityState } from '../../state/city-state.ts';
import { encodeShare } from '../../state/share-link.ts';
import { problemText } from '../../words/problem-text.ts';
import { useWords } from '../../words/use-words.ts';
import { Icon } from '../frame/icon.tsx';
import { tell } from '../notices/notices.ts';
import './account-menu.css';

const SignInForm = lazy(async () => ({ default: (await import('./sign-in-form.tsx')).SignInForm }));

export function AccountMenu() {
  const { t } = useWords();
  const { account, grade, status } = useSession();
  const label = account ? t('account.who', { name: account.displayName }) : t('account.signIn');
  return (
    <DialogTrigger>
      <Button className="account" aria-label={label}>
        <Icon name="person" />
        <span>{account ? account.displayName : t('account.signIn')}</span>
      </Button>
      <Popover className="popover account-menu" placement="bottom end" offset={8}>
        <Dialog aria-label={label}>
          {account && <strong>{account.displayName}</strong>}
          {status === 'ready' && <p>{t('account.sees', { grade: t(`grades.${grade}`) })}</p>}
          {account ? (
            <Signed isEditor={account.editor} />
          ) : (
            <Suspense fallback={<p>{t('loading')}</p>}>
              <SignInForm onSignedIn={lookAnew} />
            </Suspense>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function Signed({ isEditor }: { readonly isEditor: boolean }) {
  const { t } = useWords();
  const signOut = useSession((session) => session.signOut);
  const leave = (): void => {
    signOut().then(lookAnew, (error: unknown) => tell({ text: problemText(error, t) }));
  };
  return (
    <>
      {isEditor && (
        <a className="choice" href="/admin">
          <Icon name="layers" size={16} />
          {t('account.admin')}
        </a>
      )}
      <Button className="choice" onPress={leave}>
        <Icon name="close" size={16} />
        {t('account.signOut')}
      </Button>
    </>
  );
}

/**
 * What another may see is asked for from the beginning: nothing that the one before was shown stays in the page. The
 * address holds what the person sees and has chosen.
 */
function lookAnew(): void {
  window.history.replaceState(null, '', `#${encodeShare(useCityState.getState())}`);
  window.location.reload();
}
