-- Whom marks of attribution name most often: speakers who may have been misquoted.
SELECT speaker, count(*) AS marks, count(DISTINCT id) AS articles, round(avg(confidence), 2) AS mean_confidence,
       min(date) AS first, max(date) AS last
FROM marks WHERE run = :run AND category = 'attribution' AND speaker <> ''
GROUP BY 1 ORDER BY marks DESC, speaker LIMIT :limit
