/**
 * The city itself, on one cold start that the tests share: without a graphics card a first picture takes minutes. They
 * wait for what the scene says of itself, never for seconds.
 */
import { expect, test, type APIRequestContext, type Page } from '@playwright/test';
import { violations } from './accessibility.ts';
import { watch, type Witness } from './page-witness.ts';

/** A cold start with software rendering, on a machine that does other work too. */
const SETTLE_MILLISECONDS = 180_000;
/** Heights of the camera above what it looks straight down at, metres. */
const ABOVE_BUILDING = 260;
const ABOVE_PIPE = 90;
/** And below the axis of the pipe that it looks up at. */
const BELOW_PIPE = 4;
/** Parapet and machinery on a flat roof, above the height of its record. */
const HIGHEST_PLANT_METRES = 6;
/** A flat picture compresses to almost nothing; buildings, streets and trees do not. */
const LEAST_PICTURE_BYTES = 100_000;

/** As the address says it: an oblique look at the middle of the district. */
const VIEW = '110.44860000,20.03000000,200.00,24.00,-45.00,0.00';
const FROM_ABOVE = '110.44860000,20.03000000,260.00,0.00,-90.00,0.00';

type Item = {
  readonly id: string;
  readonly geometry: { readonly coordinates: unknown };
  readonly properties: { readonly height_metres: number };
};

test.describe.configure({ mode: 'serial', timeout: SETTLE_MILLISECONDS + 60_000 });

let page: Page;
let witness: Witness;

test.beforeAll(async ({ browser, baseURL }) => {
  page = await browser.newPage({
    viewport: { width: 960, height: 600 },
    ...(baseURL === undefined ? {} : { baseURL }),
  });
  witness = await watch(page, baseURL ?? '');
});
test.afterAll(() => page.close());
// Whatever a test did, nothing of this may have happened.
test.afterEach(() => witness.check());

test('a click on a building selects it', async ({ request }) => {
  const [building] = await items(request, 'buildings', 'use=office');
  const { longitude, latitude } = middleOf(building);
  await page.goto(`/#v=1&lang=zh-CN&theme=light&camera=${longitude},${latitude},${ABOVE_BUILDING},0,-90,0`);
  await settled();
  expect((await page.locator('.scene canvas').first().screenshot()).byteLength).toBeGreaterThan(
    LEAST_PICTURE_BYTES,
  );
  await clickMiddle();
  const panel = page.getByRole('complementary', { name: '属性' });
  await expect(panel).toContainText(building.id);
  await expect(panel).toContainText('商务办公');
  await expect.poll(() => decodeURIComponent(page.url())).toContain(`select=buildings/${building.id}`);
  expect(await violations(page)).toEqual([]);

  await test.step('and its roof measures as high above the ground as its record says', async () => {
    await page.getByRole('button', { name: '高差' }).click();
    await clickMiddle();
    const result = page.getByRole('region', { name: '高差' });
    await expect(result).toContainText('1 点');
    await result.getByRole('textbox').fill(`${longitude}, ${latitude}`);
    await result.getByRole('button', { name: '加点' }).click();
    const fall = await result.locator('dd').first().innerText();
    const metres = -Number(fall.replace('−', '-').replace(/[^-\d.]/g, ''));
    expect(metres).toBeGreaterThan(building.properties.height_metres - 0.5);
    expect(metres).toBeLessThan(building.properties.height_metres + HIGHEST_PLANT_METRES);
    await page.keyboard.press('Escape');
    await expect(result).toBeHidden();
  });
});

test('below the ground a click reaches the pipe, with everything else that it met', async ({ request }) => {
  const pipe = (await items(request, 'pipe-lines', 'class=PS')).find(
    ({ geometry }) => positions(geometry.coordinates).length === 2,
  );
  if (!pipe) throw new Error('the demo district has no straight sewer');
  const { longitude, latitude } = middleOf(pipe);
  await goTo(`#v=1&lang=zh-CN&theme=light&ground=0.30&camera=${longitude},${latitude},${ABOVE_PIPE},0,-90,0`);
  await clickMiddle();
  const panel = page.getByRole('complementary', { name: '属性' });
  await expect(panel).toBeVisible();
  const stack = panel.getByRole('group', { name: /此处 \d+ 个对象/ });
  const wanted = panel.locator('code', { hasText: pipe.id });
  // The pipe may lie under a tree or a street: it is then one of the stack.
  const count =
    (await stack.count()) === 0 ? 1 : Number(/(\d+) \/ (\d+)/.exec(await stack.innerText())?.[2] ?? 1);
  for (let step = 1; step < count && !(await wanted.isVisible()); step += 1)
    await panel.getByRole('button', { name: '下一个' }).click();
  await expect(wanted).toBeVisible();
  await expect(panel.getByRole('heading', { level: 2 })).toHaveText(/管/);
});

