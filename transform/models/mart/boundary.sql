-- One row a drawn unit: its outline on the project's grid and the unit of the codifier it stands for.
select
    b.pcode,
    b.level,
    coalesce(t.territory_id, k.territory_id) as territory_id,
    b.path,
    b.label_x as x,
    b.label_y as y,
    b.grid_width,
    b.grid_height
from raw.cod_ab b
left join mart.territory t
    on t.level in ('community', 'city', 'raion', 'oblast')
    and b.level = case t.level when 'community' then 'hromada' when 'city' then 'hromada' else t.level end
    and b.pcode = case t.level when 'raion' then t.territory_id[:6] when 'oblast' then t.territory_id[:4] else t.territory_id[:9] end
left join mart.territory k on k.level = 'city' and k.territory_id[:4] = case when b.level = 'oblast' then b.pcode end
where b.path is not null
