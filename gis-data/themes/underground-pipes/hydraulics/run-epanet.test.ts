import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runEpanet, type Scenario } from './run-epanet.ts';

const DATA = fileURLToPath(new URL('../../../../../shared/data/pipes/epanet', import.meta.url));
const AS_IT_IS: Scenario = {
  closed: [],
  leaks: [],
  demands: [],
  speeds: [],
  demandFactor: 1,
  mostSeconds: 86_400,
};
const PSI_METRES = 0.3048 / 0.4333;

/** A source 50 m above two taps, the second one behind a valve: Hazen–Williams by hand below. */
const TWO_TAPS = `[JUNCTIONS]
 A 0 10
 B 0 5
[RESERVOIRS]
 S 50
[PIPES]
 S-A S A 1000 200 100 0 Open
 A-B A B 500 150 100 0 Open
[OPTIONS]
 Units LPS
 Headloss H-W
[TIMES]
 Duration 2:00
[CONTROLS]
 LINK A-B OPEN AT TIME 1
[END]`;

/** Metres of head that are lost, by Hazen–Williams in SI units: 10.67 L Q^1.852 / (C^1.852 d^4.871). */
const lost = (metres: number, litres: number, mm: number): number =>
  (10.667 * metres * (litres / 1000) ** 1.852) / (100 ** 1.852 * (mm / 1000) ** 4.871);
const pressures = (run: Awaited<ReturnType<typeof runEpanet>>, id: string): readonly number[] =>
  run.nodes.find((node) => node.id === id)?.pressureMetres ?? [];

describe('a water network in EPANET', () => {
  it('has the pressures that the formula gives by hand', async () => {
    const run = await runEpanet(TWO_TAPS, AS_IT_IS);
    expect(run.times).toEqual([0, 3600, 7200]);
    const atA = 50 - lost(1000, 15, 200);
    expect(pressures(run, 'A')[0]).toBeCloseTo(atA, 1);
    expect(pressures(run, 'B')[0]).toBeCloseTo(atA - lost(500, 5, 150), 1);
    const pipe = run.links.find(({ id }) => id === 'S-A');
    expect(pipe?.flowLitresPerSecond[0]).toBeCloseTo(15, 2);
    expect(pipe?.velocityMetresPerSecond[0]).toBeCloseTo(0.015 / (Math.PI * 0.1 ** 2), 3);
  });

  it('gives no water beyond what is shut, though a control of its own would open it', async () => {
    const run = await runEpanet(TWO_TAPS, { ...AS_IT_IS, closed: ['A-B'] });
    const flows = run.links.find(({ id }) => id === 'A-B')?.flowLitresPerSecond ?? [];
    expect(flows).toHaveLength(3);
    for (const flow of flows) expect(Math.abs(flow)).toBeLessThan(1e-4);
    expect(run.links.find(({ id }) => id === 'S-A')?.flowLitresPerSecond[0]).toBeCloseTo(10, 2);
  });

  it('loses pressure with a leak as with a demand of that size, at every hour', async () => {
    const run = await runEpanet(TWO_TAPS, { ...AS_IT_IS, leaks: [{ link: 'A-B', litresPerSecond: 8 }] });
    for (const pressure of pressures(run, 'A')) expect(pressure).toBeCloseTo(50 - lost(1000, 23, 200), 1);
    const doubled = await runEpanet(TWO_TAPS, { ...AS_IT_IS, demandFactor: 2 });
    expect(pressures(doubled, 'A')[0]).toBeCloseTo(50 - lost(1000, 30, 200), 1);
  });

  it('draws at a junction what is said instead of what the network says', async () => {
    const run = await runEpanet(TWO_TAPS, { ...AS_IT_IS, demands: [{ node: 'B', litresPerSecond: 9 }] });
    expect(run.nodes.find(({ id }) => id === 'B')?.demandLitresPerSecond).toBeCloseTo(9, 6);
    const atA = 50 - lost(1000, 19, 200);
    expect(pressures(run, 'A')[0]).toBeCloseTo(atA, 1);
    expect(pressures(run, 'B')[0]).toBeCloseTo(atA - lost(500, 9, 150), 1);
    await expect(
      runEpanet(TWO_TAPS, { ...AS_IT_IS, demands: [{ node: 'S', litresPerSecond: 9 }] }),
    ).rejects.toMatchObject({ code: 'node-unknown' });
  });

  it('lifts water by the square of a pump’s speed, as affinity has it', async () => {
    // One point of a curve: EPANET draws it through 4/3 of its head at no flow, h = 4/3·h₀ − h₀/3·(q/q₀)².
    const pumped = TWO_TAPS.replace(' S 50', ' S 0')
      .replace(' S-A S A 1000 200 100 0 Open', ' P-A P A 1000 200 100 0 Open')
      .replace('[RESERVOIRS]', ' P 0 0\n[RESERVOIRS]')
      .replace('[OPTIONS]', '[PUMPS]\n LIFT S P HEAD C\n[CURVES]\n C 30 60\n[OPTIONS]');
    const head = (speed: number): number => 80 * speed ** 2 - (20 / 30 ** 2) * 15 ** 2;
    for (const speed of [1, 0.8]) {
      const run = await runEpanet(pumped, { ...AS_IT_IS, speeds: [{ link: 'LIFT', speed }] });
      expect(pressures(run, 'P')[0]).toBeCloseTo(head(speed), 1);
    }
    await expect(
      runEpanet(pumped, { ...AS_IT_IS, speeds: [{ link: 'A-B', speed: 1 }] }),
    ).rejects.toMatchObject({ code: 'link-unknown' });
  });

  it('is refused with the words of the engine', async () => {
    await expect(runEpanet(TWO_TAPS.replace(' S 50', ''), AS_IT_IS)).rejects.toMatchObject({
      code: 'network-refused',
    });
    await expect(runEpanet(TWO_TAPS, { ...AS_IT_IS, closed: ['nowhere'] })).rejects.toMatchObject({
      code: 'link-unknown',
    });
  });

  describe.skipIf(!existsSync(DATA))(
    'of the literature (skipped where ../shared/data/pipes/epanet is not there)',
    () => {
      const read = (name: string): string => readFileSync(`${DATA}/${name}`, 'utf8');

      it('has in Net1 the pressures at hour 0 that its report has been printed with', async () => {
        const run = await runEpanet(read('Net1.inp'), AS_IT_IS);
        // Pounds per square inch.
        for (const [id, psi] of [
          ['10', 127.54],
          ['11', 119.26],
          ['12', 117.02],
          ['13', 118.67],
          ['21', 117.66],
          ['22', 118.76],
          ['23', 120.74],
          ['31', 115.86],
          ['32', 110.79],
          ['2', 52.0],
        ] as const)
          expect(Math.abs((pressures(run, id)[0] ?? 0) - psi * PSI_METRES), id).toBeLessThan(0.01);
        expect(run.times).toHaveLength(25);
      });

      it('runs for every network, or is refused by the engine', async () => {
        const refused: string[] = [];
        for (const name of readdirSync(DATA).toSorted()) {
          const run = await runEpanet(read(name), AS_IT_IS).catch((error: { code: string }) => error.code);
          if (typeof run === 'string') refused.push(`${name} ${run}`);
          else {
            expect(run.times[0], name).toBe(0);
            expect(
              run.nodes.every(({ pressureMetres }) => pressureMetres.every(Number.isFinite)),
              name,
            ).toBe(true);
          }
        }
        expect(refused).toEqual(['Net1_broken.inp network-refused', 'exnet.inp network-refused']);
      }, 120_000);
    },
  );
});
