-- The segments that cost most, with their articles.
SELECT a.id, g.start, g."end", g.words, g.penalty, round(a.score, 1) AS score, a.url
FROM segments g JOIN articles a USING (article) WHERE a.run = :run
ORDER BY g.penalty DESC, a.score, a.id, g.number LIMIT :limit
