-- Up Migration

-- Networks as hydraulic engines read them, whole: patterns, curves, controls, which no table of the survey holds.
-- That of the file which stands in the city is the one with the source's hash, also after an undo.
create table hydraulic_model (
  source_id integer not null references source on delete cascade,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  model text not null,                       -- an EPANET input file
  primary key (source_id, sha256)
);
grant select on hydraulic_model to twin_government, twin_restricted;   -- as the pipes themselves

-- Down Migration

drop table hydraulic_model;
