/** The page without a scene: everything that does not need WebGL works without it. One quick start for each test. */
import { readFileSync } from 'node:fs';
import { expect, test, type Download, type Page } from '@playwright/test';
import { violations } from './accessibility.ts';
import { watch } from './page-witness.ts';

test.use({ viewport: { width: 1440, height: 900 } });

async function open(page: Page, hash: string): Promise<void> {
  await page.goto(`/${hash}`);
  await expect(page.locator('html')).toHaveAttribute('data-scene', 'unsupported', { timeout: 60_000 });
}

async function textOf(download: Download): Promise<string> {
  return readFileSync(await download.path(), 'utf8');
}

/** The address as a person reads it. */
function linkOf(page: Page): string {
  return decodeURIComponent(page.url());
}

test('without WebGL the page says so, and layers, search, attributes and list still work', async ({
  page,
  baseURL,
}) => {
  const witness = await watch(page, baseURL ?? '');
  await open(page, '#v=1&theme=light');
  await expect(page.getByRole('alert')).toContainText('此浏览器不能显示三维场景');
  await expect(page.getByRole('complementary', { name: '图层' })).toContainText(/地下管线\s*[\d,.]+ km/);

  await page.getByRole('combobox', { name: '搜索' }).fill('望海大道');
  await page.getByRole('option', { name: /望海大道\s*道路\s*N\d+/ }).click();
  const panel = page.getByRole('complementary', { name: '属性' });
  await expect(panel.getByRole('heading', { name: '望海大道' })).toBeVisible();
  await expect(panel).toContainText('主干路');

  await page.getByRole('button', { name: '改用列表' }).click();
  const list = page.getByRole('region', { name: '列表' });
  await list.getByRole('combobox', { name: '选择数据集' }).selectOption({ label: '路灯' });
  await expect(list.getByRole('status')).toContainText(/第 1–50 项，共 [\d,]+ 项/);
  await list.getByRole('button', { name: '下一页' }).click();
  await expect(list.getByRole('status')).toContainText('第 51–100 项');
  await list.getByRole('row').nth(1).getByRole('button').first().click();
  await expect(panel.getByRole('heading', { name: /^路灯 / })).toBeVisible();
  witness.check();
});

test('without WebGL a model can still be searched and its elements read', async ({ page }) => {
  await page.goto('/bim/hospital');
  await expect(page.getByRole('alert')).toContainText('此浏览器不能显示三维模型');
  await page.getByRole('searchbox', { name: '搜索构件' }).fill('LRB900');
  await page.getByRole('button', { name: /^隔震支座 A-12/ }).click();
  await expect(page.getByRole('complementary', { name: '构件' })).toContainText('异常');
});

test('a bearing in the city shows its life, and leads to where it stands in its model', async ({ page }) => {
  await open(page, '#v=1&select=isolation-bearings/GZ-A-12');
  const panel = page.getByRole('complementary', { name: '属性' });
  await expect(panel.getByRole('tab', { name: '履历' })).toHaveAttribute('aria-selected', 'true');
  await expect(panel).toContainText('竣工基准');
  await panel.getByRole('link', { name: '模型检视' }).click();
  await expect(page).toHaveURL(/\/bim\/hospital#v=1.*select=hospital/);
  await expect(page.getByRole('complementary', { name: '构件' })).toContainText('隔震支座 A-12');
});

test('a monitored bearing shows where it went in an earthquake and in a year, within its limits', async ({
  page,
}) => {
  await open(page, '#v=1&select=isolation-bearings/GZ-A-2');
  const panel = page.getByRole('complementary', { name: '属性' });
  await expect(panel.getByRole('img', { name: /^位移轨迹, mm: 2024-06-11 M5\.6/ })).toBeVisible();
  await expect(panel).toContainText('最大 46.2 mm');
  await expect(panel).toContainText('正常使用 GB 50982-2014 8.1 [V]50 mm');
  await expect(panel).toContainText('隔震缝 GB/T 51408-2021 [M]594 mm 图外');
  await panel.getByRole('button', { name: '限值' }).click();
  await expect(panel).not.toContainText('图外');
  await panel.getByRole('combobox', { name: '记录' }).selectOption('日均值 2025-01-01 至 2025-12-31');
  await expect(panel).toContainText('最大 3.0 mm');
  await expect(panel.getByRole('row', { name: /^竖向沉降/ })).toContainText('0.83 mm');
  await expect(panel.getByRole('img', { name: '出厂检验, kN/mm' })).toBeVisible();
  await expect(panel).toContainText('等效刚度 2.521 kN/mm');
});

test('by keyboard alone: search, select, read, close', async ({ page }) => {
  await open(page, '');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: '跳到三维场景' })).toBeFocused();
  await page.keyboard.press('/');
  await expect(page.getByRole('combobox', { name: '搜索' })).toBeFocused();
  await page.keyboard.type('望海大道');
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: '属性' })).toBeVisible();
  await expect(page).toHaveURL(/select=/);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary', { name: '属性' })).toBeHidden();
  await page.keyboard.press('[');
  await expect(page.getByRole('complementary', { name: '图层' })).toBeHidden();
  await page.keyboard.press('[');
  await expect(page.getByRole('complementary', { name: '图层' })).toBeVisible();
});

