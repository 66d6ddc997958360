/** A common table `meter`: datastreams of electricity with their building, and how many such meters that has. */
export const METERS_SQL = `
  meter as (
    select d.id, m.metered_building as building, count(*) over (partition by m.metered_building) as meters
    from energy_meter m
    join datastream d on d.collection = 'energy-meters' and d.feature_id = m.id and d.property = 'energy'
    where m.energy_kind = 'electricity')`;
