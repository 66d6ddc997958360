import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveOperations, type ServedOperations } from '../serve-operations-for-tests.ts';
import { pipeOperations } from './underground-pipes.ts';

/**
 * A reservoir S feeds a main along 20° N by two valves, a metre for each 1e-5°: S — V1 — m — V2 — e, with a meter on m.
 * The hospital lies beside the meter. A sewer runs 1 m north of the main's middle.
 */
const ITEMS = `
  insert into source (id, key, title, licence, crs) values (1, 'hand', 'Made by hand', 'CC0-1.0', 'EPSG:4490');
  insert into pipe_point (id, point_no, class, appurtenance, valve_state, source_id, source_key, geom)
    select id, id, class, what, state, 1, id, ST_SetSRID(ST_MakePoint(110 + x * 1e-5, 20 + y * 1e-5, 10), 4490)
    from (values
      ('S', 'JS', 'reservoir', null, 0, 0), ('V1', 'JS', 'valve', 'open', 30, 0), ('m', 'JS', null, null, 60, 0),
      ('V2', 'JS', 'valve', 'open', 90, 0), ('e', 'JS', 'hydrant', null, 120, 0), ('w', 'JS', 'meter', null, 60, -5),
      ('lone', 'JS', null, null, 0, 90), ('a', 'PS', 'manhole', null, 40, 1), ('b', 'PS', 'manhole', null, 80, 1)
    ) as p(id, class, what, state, x, y);
  insert into pipe_line (id, class, sub_class, start_point, end_point, width_mm, wall_mm, length_metres, start_depth_metres,
      end_depth_metres, elevation_reference, laying, source_id, source_key, geom)
    select f.id || '-' || t.id, f.class, case f.class when 'JS' then 'JP' else 'WS' end, f.id, t.id, 300, 0,
      ST_Distance(f.geom::geography, t.geom::geography), 2, 2, 'axis', 'ZM', 1, f.id || '-' || t.id,
      ST_MakeLine(ST_Force3D(ST_Force2D(f.geom), 8), ST_Force3D(ST_Force2D(t.geom), case f.class when 'JS' then 8 else 7 end))
    from (values ('S', 'V1'), ('V1', 'm'), ('m', 'V2'), ('V2', 'e'), ('m', 'w'), ('a', 'b')) as l(a, b)
    join pipe_point f on f.id = l.a join pipe_point t on t.id = l.b;
  insert into building (id, name, use, height_metres, source_id, source_key, geom)
    select id, name, use, 20, 1, id, ST_Multi(ST_SetSRID(ST_MakeEnvelope(110 + x * 1e-5, 20 + y * 1e-5, 110 + (x + 5) * 1e-5, 20 + (y + 5) * 1e-5), 4490))
    from (values ('B1', '住宅', 'residential', 50, -30), ('B2', '人民医院', 'medical', 65, -30)) as b(id, name, use, x, y);
`;

