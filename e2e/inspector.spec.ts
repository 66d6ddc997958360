/** The inspector as somebody of a quality station uses it: look at a bearing, cut the building open, play the erection back. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { violations } from './accessibility.ts';
import { watch } from './page-witness.ts';

test.use({ viewport: { width: 1440, height: 900 } });

async function settled(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-scene', 'settled', { timeout: 120_000 });
}

/** Of the scene alone: tools and panels stand elsewhere. */
const MIDDLE = { x: 420, y: 250, width: 560, height: 560 } as const;

/** One picture is told from another by its hash: the bytes would be compared one by one, and printed. */
async function pictureOf(page: Page): Promise<string> {
  await settled(page);
  return createHash('sha256')
    .update(await page.screenshot({ clip: MIDDLE }))
    .digest('hex');
}

test('a bearing is found, looked at, and its life read; the link to it opens the same', async ({
  page,
  baseURL,
}) => {
  const witness = await watch(page, baseURL ?? '');
  await page.goto('/bim/hospital#v=1&theme=light');
  await settled(page);
  const whole = await pictureOf(page);
  await page.getByRole('button', { name: '着色' }).click();
  await page.getByRole('button', { name: '支座状态' }).click();
  const legend = page.getByRole('region', { name: '着色' });
  await expect(legend.getByRole('listitem')).toHaveText(['正常61', '到期5', '超期3', '异常3']);
  await expect(legend).toContainText('截至 2026-01-12');
  expect(await pictureOf(page)).not.toEqual(whole);

  await page.getByRole('searchbox', { name: '搜索构件' }).fill('支座 A-12');
  await page.getByRole('button', { name: '隔震支座 A-12', exact: false }).click();
  const panel = page.getByRole('complementary', { name: '构件' });
  await expect(panel.getByRole('heading', { name: '隔震支座 A-12' })).toBeVisible();
  await expect(panel).toContainText('违规: 水平位移 57.4 mm, 应 ≤ 50 mm GB 50982-2014 8.1 [V]');
  await expect(panel.getByRole('listitem').filter({ hasText: '竣工基准' })).toContainText('2022-09-20');
  await panel.getByRole('tab', { name: '属性' }).click();
  await expect(panel).toContainText('Pset_');
  await expect(page).toHaveURL(/select=hospital\..*colour=bearings/);
  const link = page.url();
  await page.reload();
  await settled(page);
  await expect(panel.getByRole('heading', { name: '隔震支座 A-12' })).toBeVisible();
  await expect(legend.getByRole('listitem')).toHaveCount(4);
  expect(page.url()).toBe(link);
  witness.check();
});

test('what is clicked is what is seen: hidden, isolated, cut, lifted apart, measured', async ({ page }) => {
  await page.goto('/bim/prefab-tower#v=1&lang=en&theme=dark');
  const whole = await pictureOf(page);
  const canvas = page.getByRole('application');
  const box = await canvas.boundingBox();
  if (!box) throw new Error('the scene has no size');
  // The middle of what the left panel leaves free.
  const [x, y] = [box.x + box.width / 2 + 152, box.y + box.height / 2];
  await page.mouse.click(x, y);
  const panel = page.getByRole('complementary', { name: 'Element' });
  const title = await panel.getByRole('heading').first().textContent();
  expect(title).toMatch(/\S/);
  await page.getByRole('toolbar').getByRole('button', { name: 'Isolate' }).click();
  expect(await pictureOf(page)).not.toEqual(whole);
  await page.getByRole('toolbar').getByRole('button', { name: 'Hide' }).click();
  await expect(panel).toBeHidden();
  await page.getByRole('button', { name: 'Show all', exact: true }).click();
  await page.getByRole('button', { name: 'Hide 28F', exact: true }).click();
  await expect(page).toHaveURL(/hide=storey%3A28F/);
  await page.getByRole('button', { name: 'Show all', exact: true }).click();
  await settled(page);

  const shown = await pictureOf(page);
  await page.getByRole('button', { name: 'Section' }).click();
  await page.getByRole('button', { name: 'Level', exact: true }).click();
  const cut = await pictureOf(page);
  expect(cut).not.toEqual(shown);
  await page.getByRole('slider', { name: 'At' }).press('ArrowRight');
  await page.getByRole('button', { name: 'Off', exact: true }).click();
  await page.getByRole('button', { name: 'Explode' }).click();
  await page.getByRole('slider', { name: 'Gap' }).fill('50');
  expect(await pictureOf(page)).not.toEqual(shown);
  await page.getByRole('slider', { name: 'Gap' }).fill('0');

  await page.getByRole('button', { name: 'Measure' }).click();
  await page.mouse.click(x, y);
  await page.mouse.click(x, y + 60);
  await expect(page.getByRole('region', { name: 'Measure' })).toContainText(/Distance\s*[\d.]+\s*m/);

  await page.getByRole('button', { name: 'Remark' }).click();
  await page.getByRole('textbox', { name: 'Remark' }).fill('Check the joint');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export BCF' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('prefab-tower.bcfzip');
  const bytes = readFileSync(await file.path());
  for (const name of ['bcf.version', '/markup.bcf', '/viewpoint.bcfv', '/snapshot.png'])
    expect(bytes.includes(name), name).toBe(true);
});

