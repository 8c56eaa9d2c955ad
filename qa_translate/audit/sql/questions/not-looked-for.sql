-- Rules that could not look, why, and in how many articles.
SELECT rule, reason, count(*) AS articles FROM not_looked_for WHERE run = :run
GROUP BY 1, 2 ORDER BY articles DESC, rule, reason LIMIT :limit