test('from below the ground a click reaches the pipe overhead, and the scale is that of what is seen', async ({
  request,
}) => {
  const pipe = (await items(request, 'pipe-lines', 'class=PS')).find(
    ({ geometry }) => positions(geometry.coordinates).length === 2,
  );
  if (!pipe) throw new Error('the demo district has no straight sewer');
  const { longitude, latitude } = middleOf(pipe);
  const geoid = await request.get(`/api/geoid?longitude=${longitude}&latitude=${latitude}`);
  const { geoid_metres: undulation }: { readonly geoid_metres: number } = await geoid.json();
  const height = axisMetres(pipe) + undulation - BELOW_PIPE;
  await goTo(`#v=1&lang=zh-CN&theme=light&camera=${longitude},${latitude},${height},0,88,0`);
  // Some 8 m below the surface 110 pixels are a metre, or a little less.
  await expect(page.getByRole('img', { name: /比例尺/ })).toHaveText(/^(0\.5|1|2) m$/);
  await clickMiddle();
  const panel = page.getByRole('complementary', { name: '属性' });
  await expect(panel.locator('code', { hasText: pipe.id })).toBeVisible();
  await expect(panel.getByRole('heading', { level: 2 })).toHaveText(/管/);
  await page.getByRole('button', { name: '距离' }).click();
  await clickMiddle();
  // A point on the ground overhead.
  await expect(page.getByRole('region', { name: '距离' })).toContainText('1 点');
  await page.keyboard.press('Escape');
});

test('the keyboard moves the camera and measures', async () => {
  await goTo(`#v=1&lang=zh-CN&theme=light&camera=${FROM_ABOVE}`);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '距离' }).click();
  await page.locator('.scene canvas').first().focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  await settled();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: '距离' })).toContainText(/水平距离\s*[1-9]/);
  await page.keyboard.press('Backspace');
  await expect(page.getByRole('region', { name: '距离' })).toContainText('1 点');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: '距离' })).toBeHidden();
});

test('a lost WebGL context is said, and the scene comes back where it was', async () => {
  await goTo(`#v=1&lang=zh-CN&theme=light&camera=${VIEW}`);
  await page.evaluate(() =>
    document
      .querySelector<HTMLCanvasElement>('.scene canvas')
      ?.getContext('webgl2')
      ?.getExtension('WEBGL_lose_context')
      ?.loseContext(),
  );
  await expect(page.getByRole('alert')).toContainText('三维场景中断');
  await settled();
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect((await page.locator('.scene canvas').first().screenshot()).byteLength).toBeGreaterThan(
    LEAST_PICTURE_BYTES / 2,
  );
  await expect.poll(() => decodeURIComponent(page.url())).toContain(`camera=${VIEW}`);
});

async function settled(): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-scene', 'settled', {
    timeout: SETTLE_MILLISECONDS,
  });
}

/** Follows a link in the open page: the camera flies, so the scene is unsettled first. */
async function goTo(hash: string): Promise<void> {
  await page.evaluate((link) => {
    window.location.hash = link;
  }, hash);
  await expect(page.locator('html')).not.toHaveAttribute('data-scene', 'settled');
  await settled();
}

/** The middle of the canvas is what the camera looks at, wherever panels stand. */
async function clickMiddle(): Promise<void> {
  const box = await page.locator('.scene canvas').first().boundingBox();
  if (!box) throw new Error('the scene has no canvas');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

async function items(
  request: APIRequestContext,
  collection: string,
  filter: string,
): Promise<[Item, ...Item[]]> {
  const response = await request.get(`/ogc/collections/${collection}/items?limit=50&${filter}`, {
    headers: { accept: 'application/geo+json' },
  });
  const { features }: { readonly features: Item[] } = await response.json();
  const [first, ...others] = features;
  if (!first) throw new Error(`the demo district has no ${collection} of ${filter}`);
  return [first, ...others];
}

/** National height of the middle of a straight pipe's axis. */
function axisMetres({ geometry }: Item): number {
  const heights = Array.isArray(geometry.coordinates)
    ? geometry.coordinates.map((position: unknown) => (Array.isArray(position) ? Number(position[2]) : NaN))
    : [];
  return (Math.min(...heights) + Math.max(...heights)) / 2;
}

function middleOf({ geometry }: Item): { readonly longitude: number; readonly latitude: number } {
  const all = positions(geometry.coordinates);
  const middle = (axis: 0 | 1): number =>
    (Math.min(...all.map((at) => at[axis])) + Math.max(...all.map((at) => at[axis]))) / 2;
  return { longitude: middle(0), latitude: middle(1) };
}

function positions(coordinates: unknown): (readonly [number, number])[] {
  if (!Array.isArray(coordinates)) return [];
  const [longitude, latitude]: unknown[] = coordinates;
  return typeof longitude === 'number' && typeof latitude === 'number'
    ? [[longitude, latitude]]
    : coordinates.flatMap(positions);
}
