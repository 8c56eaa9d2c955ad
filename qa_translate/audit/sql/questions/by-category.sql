-- Marks of each category, and in how many articles.
SELECT category, count(*) AS marks, count(DISTINCT id) AS articles, sum(severity = 'critical') AS critical,
       sum(severity = 'major') AS major, sum(severity = 'minor') AS minor, round(avg(confidence), 2) AS mean_confidence
FROM marks WHERE run = :run
GROUP BY 1 ORDER BY marks DESC, category LIMIT :limit