test('a search that finds nothing says what can be found, and coordinates are read in any notation', async ({
  page,
}) => {
  await open(page, '#v=1&lang=en');
  const field = page.getByRole('combobox', { name: 'Search' });
  await field.fill('no such thing');
  await expect(page.getByRole('search')).toContainText('Nothing found for “no such thing”');
  await field.fill('X=2214712.422 Y=431986.864');
  await expect(page.getByRole('option').first()).toContainText('110.350000° E 20.020000° N');
});

test('a shared link restores language, theme, layers, time, ground and selection; a new one in the open page is followed', async ({
  page,
}) => {
  await open(
    page,
    '#v=1&lang=en&theme=light&select=roads/N04&layers=trees~0~100+pipe-lines~1~60~RQ&time=1260&ground=0.40&utm=x',
  );
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect(page.getByRole('complementary', { name: 'Attributes' })).toContainText('N04');
  await expect(page.getByRole('button', { name: 'Show Gas', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Hide Water', exact: true })).toBeVisible();
  await expect(page.getByRole('slider', { name: 'Ground opacity' })).toHaveValue('40');
  await expect(page.getByRole('slider', { name: 'Time' })).toHaveAttribute('aria-valuetext', '21:00');
  await expect(page).toHaveURL(/^(?!.*utm)/);

  await page.evaluate(() => {
    window.location.hash = '#v=1&lang=zh-CN&theme=dark&select=roads/N06';
  });
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.getByRole('complementary', { name: '属性' })).toContainText('N06');
});

test('layers are switched as a theme, a collection, a code and a finer code, and the link follows', async ({
  page,
}) => {
  await open(page, '');
  const layers = page.getByRole('complementary', { name: '图层' });
  await layers.getByRole('button', { name: '排水', exact: true }).click();
  await layers.getByRole('button', { name: '隐藏雨水', exact: true }).click();
  await expect.poll(() => linkOf(page)).toContain('layers=pipe-lines~1~100~PS.YS');
  await expect(layers.getByRole('button', { name: '隐藏污水', exact: true })).toBeVisible();
  await layers.getByRole('button', { name: '显示雨水', exact: true }).click();
  await layers.getByRole('button', { name: '隐藏燃气', exact: true }).click();
  await expect.poll(() => linkOf(page)).toContain('layers=pipe-lines~1~100~RQ');
  await layers.getByRole('button', { name: '全部显示地下管线' }).click();
  await layers.getByRole('button', { name: '隐藏地下管线' }).click();
  await expect.poll(() => linkOf(page)).toContain('layers=pipe-lines~0~100+pipe-points~0~100');
  await layers.getByRole('button', { name: '给水的设置' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '只看此类' }).click();
  await expect.poll(() => linkOf(page)).toContain('pipe-lines~1~100~PS~RQ~RL~DL~TX~GY~QT');
});

test('a layer is filtered by any attribute: amounts, list and link follow, and it is whole again at a press', async ({
  page,
}) => {
  // Counted here, from everything that is served.
  const served = await (await page.request.get('/ogc/collections/pipe-lines/items?f=geojsonseq')).text();
  const lines = served
    .split('\n')
    .filter(Boolean)
    .map(
      (line) =>
        (JSON.parse(line.replace('\u001E', '')) as { properties: Record<string, unknown> }).properties,
    );
  const wanted = lines.filter(
    ({ material, width_mm: width }) => material === 'QM' && Number(width) >= 300,
  ).length;
  expect(wanted).toBeGreaterThan(0);
  expect(wanted).toBeLessThan(lines.length);
  await open(page, '#v=1');
  const layers = page.getByRole('complementary', { name: '图层' });
  await layers.getByRole('button', { name: '地下管线的设置' }).click();
  const conditions = page.getByRole('region', { name: '筛选条件' });
  const fields = conditions.getByRole('combobox', { name: '按属性筛选' });
  await fields.selectOption({ label: '材质' });
  await conditions.getByRole('checkbox', { name: '球墨铸铁' }).check();
  await fields.selectOption({ label: '管径、宽' });
  await conditions.getByRole('spinbutton', { name: '不小于' }).fill('300');
  await page.keyboard.press('Enter');
  const count = `${wanted.toLocaleString('en')} / ${lines.length.toLocaleString('en')}`;
  await expect(conditions.getByRole('status')).toHaveText(count);
  await expect.poll(() => linkOf(page)).toContain('width_mm.from.300');
  await page.getByRole('button', { name: '列出对象' }).click();
  const list = page.getByRole('region', { name: '列表' });
  await expect(list).toContainText('已筛选');
  await expect(list.getByRole('status')).toContainText(`共 ${wanted.toLocaleString('en')} 项`);
  // Whoever gets the link sees the same.
  const link = page.url();
  await page.goto('about:blank');
  await page.goto(link);
  await layers.getByRole('button', { name: '地下管线的设置' }).click();
  await expect(conditions.getByRole('status')).toHaveText(count);
  await conditions.getByRole('button', { name: '去掉条件：材质' }).click();
  await conditions.getByRole('button', { name: '去掉条件：管径、宽' }).click();
  await expect(conditions.getByRole('status')).toHaveCount(0);
  await expect.poll(() => linkOf(page)).not.toContain('width_mm');
});

test('distances and areas are measured by typed coordinates', async ({ page }) => {
  await open(page, '#v=1&lang=en');
  await page.getByRole('button', { name: 'Distance', exact: true }).click();
  const typed = page.getByRole('textbox', { name: 'Type coordinates' });
  for (const point of ['110.45, 20.03', '20.03 110.46']) {
    await typed.fill(point);
    await typed.press('Enter');
  }
  // 0.01° along the parallel of 20.03°: N·cos φ·0.01° = 6,380,643 × 0.939513 × 0.000174533 = 1,046.27 m.
  await expect(page.getByRole('region', { name: 'Distance' })).toContainText(/Horizontal\s*1,046\.3\s*m/);
  await typed.fill('nowhere');
  await typed.press('Enter');
  await expect(page.getByRole('region', { name: 'Distance' }).getByRole('alert')).toContainText(
    'These are no coordinates',
  );
});

for (const theme of ['light', 'dark']) {
  test(`nothing of the page breaks a rule of accessibility, ${theme}`, async ({ page }) => {
    await open(page, `#v=1&theme=${theme}&select=waste-points/LJ001-1`);
    await expect(page.getByRole('complementary', { name: '属性' })).toContainText('脱敏');
    await page.getByRole('button', { name: '列表', exact: true }).click();
    await expect(page.getByRole('region', { name: '列表' }).getByRole('table')).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '选择地区' }).click();
    await expect(page.getByRole('dialog')).toContainText('演示');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: '搜索' }).fill('望海');
    await expect(page.getByRole('option').first()).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });
}

