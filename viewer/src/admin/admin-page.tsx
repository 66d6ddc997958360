/** `/admin`: what was imported, and the way in for more. A list, and what is chosen of it. */
import { useEffect } from 'react';
import { useSession } from '../city-data/session.ts';
import { SignInForm } from '../shell/account/sign-in-form.tsx';
import { useDocument } from '../shell/frame/use-document.ts';
import { useLayout } from '../shell/frame/use-layout.ts';
import { NoticeList } from '../shell/notices/notice-list.tsx';
import { useCityState } from '../state/city-state.ts';
import { remember } from '../state/remembered.ts';
import { AdminBar } from './admin-bar.tsx';
import { AdminList } from './admin-list.tsx';
import { ImportView } from './import-view.tsx';
import { useImports } from './imports.ts';
import { SourceView } from './source-view.tsx';
import { useChosen } from './use-chosen.ts';
import { useSay } from './use-say.ts';
import { WORDS } from './words.ts';
import './admin.css';

export function AdminPage() {
  const { account, status, load } = useSession();
  const { of } = useSay();
  const layout = useLayout();
  const title = of(WORDS.title);
  useDocument(title);
  useEffect(() => void load(), [load]);
  useEffect(
    () =>
      useCityState.subscribe((now, before) => {
        if (now.language !== before.language || now.theme !== before.theme) remember(now);
      }),
    [],
  );
  return (
    <div className={layout === 'phone' ? 'admin phone' : 'admin'}>
      <AdminBar />
      {status !== 'loading' && (account?.editor ? <Data isPhone={layout === 'phone'} /> : <Gate />)}
      <NoticeList />
    </div>
  );
}

/** For whoever may not import, or is not known. */
function Gate() {
  const { account, status, problem } = useSession();
  const { of, say, trouble } = useSay();
  return (
    <main className="gate">
      <h2>{of(account ? WORDS.notEditor : WORDS.signInTitle)}</h2>
      <p>{account ? say(WORDS.notEditorHint, { name: account.displayName }) : of(WORDS.signInHint)}</p>
      {status === 'failed' && (
        <p role="alert" className="wrong">
          {trouble(problem)}
        </p>
      )}
      <SignInForm />
    </main>
  );
}

function Data({ isPhone }: { readonly isPhone: boolean }) {
  const chosen = useChosen();
  const load = useImports((imports) => imports.load);
  useEffect(() => void load(), [load]);
  const isList = chosen.kind === 'none';
  return (
    <div className="admin-body">
      {(!isPhone || isList) && <AdminList chosen={chosen} />}
      {(!isPhone || !isList) && (
        <main className="detail">
          {chosen.kind === 'source' ? (
            <SourceView key={chosen.source} sourceKey={chosen.source} isPhone={isPhone} />
          ) : (
            <ImportView
              key={chosen.kind === 'import' ? chosen.id : 'new'}
              id={chosen.kind === 'import' ? chosen.id : undefined}
              isPhone={isPhone}
            />
          )}
        </main>
      )}
    </div>
  );
}
