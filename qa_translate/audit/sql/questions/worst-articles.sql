-- The articles with the lowest scores.
SELECT id, round(score, 1) AS score, marks, worst, words, date, outlet, url
FROM answers WHERE run = :run AND state = 'checked'
ORDER BY score, id LIMIT :limit
