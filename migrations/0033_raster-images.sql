-- Up Migration

-- An image that was imported, under the hash of its bytes: the items that are made of it name it as their `sha256`.
-- What may be seen of it is decided by its items, so no reader's role looks here.
create table raster_image (
  sha256 text primary key,
  files text[] not null,                     -- within the folder of rasters: as it came, then levels that were made of it
  profile jsonb not null,                    -- gis-data/raster/raster-profile.ts
  kept_at timestamptz not null default now()
);

-- Down Migration

drop table raster_image;