describe('the operations on pipes', () => {
  let served: ServedOperations;
  let base: string;

  beforeAll(async () => {
    served = await serveOperations({
      server: process.env['TEST_DATABASE_URL'],
      fill: ({ pool }) => pool.query(ITEMS),
      operations: pipeOperations,
    });
    base = served.base;
  }, 180_000);
  afterAll(() => served.close());

  const ask = async (path: string, grade = 'government'): Promise<object> => {
    const response = await fetch(`${base}${path}`, { headers: { 'x-grade': grade } });
    return { status: response.status, ...((await response.json()) as object) };
  };
  const ids = (things: readonly { readonly id: string }[]): string[] => things.map(({ id }) => id).toSorted();

  it('isolate a burst, and name the hospital before the dwelling and the hydrant that is lost', async () => {
    const burst = await ask('/pipes/burst?pipe=V1-m');
    expect(burst).toMatchObject({ pipe: 'V1-m', class: 'JS', can_be_isolated: true });
    const { valves, segment, cut_off, customers, hydrants, doubts } = burst as Burst;
    expect([ids(valves.close), ids(valves.may_close)]).toEqual([['V1'], ['V2']]);
    expect(ids(segment.pipes)).toEqual(['V1-m', 'm-V2', 'm-w']);
    expect(ids(cut_off.pipes)).toEqual(['V2-e']);
    expect(customers.buildings.map(({ name }) => name)).toEqual(['人民医院', '住宅']);
    expect(ids(hydrants)).toEqual(['e']);
    expect(doubts.map(({ code }) => code)).toEqual(['served-by-nearest']);
  });

  it('follow an edit at once: a valve that is found out of order is passed over', async () => {
    await served.database.pool.query("update pipe_point set valve_state = 'faulty' where id = 'V2'");
    await served.database.pool.query(
      "update collection set revision = revision + 1 where id = 'pipe-points'",
    );
    const { valves, cut_off } = (await ask('/pipes/burst?pipe=V1-m')) as Burst;
    expect([ids(valves.close), ids(valves.faulty), cut_off.count]).toEqual([['V1'], ['V2'], 0]);
  });

  it('trace, lead along the shortest way and say what hangs together', async () => {
    expect(await ask('/pipes/trace?pipe=m-V2&direction=upstream')).toMatchObject({
      count: 3,
      ends: [{ id: 'S' }],
    });
    expect(await ask('/pipes/path?class=JS&from=S&to=e')).toMatchObject({
      is_connected: true,
      order: ['S-V1', 'V1-m', 'm-V2', 'V2-e'],
    });
    expect(await ask('/pipes/network?class=JS')).toMatchObject({
      pipes: 5,
      components: { count: 1 },
      dangling_ends: { count: 0 },
    });
  });

  it('run a surveyed network in EPANET with what is said of its supply, and name what is assumed', async () => {
    expect(await ask('/pipes/hydraulics?pipe=m-w')).toMatchObject({ status: 400, code: 'parameter-invalid' });
    // 8640 m³ a day are 100 l/s, all of it at the meter w, 68.3 m of DN 300 from the source: 0.44 m by Hazen–Williams.
    const run = await ask('/pipes/hydraulics?pipe=m-w&demand_cubic_metres_per_day=8640&head_metres=40');
    expect(run).toMatchObject({ status: 200, network: { kind: 'survey' }, times_seconds: [0] });
    const { links, points, doubts } = run as Hydraulics;
    const flows = new Map(links.map(({ id, flow_litres_per_second: [flow] }) => [id, Math.abs(flow ?? 0)]));
    for (const [pipe, litres] of [
      ['S-V1', 100],
      ['V1-m', 100],
      ['m-w', 100],
      ['V2-e', 0],
    ] as const)
      expect(flows.get(pipe), pipe).toBeCloseTo(litres, 3);
    const pressures = new Map(points.map(({ id, pressure_metres: [metres] }) => [id, metres ?? 0]));
    expect(pressures.get('w')).toBeCloseTo(39.56, 2);
    expect(doubts.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['demand-assumed', 'elevation-assumed', 'roughness-assumed']),
    );
  });

  it('run it with what is changed: another demand, a valve that is shut', async () => {
    const flowOf = async (change: string): Promise<number> => {
      const { links } = (await ask(
        `/pipes/hydraulics?pipe=m-w&demand_cubic_metres_per_day=8640&head_metres=40&${change}`,
      )) as Hydraulics;
      return Math.abs(links.find(({ id }) => id === 'S-V1')?.flow_litres_per_second[0] ?? Number.NaN);
    };
    expect(await flowOf('demand=w:50')).toBeCloseTo(50, 3);
    expect(await flowOf('demand=w:50&demand=e:7.5')).toBeCloseTo(57.5, 3);
    // Behind the first valve nothing is left to draw from.
    expect(await flowOf('close=V1')).toBeCloseTo(0, 3);
    for (const [change, status, code] of [
      ['demand=w', 400, 'parameter-invalid'],
      ['demand=w:-1', 400, 'parameter-invalid'],
      ['demand=nowhere:1', 404, 'item-unknown'],
      ['speed=nowhere:1', 404, 'item-unknown'],
      ['close=a-b', 404, 'item-unknown'],
      ['demand=S:1', 422, 'network-not-run'],
    ] as const)
      expect(
        await ask(`/pipes/hydraulics?pipe=m-w&demand_cubic_metres_per_day=1&head_metres=40&${change}`),
        change,
      ).toMatchObject({ status, code });
  });

  it('find the same conflict by the pipe, by its area and in the whole city', async () => {
    const finding = {
      rule: 'horizontal',
      severity: 'violation',
      limit: { value: 1.5, unit: 'm', clause: 'GB 50289-2016 4.1.9', confidence: 'V' },
    };
    const byPipe = (await ask('/pipes/check?pipe=a-b')) as Check;
    expect(byPipe).toMatchObject({ pipes: 1, violations: 2, findings: [finding, finding] });
    // 1e-5° of latitude at 20° is 1.1072 m; less two radii of 0.15 m.
    expect(byPipe.findings[0]?.measured).toBeCloseTo(0.807, 3);
    const area = '110.0001,19.9999 110.002,19.9999 110.002,20.001 110.0001,20.001';
    expect(await ask(`/pipes/check?area=${encodeURIComponent(area)}`)).toMatchObject({ violations: 2 });
    let city = await ask('/pipes/check/city');
    while ('status' in city && city.status === 'running') city = await ask('/pipes/check/city');
    expect(city).toMatchObject({ pipes: 6, violations: 2 });
  });

  it('give every finding away as a table for a report and as lines for a map', async () => {
    const table = await (await fetch(`${base}/pipes/check/city?f=csv`)).text();
    expect(table.split('\r\n').slice(0, 2)).toEqual([
      // Text of a response is read without its byte order mark.
      '规则,级别,管线,另一管线,实测,限值,单位,条文,可信度,避让,经度,纬度,高程 m',
      expect.stringMatching(
        /^水平净距,违规,(V1-m|a-b|m-V2),(V1-m|a-b|m-V2),0\.807\d*,1\.5,m,GB 50289-2016 4\.1\.9,V,(V1-m|m-V2),110\.0006,20\.0000\d{1,4},8$/,
      ),
    ]);
    expect(table.trimEnd().split('\r\n')).toHaveLength(1 + 2);
    const map = (await (await fetch(`${base}/pipes/check?pipe=a-b&f=geojson`)).json()) as {
      features: { geometry: { coordinates: [number, number][] }; properties: object }[];
    };
    expect(map.features).toHaveLength(2);
    expect(map.features[0]).toMatchObject({
      geometry: { type: 'LineString' },
      properties: { rule: 'horizontal', severity: 'violation', limit: 1.5, unit: 'm' },
    });
    // From wall to wall: along the meridian, so much as is measured.
    const [from, to] = map.features[0]?.geometry.coordinates ?? [];
    expect(Math.abs((to?.[1] ?? 0) - (from?.[1] ?? 0)) * 110_720).toBeCloseTo(0.807, 2);
  });

  it('cut the ground open along a line: the hand-made main and the sewer beside it, as figures and as files', async () => {
    const line = encodeURIComponent('110.0006,19.99997 110.0006,20.00005');
    const { section, drawing } = (await ask(`/pipes/section?line=${line}&language=en`)) as {
      section: { pipes: { id: string; chainageMetres: number; coverMetres: number }[]; lengthMetres: number };
      drawing: { title: string };
    };
    // The line stands on the meter's point: its own pipe runs along it, both halves of the main end there.
    expect(ids(section.pipes)).toEqual(['V1-m', 'a-b', 'm-V2']);
    const at = new Map(section.pipes.map((pipe) => [pipe.id, pipe]));
    // 1e-5° of latitude is 1.1072 m; 2 m to the axis of DN300 leave 1.85 m over it.
    expect(at.get('m-V2')?.chainageMetres).toBeCloseTo(3 * 1.1072, 2);
    expect(at.get('a-b')?.chainageMetres).toBeCloseTo(4 * 1.1072, 2);
    expect(at.get('a-b')?.coverMetres).toBeCloseTo(1.85, 6);
    expect(drawing.title).toBe('Cross-section of pipes');
    const files = await Promise.all(
      ['svg', 'dxf', 'pdf'].map((f) => fetch(`${base}/pipes/section?line=${line}&f=${f}`)),
    );
    expect(files.map((file) => file.headers.get('content-type')?.split(';')[0])).toEqual([
      'image/svg+xml',
      'image/vnd.dxf',
      'application/pdf',
    ]);
    expect(files[1]?.headers.get('content-disposition')).toContain('section.dxf');
    const [svg, dxf, pdf] = await Promise.all(files.map((file) => file.text()));
    expect([svg?.startsWith('<svg'), dxf?.endsWith('EOF\r\n'), pdf?.startsWith('%PDF-')]).toEqual([
      true,
      true,
      true,
    ]);
    // The title block says whose survey it is.
    expect(svg).toContain('Made by hand');
  });

  it('refuse a section that is too long, or no line, with the way out', async () => {
    for (const [line, code] of [
      ['110,20 110.1,20', 'area-too-large'],
      ['110,20', 'parameter-invalid'],
      ['110,20 110,20', 'parameter-invalid'],
      ['110,20 x,20', 'parameter-invalid'],
    ] as const)
      expect(await ask(`/pipes/section?line=${encodeURIComponent(line)}`)).toMatchObject({
        status: 400,
        code,
      });
    expect(await ask('/pipes/section?line=110,20%20110.0001,20', 'public')).toMatchObject({
      code: 'layer-forbidden',
    });
  });

  it('cut it open along a run: through pipes and points in their order, with what crosses and comes in', async () => {
    const profileOf = (...through: string[]) =>
      ask(`/pipes/profile?${through.map((stop) => `through=${encodeURIComponent(stop)}`).join('&')}`);
    const { profile, drawing } = (await profileOf('pipe-points/e', 'pipe-lines/S-V1')) as {
      profile: {
        lengthMetres: number;
        stations: { point: { id: string }; chainageMetres: number; groundMetres: number }[];
        pipes: { id: string; slopePerMille: number }[];
        crossings: { id: string; relation: string }[];
      };
      drawing: { title: string };
    };
    expect(profile.stations.map(({ point: { id } }) => id)).toEqual(['e', 'V2', 'm', 'V1', 'S']);
    expect(profile.pipes.map(({ id }) => id)).toEqual(['V2-e', 'm-V2', 'V1-m', 'S-V1']);
    // 120 times 1e-5 degrees of longitude at 20° N, on the ellipsoid of CGCS2000.
    expect(profile.lengthMetres).toBeCloseTo(120 * 1e-5 * 104_646.93, 2);
    expect(profile.stations.map(({ groundMetres }) => groundMetres)).toEqual([10, 10, 10, 10, 10]);
    // The meter's pipe comes in at m; the sewer runs beside and crosses nothing.
    expect(profile.crossings).toMatchObject([{ id: 'm-w', relation: 'joins' }]);
    expect(drawing.title).toBe('配水管纵断面图');
    expect(await profileOf('pipe-lines/a-b')).toMatchObject({
      profile: { stations: [{ point: { id: 'a' } }, { point: { id: 'b' } }], crossings: [] },
    });
    const dxf = await fetch(`${base}/pipes/profile?through=pipe-lines/a-b&f=dxf`);
    expect(dxf.headers.get('content-disposition')).toContain('profile.dxf');
  });

  it('refuse a run that does not hang together, with the way out', async () => {
    for (const [query, status, code] of [
      ['through=pipe-points/S&through=pipe-points/a', 400, 'pipes-of-two-classes'],
      ['through=pipe-lines/S-V1&through=pipe-points/lone', 400, 'pipes-not-joined'],
      ['through=pipe-points/S', 400, 'parameter-invalid'],
      ['through=S', 400, 'parameter-invalid'],
      ['', 400, 'parameter-invalid'],
      ['through=pipe-lines/x', 404, 'item-unknown'],
      ['through=pipe-lines/S-V1&through=pipe-lines/a%00b', 400, 'parameter-invalid'],
      ['through=pipe-points/S&through=pipe-points/e&through=pipe-points/S', 400, 'run-over-itself'],
    ] as const)
      expect(await ask(`/pipes/profile?${query}`), query).toMatchObject({ status, code });
    expect(await ask('/pipes/profile?through=pipe-lines/a-b', 'public')).toMatchObject({
      code: 'layer-forbidden',
    });
  });

  it('add up what there is: everywhere, of a class, within an area, by district, and as a table', async () => {
    type Rows = { key: string | null; name?: { zh: string }; count: number; km: number }[];
    const groupsOf = async (query = ''): Promise<Record<string, Rows>> =>
      ((await ask(`/pipes/statistics${query}`)) as { groups: Record<string, Rows> }).groups;
    const all = await groupsOf();
    expect(all['class']?.map(({ key, count }) => [key, count])).toEqual([
      ['JS', 5],
      ['PS', 1],
    ]);
    // 120 and 5 steps of 1e-5°: 104,648 m and 110,710 m to the degree at 20° N.
    expect(all['class']?.[0]?.km).toBeCloseTo((120 * 1.04648 + 5 * 1.1071) / 1000, 4);
    expect(all['diameter']).toMatchObject([{ key: '300-499', count: 6 }]);
    expect(all['laid']).toMatchObject([{ key: null, count: 6 }]);
    expect(all['district']).toMatchObject([{ key: null, count: 6 }]);
    expect((await groupsOf('?class=PS'))['material']).toMatchObject([{ key: null, count: 1 }]);
    // Around the second valve: the two pipes that end there.
    const area = encodeURIComponent(
      '110.00085,19.99999 110.00095,19.99999 110.00095,20.000005 110.00085,20.000005',
    );
    expect((await groupsOf(`?area=${area}`))['class']).toMatchObject([{ key: 'JS', count: 2 }]);

    await served.database.pool.query(
      `insert into administrative_area (id, name, name_en, level, source_id, source_key, geom)
       select id, name, en, level, 1, id, ST_Multi(ST_SetSRID(ST_MakeEnvelope(110 + w * 1e-5, 19.9, 110 + e * 1e-5, 20.1, 4490), 4490))
       from (values ('469999', '海口', 'Haikou', 'prefecture', -99, 999), ('469998', '西区', 'West', 'district', -99, 65))
         as a(id, name, en, level, w, e)`,
    );
    const districts = (await groupsOf())['district'] ?? [];
    // By their middles: the main to its middle, the sewer and the meter's pipe in the west, the rest of the city alone.
    expect(districts.map(({ name, count }) => [name?.zh, count])).toEqual([
      ['西区', 4],
      ['海口', 2],
    ]);
    const table = await (await fetch(`${base}/pipes/statistics?class=PS&language=en&f=csv`)).text();
    expect(table.split('\r\n').slice(0, 2)).toEqual([
      'Group,Name,Pipes,Length km',
      expect.stringMatching(/^Class,Drainage,1,0\.0418\d*$/),
    ]);
    expect(table).toContain('Diameter,DN 300–499,1,');
  });

  it('refuse with the way out: unknown pipes, drains without valves, areas too large, visitors without the right', async () => {
    for (const [path, status, code, grade] of [
      ['/pipes/burst?pipe=nothing', 404, 'item-unknown'],
      ['/pipes/burst?pipe=a-b', 400, 'parameter-invalid'],
      ['/pipes/burst', 400, 'parameter-invalid'],
      ['/pipes/burst?pipe=a-b&deep=1', 400, 'parameter-unknown'],
      ['/pipes/trace?pipe=a-b&direction=sideways', 400, 'parameter-invalid'],
      ['/pipes/check', 400, 'parameter-invalid'],
      ['/pipes/check?area=110,20%20111,20', 400, 'parameter-invalid'],
      ['/pipes/check?area=110,20%20110,20%20110,20', 400, 'parameter-invalid'],
      ['/pipes/burst?pipe=a%00b', 400, 'parameter-invalid'],
      ['/pipes/check?area=110,20%20111,20%20111,21', 400, 'area-too-large'],
      ['/pipes/statistics?area=110,20%20111,20%20111,21', 400, 'area-too-large'],
      ['/pipes/statistics?class=XX', 400, 'parameter-invalid'],
      ['/pipes/check?pipe=a-b&f=xlsx', 400, 'parameter-invalid'],
      ['/pipes/check/city', 403, 'layer-forbidden', 'public'],
      ['/pipes/statistics', 403, 'layer-forbidden', 'public'],
    ] as const)
      expect(await ask(path, grade), path).toMatchObject({ status, code });
  });

  it('are described by the document of the interface', async () => {
    const { paths } = (await ask('/openapi.json')) as {
      paths: Record<string, { get: { parameters: { name: string; required: boolean }[] } }>;
    };
    expect(Object.keys(paths)).toContain('/pipes/check/city');
    expect(paths['/pipes/trace']?.get.parameters).toMatchObject([
      { name: 'pipe', in: 'query', required: true, schema: { type: 'string' } },
      { name: 'direction', required: true, schema: { enum: ['upstream', 'downstream'] } },
    ]);
  });
});

type Things = readonly { readonly id: string }[];
type Burst = {
  readonly valves: Readonly<Record<'close' | 'may_close' | 'faulty', Things>>;
  readonly segment: { readonly pipes: Things };
  readonly cut_off: { readonly pipes: Things; readonly count: number };
  readonly customers: { readonly buildings: readonly { readonly name: string }[] };
  readonly hydrants: Things;
  readonly doubts: readonly { readonly code: string }[];
};
type Check = { readonly findings: readonly { readonly measured: number }[] };

type Hydraulics = {
  readonly links: readonly { readonly id: string; readonly flow_litres_per_second: readonly number[] }[];
  readonly points: readonly { readonly id: string; readonly pressure_metres: readonly number[] }[];
  readonly doubts: readonly { readonly code: string }[];
};