test('a burst names the valves to close and the buildings without water; the whole district is held against the standards', async ({
  page,
  baseURL,
}) => {
  const witness = await watch(page, baseURL ?? '');
  await open(page, '#v=1&theme=light&select=pipe-lines/JP0103-JP0104');
  await page.getByRole('button', { name: '管网分析' }).click();
  await page.getByRole('button', { name: '爆管', exact: true }).click();
  const result = page.getByRole('tabpanel', { name: '追踪与爆管' });
  await expect(result).toContainText(/须关阀门\s*[1-9]/);
  await expect(result).toContainText(/受影响建筑\s*[1-9]/);
  await expect(result).toContainText('建筑归最近接户点');
  expect(await violations(page)).toEqual([]);

  await page.getByRole('tab', { name: '净距检查' }).click();
  const check = page.getByRole('tabpanel', { name: '净距检查' });
  await check.getByRole('button', { name: '检查此管' }).click();
  await expect(check.getByRole('status')).toContainText(/符合|违规/);
  await check.getByRole('button', { name: '检查全部' }).click();
  // The planted violations of the district, and nothing else.
  await expect(check.getByRole('status')).toContainText(/违规 8 · 提示 15/, { timeout: 60_000 });
  await expect(check.getByRole('row')).toHaveCount(1 + 8 + 15);
  expect(await violations(page)).toEqual([]);

  const file = page.waitForEvent('download');
  await check.getByRole('link', { name: 'CSV' }).click();
  const table = await textOf(await file);
  expect(table.trimEnd().split('\r\n')).toHaveLength(1 + 8 + 15);
  expect(table.split('\r\n')[0]).toBe(
    '\uFEFF规则,级别,管线,另一管线,实测,限值,单位,条文,可信度,避让,经度,纬度,高程 m',
  );
  await check.getByRole('group', { name: '只看' }).getByRole('button', { name: /^覆土/ }).click();
  await expect(check.getByRole('row').nth(1)).toContainText('覆土');
  expect(linkOf(page)).toContain('work=underground-pipes/check?city=all');
  witness.check();
});

