import type { Words } from './zh-CN.ts';

export const en: Words = {
  product: 'Hainan city twin', place: 'Haikou / North Shore district', demo: 'Demo data', layers: 'Layers', shown: 'shown', find: 'Search pipes, buildings, roads or coordinates', nothingFound: 'Nothing found for',
  coordinates: 'Coordinates', select: 'Select', distance: 'Distance', height: 'Height', area: 'Area', measure: 'Measure', home: 'Home view', north: 'North up', zoomIn: 'Zoom in', zoomOut: 'Zoom out',
  twoD: '2D', threeD: '3D', underground: 'Underground', groundOpacity: 'Ground opacity', time: 'Time', auto: 'Auto', day: 'Day', dusk: 'Dusk', night: 'Night', dark: 'Dark', light: 'Light', share: 'Copy link', copied: 'Link copied',
  close: 'Close', fly: 'Fly there', noData: 'no data', source: 'Source', loaded: 'loaded', revision: 'revision', none: 'none here', opacity: 'Opacity', show: 'Show', hide: 'Hide', loading: 'Loading', failed: 'Could not load', retry: 'Retry',
  unsupported: 'This browser has no usable WebGL', unsupportedHow: 'The 3D scene needs WebGL 2. Turn on hardware acceleration or use another browser; the layer list and search still work.', lost: '3D scene interrupted', lostHow: 'The graphics card stopped responding; recovering, attempt {n}.',
  scene: '3D city scene. Arrow keys pan, plus and minus zoom, Enter picks the centre.', tiles: 'Tiles ready', heading: 'heading', pitch: 'pitch', ground: 'ground', pickOne: 'Several features here', sources: 'Data sources', measureHint: 'Click to set points, Esc ends', clear: 'Clear', yes: 'yes', no: 'no',
};
