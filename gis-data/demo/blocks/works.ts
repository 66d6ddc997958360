/** Works and yards: logistics, bus depot, water reclamation, building sites. */
import type { Point } from '../frame.ts';
import { carPark } from './downtown.ts';
import { box, ellipse, shifted } from './footprints.ts';
import { rectangle, type BuildingPlan, type Site } from './site.ts';

const HALL: BuildingPlan = {
  use: 'industrial',
  facade: 'blank',
  floors: 1,
  storeyMetres: 10,
  topMetres: 1.6,
  structure: '门式刚架',
  builtYear: 2014,
};

/** Halls on both sides of yards that lorries can turn in. */
export function industrial(site: Site, prefix: string, prefixEn: string): void {
  const dice = site.random;
  const { minX, maxX, minY, maxY } = site.bounds(10);
  const cy = (minY + maxY) / 2;
  const span = site.across(cy, 0, 14);
  if (span) site.pave('drive', rectangle(span[0] + 0.3, cy - 7, span[1] - 0.3, cy + 7));
  let serial = 0;
  for (let x = minX + 4; x < maxX - 50;) {
    const width = dice.between(58, 104);
    if (x + width > maxX - 2) break;
    for (const side of [-1, 1]) {
      const depth = Math.min(dice.between(52, 74), (maxY - minY) / 2 - 26);
      const at: Point = [x + width / 2, cy + side * (21 + depth / 2)];
      serial++;
      if (
        !site.erect(
          shifted(box(width, depth), at),
          {
            ...HALL,
            storeyMetres: dice.between(8.5, 12.5),
            name: `${prefix} ${serial} 号库`,
            nameEn: `${prefixEn}, hall ${serial}`,
          },
          { clear: 4, inset: 5 },
        )
      )
        continue;
      const yard = cy + side * 7;
      site.pave('parking', rectangle(x + 2, yard + side * 0.2, x + width - 2, yard + side * 13.4));
    }
    x += width + 14;
  }
  site.erect(
    shifted(box(44, 16), [maxX - 30, minY + 16]),
    {
      ...HALL,
      use: 'office',
      facade: 'ribbon',
      floors: 5,
      storeyMetres: 3.8,
      structure: '框架',
      name: `${prefix} 管理楼`,
      nameEn: `${prefixEn}, administration`,
    },
    { clear: 4 },
  );
  site.fillGreen(90);
  site.plantAround(4, 9, 'shade');
  site.scatter(40, () => dice.pick(['shade', 'small']));
}

export function depot(site: Site): void {
  const { minX, maxX, minY, maxY } = site.bounds(9);
  const [cx, cy] = [(minX + maxX) / 2, (minY + maxY) / 2];
  site.erect(shifted(box(86, 34), [cx - 20, maxY - 30]), {
    ...HALL,
    use: 'transport',
    facade: 'curtain',
    floors: 2,
    storeyMetres: 6,
    structure: '钢结构',
    name: '西环公交枢纽站',
    nameEn: 'West Ring Bus Station',
  });
  site.erect(shifted(box(64, 30), [minX + 48, minY + 28]), {
    ...HALL,
    use: 'transport',
    storeyMetres: 9,
    name: '西环公交保养场',
    nameEn: 'West Ring Bus Workshop',
  });
  site.erect(shifted(box(40, 26), [maxX - 30, minY + 24]), {
    ...HALL,
    use: 'utility',
    storeyMetres: 8,
    structure: '框架',
    name: '110 kV 西环变电站',
    nameEn: '110 kV West Ring Substation',
  });
  site.erect(shifted(box(22, 14), [maxX - 22, maxY - 18]), {
    ...HALL,
    use: 'utility',
    floors: 3,
    storeyMetres: 3.8,
    facade: 'ribbon',
    structure: '框架',
    name: '西环消防站',
    nameEn: 'West Ring Fire Station',
  });
  site.pave('parking', rectangle(cx - 80, cy - 26, cx + 64, cy + 22), { clear: 0.3 });
  for (let index = 0; index < 19; index++) {
    const x = cx - 74 + index * 7;
    for (const y of [cy - 24, cy + 9]) site.inlay('marking', rectangle(x, y, x + 0.14, y + 13));
  }
  carPark(site, [maxX - 44, cy + 46], 12);
  site.fillGreen(120);
  site.plantAround(4, 9, 'shade');
  site.scatter(40, () => site.random.pick(['shade', 'small']));
}

