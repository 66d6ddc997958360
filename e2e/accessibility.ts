/** The rules of WCAG 2.0 to 2.2, levels A and AA, by axe. */
import axe from 'axe-core';
import type { Page } from '@playwright/test';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** @returns one line for each violation, with the first place where it stands */
export async function violations(page: Page): Promise<string[]> {
  // Animations end first: a half transparent panel has no contrast.
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
  await page.evaluate(axe.source);
  const found = await page.evaluate(
    (values) => window.axe.run(document, { runOnly: { type: 'tag', values } }),
    RULES,
  );
  return found.violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}, at ${nodes[0]?.html ?? ''} (${nodes.length}) ${nodes[0]?.failureSummary ?? ''}`,
  );
}