test('the erection is played back: on its first days nothing stands, and the parts grow with the slider', async ({
  page,
}) => {
  await page.goto('/bim/prefab-tower#v=1&theme=light&colour=parts&day=2025-06-01');
  const legend = page.getByRole('region', { name: '着色' });
  await expect(legend.getByRole('listitem').first()).toBeVisible();
  const some = await pictureOf(page);
  const days = legend.getByRole('slider', { name: '日期' });
  await expect(days).toHaveAttribute('aria-valuetext', '2025-06-01');
  await days.press('End');
  await expect(days).toHaveAttribute('aria-valuetext', '现状');
  await expect(legend.getByRole('listitem').filter({ hasText: '验收' })).toContainText('2,330');
  await expect(legend).toContainText('已安装 2,679');
  expect(await pictureOf(page)).not.toEqual(some);
});

test('an earthquake is played back: the house sways over what it stands on, and rests when the tool is left', async ({
  page,
}) => {
  await page.goto('/bim/hospital#v=1&eye=60,-70,6,10,0,0');
  const still = await pictureOf(page);
  await page.getByRole('button', { name: '地震' }).click();
  const tool = page.getByRole('region', { name: '地震' });
  await expect(tool).toContainText('2024-06-11 21:37 M5.6');
  await expect(tool).toContainText('5个支座');
  await tool.getByRole('slider', { name: '时刻' }).fill('9');
  await tool.getByRole('slider', { name: '位移放大' }).fill('6');
  await expect(tool.getByRole('status').first()).toHaveText('9.00 s');
  const swayed = await pictureOf(page);
  expect(swayed).not.toEqual(still);
  await expect(page).toHaveURL(/quake=9\.00%2C100%2CEQ-20240611/);
  await page.reload();
  await expect(tool.getByRole('slider', { name: '位移放大' })).toHaveValue('6');
  expect(await pictureOf(page)).toEqual(swayed);

  await tool.getByRole('button', { name: '播放' }).click();
  await expect
    .poll(async () => Number(await tool.getByRole('slider', { name: '时刻' }).inputValue()))
    .toBeGreaterThan(9.5);
  await tool.getByRole('button', { name: '暂停' }).click();
  await page.getByRole('toolbar').getByRole('button', { name: '地震' }).click();
  await expect(tool).toBeHidden();
  expect(await pictureOf(page)).toEqual(still);
});

test('by keyboard alone: the model is turned, an element chosen and closed', async ({ page }) => {
  await page.goto('/bim/office#v=1');
  const first = await pictureOf(page);
  const canvas = page.getByRole('application');
  await canvas.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('+');
  expect(await pictureOf(page)).not.toEqual(first);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: '构件' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary', { name: '构件' })).toBeHidden();
});

for (const theme of ['light', 'dark']) {
  test(`nothing of the inspector breaks a rule of accessibility, ${theme}`, async ({ page }) => {
    await page.goto(`/bim/hospital#v=1&theme=${theme}&colour=bearings`);
    await settled(page);
    await page.getByRole('button', { name: '隔震层', exact: true }).click();
    await page.getByRole('button', { name: '隔震层 IfcBearing', exact: true }).click();
    await page.getByRole('button', { name: /^隔震支座 A-12/ }).click();
    await expect(page.getByRole('complementary', { name: '构件' })).toContainText('竣工基准');
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(page.getByRole('tab', { name: '结构' })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}
