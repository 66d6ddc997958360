/** Every theme of the city: one line for each, and nothing else. Where a theme stands in the legend is its `order`. */
export { default as undergroundPipes } from './underground-pipes/theme.ts';
export { default as buildingModels } from './building-models/theme.ts';
export { default as buildings } from './buildings/theme.ts';
export { default as baseMap } from './base-map/theme.ts';
export { default as streetLighting } from './street-lighting/theme.ts';
export { default as greeningRemoteSensing } from './greening-remote-sensing/theme.ts';
export { default as buildingEnergy } from './building-energy/theme.ts';
export { default as seismicIsolation } from './seismic-isolation/theme.ts';
export { default as prefabTraceability } from './prefab-traceability/theme.ts';
export { default as wasteSorting } from './waste-sorting/theme.ts';
export { default as administrativeAreas } from './administrative-areas/theme.ts';
