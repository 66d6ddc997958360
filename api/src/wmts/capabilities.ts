/** What the WMTS says of itself: its raster layers and their one tile matrix set. Pure: facts in, XML out. */
import type { CollectionOfTheme } from '@twin/gis-data/index.ts';
import type { Box } from '../collection-facts.ts';
import { TILE_MATRIX_SET } from '../ogc/tiles/tile-matrix-set.ts';
import { xmlText } from './xml-text.ts';

export type OfferedLayer = { readonly entry: CollectionOfTheme; readonly extent: Box | undefined };

export const INFO_FORMATS = ['application/json', 'text/plain'] as const;
export const TILE_FORMAT = 'image/png';
export const STYLE = 'default';
const OPERATIONS = ['GetCapabilities', 'GetTile', 'GetFeatureInfo'] as const;

/** @param address of the service, without a question mark */
export function capabilities(layers: readonly OfferedLayer[], address: string): string {
  const { id, crs, tileMatrices } = TILE_MATRIX_SET;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Capabilities xmlns="http://www.opengis.net/wmts/1.0" xmlns:ows="http://www.opengis.net/ows/1.1" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.0.0">
  <ows:ServiceIdentification>
    <ows:Title>琼城孪生 Hainan city twin</ows:Title>
    <ows:Abstract>影像图层 Raster layers</ows:Abstract>
    <ows:ServiceType>OGC WMTS</ows:ServiceType>
    <ows:ServiceTypeVersion>1.0.0</ows:ServiceTypeVersion>
  </ows:ServiceIdentification>
  <ows:OperationsMetadata>${OPERATIONS.map((name) => operation(name, address)).join('')}
  </ows:OperationsMetadata>
  <Contents>${layers.map(layerOf).join('')}
    <TileMatrixSet>
      <ows:Identifier>${id}</ows:Identifier>
      <ows:SupportedCRS>urn:ogc:def:crs:EPSG::${crs.split('/').at(-1)}</ows:SupportedCRS>
      <WellKnownScaleSet>urn:ogc:def:wkss:OGC:1.0:GoogleMapsCompatible</WellKnownScaleSet>${tileMatrices.map(matrixOf).join('')}
    </TileMatrixSet>
  </Contents>
  <ServiceMetadataURL xlink:href="${xmlText(`${address}?SERVICE=WMTS&REQUEST=GetCapabilities`)}"/>
</Capabilities>
`;
}

function operation(name: string, address: string): string {
  return `
    <ows:Operation name="${name}">
      <ows:DCP><ows:HTTP><ows:Get xlink:href="${xmlText(`${address}?`)}">
        <ows:Constraint name="GetEncoding"><ows:AllowedValues><ows:Value>KVP</ows:Value></ows:AllowedValues></ows:Constraint>
      </ows:Get></ows:HTTP></ows:DCP>
    </ows:Operation>`;
}

function layerOf({ entry: { collection, theme }, extent }: OfferedLayer): string {
  const { title, id, description } = collection;
  const box = extent
    ? `
      <ows:WGS84BoundingBox>
        <ows:LowerCorner>${extent[0]} ${extent[1]}</ows:LowerCorner>
        <ows:UpperCorner>${extent[2]} ${extent[3]}</ows:UpperCorner>
      </ows:WGS84BoundingBox>`
    : '';
  return `
    <Layer>
      <ows:Title>${xmlText(`${title.zh} ${title.en}`)}</ows:Title>
      <ows:Abstract>${xmlText(description ? `${description.zh}。${description.en}.` : theme.attribution.zh)}</ows:Abstract>${box}
      <ows:Identifier>${id}</ows:Identifier>
      <Style isDefault="true"><ows:Identifier>${STYLE}</ows:Identifier></Style>
      <Format>${TILE_FORMAT}</Format>${INFO_FORMATS.map(
        (format) => `
      <InfoFormat>${format}</InfoFormat>`,
      ).join('')}
      <TileMatrixSetLink><TileMatrixSet>${TILE_MATRIX_SET.id}</TileMatrixSet></TileMatrixSetLink>
    </Layer>`;
}

function matrixOf(matrix: (typeof TILE_MATRIX_SET.tileMatrices)[number]): string {
  return `
      <TileMatrix>
        <ows:Identifier>${matrix.id}</ows:Identifier>
        <ScaleDenominator>${matrix.scaleDenominator}</ScaleDenominator>
        <TopLeftCorner>${matrix.pointOfOrigin.join(' ')}</TopLeftCorner>
        <TileWidth>${matrix.tileWidth}</TileWidth>
        <TileHeight>${matrix.tileHeight}</TileHeight>
        <MatrixWidth>${matrix.matrixWidth}</MatrixWidth>
        <MatrixHeight>${matrix.matrixHeight}</MatrixHeight>
      </TileMatrix>`;
}
