/** An IFC file to elements and a 3D tile, beside what the geometry kernel alone takes to open it and stream its geometry. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IfcAPI } from 'web-ifc';
import { makeDistrict } from '@twin/gis-data/demo/make-district.ts';
import { collectionById } from '@twin/gis-data/index.ts';
import { writeModels } from '@twin/bim-models/author/write-models.ts';
import { readIfc } from '@twin/bim-models/src/read-ifc.ts';
import { produceBim } from '@twin/tiler/src/producers/bim.ts';
import { LocalFrame } from '@twin/tiler/src/heights.ts';
import { quantile, secondsOf, type Bench, type Measurement } from './measurement.ts';

const RUNS = 5;
const AT = [110.4475, 20.0287] as const;
/** Of the design: no more than twice what the kernel takes. */
const BUDGET_TIMES_KERNEL = 2;

export const models: Bench = async ({ scratch }) => {
  const { tables } = await makeDistrict();
  const files = await writeModels(tables, scratch);
  const measured: Measurement[] = [];
  for (const { key, file } of files) {
    const bytes = await readFile(join(scratch, file));
    const [ours, kernel]: [number[], number[]] = [[], []];
    for (let run = 0; run < RUNS; run++) {
      kernel.push(await secondsOf(() => streamGeometry(bytes)));
      ours.push(await secondsOf(() => elementsAndTile(bytes)));
    }
    const peer = quantile(kernel, 0.5) * 1000;
    measured.push({
      what: `${key}.ifc, ${(bytes.length / 1e6).toFixed(1)} MB, to elements and a tile, median`,
      value: quantile(ours, 0.5) * 1000,
      unit: 'ms',
      budget: peer * BUDGET_TIMES_KERNEL,
      peer: { name: 'web-ifc alone', value: peer },
    });
  }
  return measured;
};

async function streamGeometry(bytes: Uint8Array): Promise<void> {
  const api = new IfcAPI();
  await api.Init();
  const model = api.OpenModel(bytes);
  api.StreamAllMeshes(model, (mesh) => {
    for (let index = 0; index < mesh.geometries.size(); index++) {
      const geometry = api.GetGeometry(model, mesh.geometries.get(index).geometryExpressID);
      api.GetVertexArray(geometry.GetVertexData(), geometry.GetVertexDataSize());
      api.GetIndexArray(geometry.GetIndexData(), geometry.GetIndexDataSize());
      geometry.delete();
    }
  });
  api.CloseModel(model);
}

async function elementsAndTile(bytes: Uint8Array): Promise<void> {
  const { elements, shapes } = await readIfc(bytes);
  const symbol = collectionById('bim-elements')?.collection.symbol;
  if (symbol?.kind !== 'bim') throw new Error('there is no collection of elements');
  const rows = elements.flatMap(({ shape, foot }, gid) => {
    const mesh = shape === null ? undefined : shapes[shape];
    return mesh
      ? [{ gid, id: String(gid), wkb: Buffer.concat([pointAt(foot[2]), mesh]), properties: {} }]
      : [];
  });
  produceBim(symbol, rows, { frame: new LocalFrame(...AT), detail: 'near', surveyed: [] });
}

/** WKB of a point. */
function pointAt(height: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(29));
  view.setUint8(0, 1);
  view.setUint32(1, 1001, true);
  [...AT, height].forEach((value, index) => view.setFloat64(5 + index * 8, value, true));
  return new Uint8Array(view.buffer);
}
