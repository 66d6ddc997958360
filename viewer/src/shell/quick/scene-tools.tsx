/** Tools over the scene: select and measure at the top left, the camera at the lower right. */
import { useEffect, useState } from 'react';
import type { CityScene } from '../../scene/city-scene.ts';
import { useCityState, type GroundPoint, type Tool } from '../../state/city-state.ts';
import { useWords } from './use-words.ts';
import { Icon, type IconName } from './icon.tsx';
import { areaSquareMetres, pathMetres } from './measure.ts';

const ZOOM_FACTOR = 0.6;
const SQUARE_METRES_OF_A_HECTARE = 10_000;

export function SceneTools({ scene }: { readonly scene: CityScene | undefined }) {
  const words = useWords();
  const { tool, mode, groundOpacity, camera, set } = useCityState();
  const tools: readonly (readonly [Tool, string, IconName])[] = [['select', words.select, 'cursor'], ['measure-distance', words.distance, 'ruler'], ['measure-height', words.height, 'up'], ['measure-area', words.area, 'area']];
  return (
    <>
      <div className="tools" role="toolbar" aria-label={words.measure}>
        {tools.map(([id, name, icon]) => <button key={id} type="button" aria-pressed={tool === id} onClick={() => set({ tool: id })}><Icon name={icon} />{name}</button>)}
      </div>
      {tool !== 'select' && scene && <Measure key={tool} scene={scene} tool={tool} />}
      <div className="camera">
        <button type="button" className="icon round" aria-label={words.north} onClick={() => scene?.north()}><span style={{ transform: `rotate(${-(camera?.heading ?? 0)}deg)`, display: 'grid' }}><Icon name="north" /></span></button>
        <div className="stack">
          <button type="button" className="icon" aria-label={words.home} onClick={() => scene?.home()}><Icon name="home" /></button>
          <button type="button" className="icon" aria-label={words.zoomIn} onClick={() => scene?.zoom(ZOOM_FACTOR)}><Icon name="plus" /></button>
          <button type="button" className="icon" aria-label={words.zoomOut} onClick={() => scene?.zoom(1 / ZOOM_FACTOR)}><Icon name="minus" /></button>
          <button type="button" className="icon" aria-pressed={mode === '2d'} aria-label={mode === '2d' ? words.threeD : words.twoD} onClick={() => set({ mode: mode === '2d' ? '3d' : '2d' })}><Icon name="cube" /></button>
          <button type="button" className="icon" aria-pressed={groundOpacity < 1} aria-label={words.underground} onClick={() => set({ groundOpacity: groundOpacity < 1 ? 1 : 0.25 })}><Icon name="below" /></button>
        </div>
      </div>
    </>
  );
}

function Measure({ scene, tool }: { readonly scene: CityScene; readonly tool: Tool }) {
  const words = useWords();
  const set = useCityState((state) => state.set);
  const [points, setPoints] = useState<readonly GroundPoint[]>([]);
  const [, redraw] = useState(0);
  useEffect(() => scene.onFrame(() => redraw((count) => count + 1)), [scene]);
  useEffect(() => {
    const end = (event: KeyboardEvent): void => { if (event.key === 'Escape') set({ tool: 'select' }); };
    window.addEventListener('keydown', end);
    return () => window.removeEventListener('keydown', end);
  }, [set]);
  const pixels = points.map((point) => scene.project(point));
  const shape = pixels.filter((pixel) => pixel !== undefined).map((pixel) => `${pixel.x},${pixel.y}`).join(' ');
  const [first] = points;
  const last = points.at(-1);
  const result = tool === 'measure-area' ? areaText(areaSquareMetres(points)) : tool === 'measure-height' ? `${(first && last ? last.heightMetres - first.heightMetres : 0).toFixed(2).replace('-', '−')} m` : lengthText(pathMetres(points));
  const add = (event: React.MouseEvent<HTMLButtonElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    // A click by the keyboard has no place of its own: it takes the middle of the scene.
    const point = scene.pickGround(event.detail === 0 ? { x: box.width / 2, y: box.height / 2 } : { x: event.clientX - box.left, y: event.clientY - box.top });
    if (point) setPoints(tool === 'measure-height' && points.length === 2 ? [point] : [...points, point]);
  };
  return (
    <>
      <button type="button" className="measure" aria-label={words.measureHint} onClick={add}><svg>
        {tool === 'measure-area' ? <polygon points={shape} className="span" /> : <polyline points={shape} className="span" />}
        {pixels.map((pixel) => pixel && <circle key={`${pixel.x},${pixel.y}`} cx={pixel.x} cy={pixel.y} r={4} />)}
      </svg></button>
      <output className="plate">{points.length > 1 ? <strong>{result}</strong> : words.measureHint}
        {points.length > 0 && <button type="button" onClick={() => setPoints([])}>{words.clear}</button>}</output>
    </>
  );
}

function lengthText(metres: number): string {
  return metres < 1000 ? `${metres.toFixed(2)} m` : `${(metres / 1000).toFixed(3)} km`;
}

function areaText(squareMetres: number): string {
  return squareMetres < SQUARE_METRES_OF_A_HECTARE ? `${squareMetres.toFixed(1)} m²` : `${(squareMetres / SQUARE_METRES_OF_A_HECTARE).toFixed(2)} ha`;
}
