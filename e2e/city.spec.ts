import { expect, test, type Page } from '@playwright/test';

/** A flat picture compresses to almost nothing; buildings, streets and trees do not. */
async function cityIsDrawn(page: Page): Promise<void> {
  await expect.poll(async () => (await page.locator('canvas').first().screenshot({ timeout: 60_000 })).byteLength, { timeout: 200_000 }).toBeGreaterThan(300_000);
}

test('a newcomer sees the city, and nothing is asked of another server', async ({ page, baseURL }) => {
  const elsewhere: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(baseURL ?? '') && !/^(data|blob):/.test(request.url())) elsewhere.push(request.url());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto('/');
  await expect(page.getByRole('heading', { name: '图层' })).toBeVisible();
  await cityIsDrawn(page);
  expect(elsewhere).toEqual([]);
  expect(errors).toEqual([]);
});

test('a search finds a street by name and shows its attributes in both languages', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('combobox').fill('望海大道');
  await page.getByRole('option', { name: '望海大道' }).first().click();
  const panel = page.getByRole('complementary', { name: '道路' });
  await expect(panel).toContainText('主干路');
  await page.getByRole('button', { name: 'EN' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('complementary', { name: 'Roads' })).toContainText('Arterial');
});

test('a shared link opens with the same language, theme and selection', async ({ page }) => {
  await page.goto('/#v=1&lang=en&theme=light&select=roads/N04');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect(page.getByRole('complementary', { name: 'Roads' })).toContainText('N04');
});
