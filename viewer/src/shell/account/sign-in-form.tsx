/** Name and password; what is wrong is said beside them. */
import { useId, useState, type FormEvent } from 'react';
import { useSession } from '../../city-data/session.ts';
import { problemText } from '../../words/problem-text.ts';
import { useWords } from '../../words/use-words.ts';
import './sign-in-form.css';

export function SignInForm({ onSignedIn }: { readonly onSignedIn?: () => void }) {
  const { t } = useWords();
  const signIn = useSession((session) => session.signIn);
  const id = useId();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      await signIn(name, password);
      onSignedIn?.();
    } catch (error) {
      setProblem(problemText(error, t));
      setPassword('');
    } finally {
      setBusy(false);
    }
  };

  return (
    <form className="sign-in-form" onSubmit={(event) => void send(event)}>
      <label htmlFor={`${id}-name`}>{t('account.name')}</label>
      <input
        id={`${id}-name`}
        className="input"
        required
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <label htmlFor={`${id}-password`}>{t('account.password')}</label>
      <input
        id={`${id}-password`}
        className="input"
        type="password"
        required
        autoComplete="current-password"
        value={password}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-problem`}
        onChange={(event) => setPassword(event.target.value)}
      />
      <p id={`${id}-problem`} className="wrong" role="alert">
        {problem}
      </p>
      <button type="submit" className="button primary" disabled={isBusy}>
        {t('account.signIn')}
      </button>
    </form>
  );
}