test('sections are cut by keyboard: along typed points across a street, and along picked pipes', async ({
  page,
  baseURL,
}) => {
  const witness = await watch(page, baseURL ?? '');
  await open(page, '#v=1&theme=light&select=pipe-lines/JP0103-JP0104');
  await page.getByRole('button', { name: '管网分析' }).click();
  await page.getByRole('tab', { name: '横断面' }).click();
  const section = page.getByRole('tabpanel', { name: '横断面' });
  await section.getByRole('button', { name: '画剖切线' }).focus();
  await page.keyboard.press('Enter');
  const typed = section.getByRole('textbox', { name: '输入坐标' });
  for (const point of ['110.4405, 20.0197', '110.4418, 20.0198']) {
    await typed.fill(point);
    await typed.press('Enter');
  }
  // 0.0013° of the parallel of 20.02° at 104,634 m and 0.0001° of the meridian at 110,712 m to the degree.
  await expect(section.getByRole('status')).toContainText(/136\.5 m · 管线 \d/);
  await expect(section.getByRole('button', { name: 'JP0103-JP0104' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  const picture = page.waitForEvent('download');
  await section.getByRole('button', { name: 'PNG' }).click();
  expect((await picture).suggestedFilename()).toBe('section.png');

  await page.getByRole('tab', { name: '纵断面' }).click();
  const profile = page.getByRole('tabpanel', { name: '纵断面' });
  await profile.getByRole('button', { name: '选管段' }).click();
  // What the survey says of this one pipe: 54.431 m.
  await expect(profile.getByRole('status')).toContainText('54.4 m · 管线 1');
  await expect(profile.getByRole('figure', { name: '配水管纵断面图' })).toContainText('JP0104');
  await profile.getByRole('button', { name: '移除 JP0103-JP0104' }).click();
  await expect(profile.getByRole('figure')).toBeHidden();
  expect(await violations(page)).toEqual([]);
  witness.check();
});

test('no water runs through a pipe that is shut, more through one that leaks, and the link keeps what was changed', async ({
  page,
  baseURL,
}) => {
  const witness = await watch(page, baseURL ?? '');
  await open(page, '#v=1&theme=light&select=pipe-lines/JP0103-JP0104');
  await page.getByRole('button', { name: '管网分析' }).click();
  await page.getByRole('tab', { name: '水力计算' }).click();
  const tool = page.getByRole('tabpanel', { name: '水力计算' });
  const changed = tool.getByRole('list', { name: '已改动' });
  await tool.getByRole('button', { name: '计算' }).click();
  await expect(tool).toContainText(/流量\s*0\.[1-9]\s*L\/s/);
  await tool.getByRole('button', { name: '关闭', exact: true }).click();
  await expect(tool).toContainText(/流量\s*0\.0\s*L\/s/);
  await expect(changed).toContainText('关闭 JP0103-JP0104');
  expect(await violations(page)).toEqual([]);
  const link = page.url();

  await page.goto('about:blank');
  await page.goto(link);
  await expect(tool).toContainText(/流量\s*0\.0\s*L\/s/);
  await tool.getByRole('button', { name: '撤回 关闭 JP0103-JP0104' }).click();
  await expect(tool).toContainText(/流量\s*0\.[1-9]\s*L\/s/);
  await expect(changed).toBeHidden();
  await tool.getByRole('spinbutton', { name: '漏量' }).fill('60');
  await page.keyboard.press('Enter');
  await tool.getByRole('button', { name: '漏水', exact: true }).click();
  await expect(changed).toContainText('漏水 JP0103-JP0104 60 L/s');
  await expect(tool).toContainText(/流量\s*[1-9]\d*\.\d\s*L\/s/);
  witness.check();
});

test('statistics agree with the layers, and follow an area and a class', async ({ page, baseURL }) => {
  const witness = await watch(page, baseURL ?? '');
  await open(page, '#v=1&theme=light');
  await page.getByRole('button', { name: '管网分析' }).click();
  await page.getByRole('tab', { name: '统计' }).click();
  const tool = page.getByRole('tabpanel', { name: '统计' });
  const gas = tool.getByRole('row', { name: /^燃气/ });
  await expect(gas).toBeVisible();
  // The tree of layers counts by itself.
  const inTree = /燃气\s*RQ\s*([\d.]+)/.exec(
    (await page.getByRole('complementary', { name: '图层' }).textContent()) ?? '',
  )?.[1];
  expect(inTree).toBeDefined();
  await expect(gas.getByRole('cell').first()).toHaveText(inTree ?? '');
  await tool.getByRole('combobox', { name: '类别' }).selectOption('RQ');
  await tool.getByRole('button', { name: '管径' }).click();
  await expect(tool.getByRole('row', { name: /^合计/ })).toContainText(inTree ?? '');
  await tool.getByRole('button', { name: '画范围' }).click();
  const typed = tool.getByRole('textbox', { name: '输入坐标' });
  // In the sea.
  for (const point of ['110.40, 20.20', '110.41, 20.20', '110.41, 20.21']) {
    await typed.fill(point);
    await typed.press('Enter');
  }
  await expect(tool).toContainText('此范围内没有管线');
  expect(await violations(page)).toEqual([]);
  await tool.getByRole('button', { name: '不限范围' }).click();
  await expect(tool.getByRole('row', { name: /^合计/ })).toContainText(inTree ?? '');
  witness.check();
});

test('a building tells its energy, and what was planted in its readings; all buildings go through a year', async ({
  page,
  baseURL,
}) => {
  const witness = await watch(page, baseURL ?? '');
  await open(page, '#v=1&theme=light&select=metered-buildings/460100A009');
  const energy = page.getByRole('complementary', { name: '属性' }).getByRole('tabpanel', { name: '能耗' });
  await expect(energy).toContainText('单位面积能耗');
  // Its chiller was left on at night from 12 May to 31 October 2025.
  await expect(energy).toContainText(/2025-05-12 – 2025-10-31\s*空调用电1\d\d夜未停/);
  await expect(energy).toContainText(/较基线多用/);
  await expect(energy.getByRole('img', { name: /2025年逐时用电/ })).toBeVisible();
  expect(await violations(page)).toEqual([]);

  await page.getByRole('button', { name: '能耗分析' }).click();
  const map = page.getByRole('tabpanel', { name: '用电时空图' });
  await expect(map).toContainText(/2025-12-31 12:00\s*60栋合计/);
  await map.getByRole('button', { name: '年', exact: true }).click();
  const time = map.getByRole('slider', { name: '时刻' });
  await expect(time).toHaveAttribute('max', '364');
  await time.fill('200');
  // The year begins with 2025: its 201st day.
  await expect(map).toContainText('2025-07-20');
  await expect(page).toHaveURL(/work=building-energy%2Fmap/);
  expect(await violations(page)).toEqual([]);

  await page.getByRole('tab', { name: '节能量' }).click();
  const savings = page.getByRole('tabpanel', { name: '节能量' });
  await savings.getByRole('listitem').filter({ hasText: '北岸中心' }).getByRole('button').click();
  await expect(page.getByRole('complementary', { name: '属性' })).toContainText('460100A009');
  expect(await violations(page)).toEqual([]);
  witness.check();
});

test('a pit that a link brings says what is dug, which pipes are met and whose they are; a trench by typed points too', async ({
  page,
}) => {
  const pit = new URLSearchParams({
    area: '110.44095,20.01970 110.44135,20.01968 110.44137,20.01985 110.44097,20.01987',
    depth: '3',
  });
  await open(
    page,
    `#v=1&theme=light&work=${encodeURIComponent(`underground-pipes/excavation?${pit.toString()}`)}`,
  );
  const tool = page.getByRole('tabpanel', { name: '开挖' });
  // Across 42 m by 19 m, three deep: 0.0004° along the parallel of 20° are 41.8 m, 0.00017° along the meridian 18.8 m.
  await expect(tool).toContainText(/土方量\s*2,3\d\d\.\d m³/);
  await expect(tool).toContainText('海口供电(演示)');
  await expect(tool.getByRole('row', { name: /JP0103-JP0104.*出露.*2\.00/ })).toBeVisible();
  await expect(tool.getByRole('row', { name: /WS0157-WS0158.*更深/ })).toBeVisible();
  expect(await violations(page)).toEqual([]);

  const depth = tool.getByRole('spinbutton', { name: '开挖深度' });
  await depth.fill('6');
  await depth.press('Enter');
  await expect(tool.getByRole('row', { name: /WS0157-WS0158.*出露/ })).toBeVisible();

  await tool.getByRole('button', { name: '画沟槽' }).click();
  const typed = tool.getByRole('textbox', { name: '输入坐标' });
  for (const point of ['110.44090, 20.01980', '110.44140, 20.01978']) {
    await typed.fill(point);
    await typed.press('Enter');
  }
  // 0.0005° along the parallel of 20° are 52.3 m, one metre wide and six deep.
  await expect(tool).toContainText(/土方量\s*31\d\.\d m³/);
  await tool.getByRole('button', { name: '回填' }).click();
  await expect(tool).not.toContainText('土方量');
});

test('a planned sewer has its manholes, its bedding and what it meets; kept, changed, compared, and another beside it by typed points', async ({
  page,
  baseURL,
}) => {
  const witness = await watch(page, baseURL ?? '');
  // 0.0013° along the parallel of 20.019° are 136.0 m.
  const sewer = 'PS.WS_d600_t60_mT_lZM_c2_f3_w1.6_b0.2_L110.4407*20.0190*110.4420*20.0190';
  const query = new URLSearchParams({ name: '甲', pipe: sewer }).toString();
  await open(page, `#v=1&theme=light&work=${encodeURIComponent(`underground-pipes/plan?${query}`)}`);
  const tool = page.getByRole('tabpanel', { name: '拟建管线' });
  const bill = tool.getByRole('table', { name: '工程量' });
  await expect(bill.getByRole('row', { name: /^管道铺设 污水 DN600 混凝土 m 136\.\d$/ })).toBeVisible();
  // Up to 75 m between two manholes; a bed of 1.6 m by 0.2 m.
  await expect(bill.getByRole('row', { name: '检查井 个 3' })).toBeVisible();
  await expect(tool).toContainText('GB 50014-2021 5.4.4');
  await expect(bill.getByRole('row', { name: '管基 m³ 43.5' })).toBeVisible();
  await expect(tool.getByRole('row', { name: /碰撞 P1 JP0101-JP0102/ })).toBeVisible();
  expect(await violations(page)).toEqual([]);

  await tool.getByRole('button', { name: '保存方案' }).click();
  const name = tool.getByRole('textbox', { name: '方案名称' });
  await name.fill('乙');
  await name.press('Enter');
  const trench = tool.getByRole('spinbutton', { name: '沟槽宽' });
  await trench.fill('2');
  await trench.press('Enter');
  await expect(bill.getByRole('row', { name: '管基 m³ 54.4' })).toBeVisible();
  await tool.getByRole('combobox', { name: '与…对比' }).selectOption('甲');
  await expect(
    tool.getByRole('table', { name: '对比' }).getByRole('row', { name: /^管基 m³ 54\.4 43\.5 \+10\.9$/ }),
  ).toBeVisible();

  await tool.getByRole('button', { name: '加一条管线' }).click();
  await tool.getByRole('button', { name: '画管线' }).click();
  const typed = tool.getByRole('textbox', { name: '输入坐标' });
  for (const point of ['110.4407, 20.0192', '110.4420, 20.0192']) {
    await typed.fill(point);
    await typed.press('Enter');
  }
  await expect(bill.getByRole('row', { name: /^管道铺设 污水 DN600 混凝土 m 272\.\d$/ })).toBeVisible();
  // A figure that nobody has to say can be taken back.
  const bedding = tool.getByRole('spinbutton', { name: '管基厚' });
  await bedding.fill('');
  await bedding.press('Enter');
  await expect(bill.getByRole('row', { name: '管基 m³ 未定' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  witness.check();
});

test('a tool whose program does not arrive says so in its place, and the rest of the page works on', async ({
  page,
}) => {
  await page.route('**/assets/statistics-tool-*.js', (route) => route.abort());
  await open(page, '#v=1&theme=light');
  await page.getByRole('button', { name: '管网分析' }).click();
  await page.getByRole('tab', { name: '统计' }).click();
  const tool = page.getByRole('tabpanel', { name: '统计' });
  await expect(tool.getByRole('alert')).toContainText('这一部分没有显示出来');
  await expect(tool.getByRole('button', { name: '重试' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('tab', { name: '开挖' }).click();
  await expect(page.getByRole('tabpanel', { name: '开挖' })).toContainText('画沟槽');
  await expect(page.getByRole('complementary', { name: '图层' })).toContainText('331.1 km');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('everything is in a sheet that the thumb reaches, with targets of 44 pixels', async ({ page }) => {
    await open(page, '#v=1&theme=light');
    await page.getByRole('tab', { name: '工具' }).tap();
    await page.getByRole('button', { name: '距离' }).tap();
    await expect(page.getByRole('textbox', { name: '输入坐标' })).toBeVisible();
    await page.getByRole('tab', { name: '图层' }).tap();
    await expect(page.getByRole('button', { name: '隐藏燃气', exact: true })).toBeVisible();
    const small = await page.locator('button:visible, [role=tab]:visible').evaluateAll((all) =>
      all
        .map((one) => ({
          name: one.getAttribute('aria-label') ?? one.textContent,
          box: one.getBoundingClientRect(),
        }))
        .filter(({ box }) => box.height < 44)
        .map(({ name, box }) => `${name} ${box.height}`),
    );
    expect(small).toEqual([]);
    expect(await violations(page)).toEqual([]);
  });

  test('the conditions of a link are shown, and more are asked', async ({ page }) => {
    await open(page, '#v=1&layers=pipe-lines~1~100~!width_mm.from.300');
    await page.getByRole('tab', { name: '图层' }).tap();
    await page.getByRole('button', { name: '地下管线的设置' }).tap();
    const conditions = page.getByRole('region', { name: '筛选条件' });
    await expect(conditions.getByRole('spinbutton', { name: '不小于' })).toHaveValue('300');
    await conditions.getByRole('combobox', { name: '按属性筛选' }).selectOption({ label: '材质' });
    await conditions.getByRole('checkbox', { name: '球墨铸铁' }).tap();
    await expect.poll(() => linkOf(page)).toContain('material.in.QM');
  });
});
