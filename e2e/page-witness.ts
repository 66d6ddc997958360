/** What no test of the page may see: a request to another server, a broken content policy, an error, a fault of the scene. */
import { expect, type Page } from '@playwright/test';

export type Witness = { readonly check: () => Promise<void> };

/** Before the page is opened. */
export async function watch(page: Page, origin: string): Promise<Witness> {
  const seen: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(data|blob):/.test(url)) seen.push(`asked elsewhere: ${url}`);
  });
  page.on('pageerror', (error) => seen.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.text().startsWith('content policy:')) seen.push(message.text());
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => console.warn(`content policy: ${effectiveDirective} ${blockedURI}`));
  });
  return {
    async check() {
      const faults = await page.locator('html').getAttribute('data-scene-faults');
      expect([...seen, ...(faults === null ? [] : [`${faults} faults in the scene`])]).toEqual([]);
    },
  };
}
