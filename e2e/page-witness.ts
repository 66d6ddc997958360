/** What no test of the page may see: a request to another server, a broken content policy, an error, a fault of the scene. */
import { expect, type Page } from '@playwright/test';

export type Witness = { readonly check: () => void };

/** How scene-faults.ts begins, and how the page is made to tell of its content policy. */
const TOLD = /^(scene, |content policy: )/;

/** Before the page is opened. */
export async function watch(page: Page, origin: string): Promise<Witness> {
  const seen: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(data|blob):/.test(url)) seen.push(`asked elsewhere: ${url}`);
  });
  page.on('pageerror', (error) => seen.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (TOLD.test(message.text())) seen.push(message.text());
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      console.warn(`content policy: ${effectiveDirective} ${blockedURI}`),
    );
  });
  return { check: () => expect(seen).toEqual([]) };
}
