/** The data officer's page: sign in, upload, check, import, read the report, see it in the city, take it back. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { violations } from './accessibility.ts';
import { watch } from './page-witness.ts';

test.use({ viewport: { width: 1440, height: 900 } });

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** 4546: 431986.864 E, 2214712.422 N is 110.35°, 20.02°; without the grid the file says nothing of where that is. */
const SURVEY = `物探点号,X,Y,地面高程,点编码,特征,附属物,管线种类
QA1,2214712.422,431986.864,10.00,52022205,,检查井,PS
QA2,2214712.422,432036.864,9.80,52022205,,检查井,PS
QA2,2214812.422,432036.864,9.90,52022205,,检查井,PS`;
const FILE = { name: '管点-验收.csv', mimeType: 'text/csv', buffer: Buffer.from(SURVEY) };

/** The passwords of the first start are kept nowhere: the account gets a new one, as by the command line. */
function passwordOf(name: string): string {
  const { stdout, stderr } = spawnSync('node', [join(ROOT, 'api/start.mjs'), 'accounts', '--reset', name], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: process.env['E2E_DATA_DIR'], PORT: process.env['E2E_PORT'] },
    encoding: 'utf8',
  });
  const [, password] = new RegExp(`^${name}\\s+(\\S+)`, 'm').exec(stdout) ?? [];
  if (password === undefined) throw new Error(`${name} got no password:\n${stdout}\n${stderr}`);
  return password;
}

async function signIn(page: Page, name: string): Promise<void> {
  await page.getByRole('textbox', { name: '账号' }).fill(name);
  await page.getByLabel('口令').fill(passwordOf(name));
  await page.getByRole('button', { name: '登录' }).click();
}

test('a survey is uploaded, its grid is proposed, it is imported, shown in the city and taken back', async ({
  page,
  baseURL,
}) => {
  const witness = await watch(page, baseURL ?? '');
  await page.goto('/admin');
  await page.getByRole('textbox', { name: '账号' }).fill('data-officer');
  await page.getByLabel('口令').fill('wrong');
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('alert')).toContainText('账号或口令不对');
  expect(await violations(page)).toEqual([]);
  await signIn(page, 'data-officer');
  await expect(page.getByRole('heading', { name: '已导入的来源' })).toBeVisible();
  expect(await violations(page)).toEqual([]);

  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: '选择文件' }).click();
  await (await chooser).setFiles([FILE]);
  const card = page.getByRole('region', { name: FILE.name });
  await expect(card).toContainText('文件没有写明坐标系');
  await card.getByRole('button', { name: /EPSG:4546.*110\.350° E 20\.020° N/ }).click();
  await expect(card.getByRole('combobox', { name: '坐标系' })).toHaveValue('EPSG:4546');
  await page.getByRole('button', { name: '重新预检' }).click();
  await expect(card).toContainText(/CSV .* 3 点 .* EPSG:4546 → 管点与附属物/);
  await card.getByText('字段对应').click();
  await card.getByRole('combobox', { name: '城市中的字段 附属物' }).selectOption({ label: '存为附加属性' });
  await page.getByRole('button', { name: '重新预检' }).click();
  await card.getByText('字段对应').click();
  await expect(card.getByRole('combobox', { name: '城市中的字段 附属物' })).toHaveValue('');
  await card.getByText('前 3 条记录').click();
  expect(await violations(page)).toEqual([]);

  await page.getByRole('button', { name: '导入 3 项' }).click();
  await expect(card).toContainText('已导入');
  await expect(card.getByRole('row', { name: /管点与附属物 3 2 0 0 0 0 1/ })).toBeVisible();
  await expect(card.getByRole('row', { name: /line 4 编号重复/ })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  const report = page.waitForEvent('download');
  await page.getByRole('link', { name: '下载报告' }).click();
  expect((await report).suggestedFilename()).toMatch(/^import-.*\.json$/);

  await card.getByRole('link', { name: '在城市中查看' }).click();
  await expect(page).toHaveURL(/\/#.*/);
  await expect(page.getByRole('complementary', { name: '图层' })).toBeVisible();
  await page.getByRole('combobox', { name: '搜索' }).fill('QA1');
  await expect(page.getByRole('option', { name: /^QA1 / })).toBeVisible();

  await page.goto('/admin');
  await page.getByRole('link', { name: /管点与附属物 · 管点 验收/ }).click();
  await expect(page.getByRole('main')).toContainText('数据管理员');
  await page.getByRole('button', { name: '撤销最近一次导入' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('移除新增的 2 项');
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: '撤销导入' }).click();
  await expect(page.getByText('已撤销“管点与附属物 · 管点 验收”的导入')).toBeVisible();
  await expect(page.getByRole('link', { name: /管点与附属物 · 管点 验收/ })).toHaveCount(0);
  witness.check();
});

test('an account that only reads is told so, in both languages and on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/admin');
  await signIn(page, 'planner');
  await expect(page.getByRole('heading', { name: '此账号只能查看' })).toBeVisible();
  await page.getByRole('button', { name: 'EN, English' }).click();
  await expect(page.getByRole('heading', { name: 'This account may only read' })).toBeVisible();
  await page
    .getByRole('button', { name: '深色' })
    .or(page.getByRole('button', { name: /dark/i }))
    .click();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in to import data' })).toBeVisible();
});

test('who signs in in the city sees by the grade of the account, at once, and is somebody else after signing out', async ({
  page,
  baseURL,
}) => {
  const witness = await watch(page, baseURL ?? '');
  await page.goto('/#v=1&theme=light');
  const layers = page.getByRole('complementary', { name: '图层' });
  await expect(layers).toContainText(/地下管线\s*[\d,.]+ km/);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('dialog')).toContainText('可查看至“主管部门”');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('textbox', { name: '账号' }).fill('operator');
  await page.getByLabel('口令').fill(passwordOf('operator'));
  await page.getByLabel('口令').press('Enter');
  const account = page.getByRole('button', { name: '账号 运营单位 Operator' });
  await expect(account).toBeVisible();
  await expect(layers).toContainText(/公共照明\s*[\d,.]+/);
  await expect(layers).not.toContainText(/地下管线\s*[\d,.]+ km/);
  await account.click();
  await expect(page.getByRole('dialog')).toContainText('可查看至“权属单位”');
  await expect(page.getByRole('link', { name: '数据管理' })).toBeHidden();
  await page.getByRole('button', { name: '退出登录' }).click();
  await expect(page.getByRole('button', { name: '登录' })).toBeVisible();
  await expect(layers).toContainText(/地下管线\s*[\d,.]+ km/);
  await expect(page).toHaveURL(/theme=light/);
  witness.check();
});
