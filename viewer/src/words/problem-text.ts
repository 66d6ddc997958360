import type { TFunction } from 'i18next';
import { HttpError } from '../http.ts';
import { zhCN } from './zh-CN.ts';

type KnownCode = keyof typeof zhCN.problems;

/** What went wrong, in the language of the page where its code is known, else in the server's own sentence. */
export function problemText(error: unknown, t: TFunction): string {
  if (error instanceof HttpError && isKnown(error.code)) return t(`problems.${error.code}`);
  return error instanceof Error ? error.message : String(error);
}

function isKnown(code: string): code is KnownCode {
  return Object.hasOwn(zhCN.problems, code);
}
