-- One row per service point of the register: the community it belongs to and
-- how that was found, or why it was not, because the register has no code.
--
-- Steps, first one that leaves exactly one community wins:
--   address         community and oblast named in the address, one community of that name in the oblast
--   address_place   several of that name: the settlement of the address lies in only one of them
--   address_type    several of that name: the council named in the institution's name gives the type
--   council         no community in the address, or an unknown (renamed, misspelt) one: the council in the name, with its type
--   place           nothing else: the settlement in the name, if the oblast has one settlement of that name and type
-- A point left with none or several candidates has territory_id NULL and a reason.
WITH
code AS (
    SELECT
        territory_id,
        level_1_id,
        level_3_id,
        category,
        lower(name_uk) AS name_key
    FROM raw.katottg
),
oblast AS (
    SELECT level_1_id AS oblast_id, name_key AS oblast_key
    FROM code
    WHERE category IN ('O', 'K')
),
settlement AS (
    SELECT
        level_1_id AS oblast_id,
        level_3_id AS community_id,
        name_key,
        category
    FROM code
    WHERE category IN ('M', 'X', 'C')
),
community AS (
    -- The codifier does not print міська/селищна/сільська; the administrative
    -- table of KSE does, keyed by the same code.
    SELECT
        c.territory_id AS community_id,
        c.level_1_id AS oblast_id,
        c.name_key,
        CASE t.kind WHEN 'urban' THEN 'міська' WHEN 'settlement' THEN 'селищна' WHEN 'rural' THEN 'сільська' END AS community_type
    FROM code AS c
    LEFT JOIN raw.kse_community AS t ON t.territory_id = c.territory_id
    WHERE c.category = 'H'
    UNION ALL
    -- Kyiv and Sevastopol have no community of their own.
    SELECT territory_id, territory_id, name_key, 'міська'
    FROM code
    WHERE category = 'K'
),
point AS (
    SELECT
        p.point_id,
        o.oblast_id,
        lower(nullif(p.community_name, '')) AS community_key,
        lower(nullif(p.settlement_name, '')) AS settlement_key,
        CASE p.settlement_type WHEN 'м' THEN 'M' WHEN 'смт' THEN 'X' WHEN 'с-ще' THEN 'X' WHEN 'с' THEN 'C' END AS settlement_category,
        lower(nullif(p.council_name, '')) AS council_key,
        -- The address says the type in six rows only, the name in most.
        coalesce(nullif(p.community_type, ''), nullif(p.council_type, '')) AS type_key,
        nullif(p.council_type, '') AS council_type,
        lower(nullif(p.place_name, '')) AS place_key,
        CASE p.place_type WHEN 'м' THEN 'M' WHEN 'смт' THEN 'X' WHEN 'с-ще' THEN 'X' WHEN 'с' THEN 'C' END AS place_category
    FROM raw.cnap AS p
    LEFT JOIN oblast AS o ON o.oblast_key = lower(p.oblast_name)
),
by_address AS (
    SELECT
        p.point_id,
        c.community_id,
        EXISTS (
            SELECT 1
            FROM settlement AS s
            WHERE s.community_id = c.community_id
              AND s.name_key = p.settlement_key
              AND (s.category = p.settlement_category OR p.settlement_category IS NULL)
        ) AS holds_place,
        -- Only the name of the same community may speak for the type.
        (p.council_key = p.community_key OR p.council_key IS NULL) AND c.community_type = p.type_key AS fits_type
    FROM point AS p
    INNER JOIN community AS c ON c.oblast_id = p.oblast_id AND c.name_key = p.community_key
),
address_choice AS (
    SELECT
        point_id,
        count(*) AS candidates,
        CASE
            WHEN count(*) = 1 THEN any_value(community_id)
            WHEN count(*) FILTER (holds_place) = 1 THEN any_value(community_id) FILTER (holds_place)
            WHEN count(*) FILTER (fits_type) = 1 THEN any_value(community_id) FILTER (fits_type)
        END AS community_id,
        CASE
            WHEN count(*) = 1 THEN 'address'
            WHEN count(*) FILTER (holds_place) = 1 THEN 'address_place'
            WHEN count(*) FILTER (fits_type) = 1 THEN 'address_type'
        END AS method
    FROM by_address
    GROUP BY point_id
),
council_choice AS (
    -- A row without an oblast may still name a council that is the only one
    -- of its name in the country.
    SELECT
        p.point_id,
        count(*) AS candidates,
        CASE WHEN count(*) = 1 THEN any_value(c.community_id) END AS community_id
    FROM point AS p
    INNER JOIN community AS c
        ON c.name_key = p.council_key
       AND (c.oblast_id = p.oblast_id OR p.oblast_id IS NULL)
       AND c.community_type = p.council_type
    GROUP BY p.point_id
),
place_choice AS (
    SELECT
        p.point_id,
        count(DISTINCT s.community_id) AS candidates,
        CASE WHEN count(*) = 1 THEN any_value(s.community_id) END AS community_id
    FROM point AS p
    INNER JOIN settlement AS s
        ON s.oblast_id = p.oblast_id AND s.name_key = p.place_key AND s.category = p.place_category
    GROUP BY p.point_id
)
SELECT
    p.point_id,
    p.oblast_id,
    coalesce(a.community_id, c.community_id, s.community_id) AS community_id,
    CASE
        WHEN a.community_id IS NOT NULL THEN a.method
        WHEN c.community_id IS NOT NULL THEN 'council'
        WHEN s.community_id IS NOT NULL THEN 'place'
    END AS match_method,
    CASE
        WHEN coalesce(a.community_id, c.community_id, s.community_id) IS NOT NULL THEN NULL
        WHEN a.candidates > 1 OR c.candidates > 1 OR s.candidates > 1 THEN 'ambiguous'
        WHEN p.community_key IS NOT NULL THEN 'community_unknown'
        WHEN p.oblast_id IS NULL THEN 'no_oblast'
        WHEN p.council_key IS NOT NULL THEN 'council_unknown'
        ELSE 'no_community_named'
    END AS unmatched_reason
FROM point AS p
LEFT JOIN address_choice AS a USING (point_id)
-- Where the address names several namesakes the name must not decide alone.
LEFT JOIN council_choice AS c ON c.point_id = p.point_id AND a.candidates IS NULL
LEFT JOIN place_choice AS s ON s.point_id = p.point_id AND p.community_key IS NULL AND p.council_key IS NULL
