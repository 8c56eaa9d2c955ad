-- Marks of each rule, and in how many articles.
SELECT rule, category, count(*) AS marks, count(DISTINCT id) AS articles, round(avg(confidence), 2) AS mean_confidence
FROM marks WHERE run = :run
GROUP BY 1, 2 ORDER BY marks DESC, rule LIMIT :limit