/** Round clarifiers, long aeration basins, low halls, all in a green yard. */
export function waterworks(site: Site): void {
  const { minX, maxX, minY, maxY } = site.bounds(12);
  const [cx, cy] = [(minX + maxX) / 2, (minY + maxY) / 2];
  const name = site.block.name ?? '';
  for (const [dx, dy] of [
    [-46, 70],
    [22, 70],
    [-46, 10],
    [22, 10],
  ] as const) {
    const tank = shifted(ellipse(48, 48, 40), [cx + dx, cy + dy]);
    if (site.pond(tank, { name: '二沉池', nameEn: 'Clarifier' }))
      site.pave('plaza', shifted(ellipse(52, 52, 40), [cx + dx, cy + dy]), { hole: tank });
  }
  for (const dy of [-46, -74, -102]) {
    site.pond(rectangle(cx - 66, cy + dy, cx + 34, cy + dy + 20), {
      name: '生化池',
      nameEn: 'Aeration basin',
    });
  }
  const plan: BuildingPlan = { ...HALL, use: 'utility', storeyMetres: 7, structure: '框架' };
  site.erect(
    shifted(box(34, 20), [maxX - 26, minY + 26]),
    { ...plan, name: `${name} 鼓风机房`, nameEn: 'Blower house' },
    { clear: 3 },
  );
  site.erect(
    shifted(box(34, 22), [maxX - 26, minY + 62]),
    { ...plan, name: `${name} 污泥脱水间`, nameEn: 'Sludge dewatering' },
    { clear: 3 },
  );
  site.erect(
    shifted(box(40, 16), [maxX - 28, maxY - 24]),
    {
      ...plan,
      use: 'office',
      facade: 'ribbon',
      floors: 3,
      storeyMetres: 3.8,
      name: `${name} 综合楼`,
      nameEn: 'Administration',
    },
    { clear: 3 },
  );
  site.erect(
    shifted(box(22, 18), [cx - 56, maxY - 18]),
    { ...plan, name: `${name} 提升泵房`, nameEn: 'Lift station' },
    { clear: 3 },
  );
  site.fillGreen(160);
  site.plantAround(4, 8, 'shade');
  site.scatter(70, () => site.random.pick(['shade', 'small', 'palm']));
}

/** Towers half way up, a pit, huts for the workers, a haul road. */
export function construction(site: Site): void {
  const dice = site.random;
  const { minX, maxX, minY, maxY } = site.bounds(12);
  const [cx, cy] = [(minX + maxX) / 2, (minY + maxY) / 2];
  const name = site.block.name ?? '';
  site.ringRoad('drive', 8, 14);
  for (const [index, dx, dy] of [
    [1, -54, 40],
    [2, 6, 46],
    [3, 62, 40],
    [4, -50, -14],
  ] as const) {
    site.erect(
      shifted(box(34, 20), [cx + dx, cy + dy]),
      {
        use: 'residential',
        facade: 'blank',
        floors: dice.integer(3, 16),
        storeyMetres: 3,
        structure: '剪力墙',
        builtYear: 2026,
        name: `${name} ${index} 号楼(在建)`,
        nameEn: `${site.block.nameEn ?? ''}, tower ${index} (under construction)`,
      },
      { clear: 5, inset: 16 },
    );
  }
  for (let index = 0; index < 5; index++) {
    site.erect(
      rectangle(minX + 8 + index * 30, minY + 6, minX + 32 + index * 30, minY + 12),
      { use: 'other', facade: 'blank', floors: 2, storeyMetres: 2.9, structure: '活动板房', builtYear: 2025 },
      { clear: 2, inset: 15 },
    );
  }
  site.plantAround(4, 12, 'small');
}
