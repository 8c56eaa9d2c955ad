-- Articles, marks and mean score of each month of publication.
SELECT coalesce(month, '(unknown)') AS month, count(*) AS articles, sum(words) AS words, sum(marks) AS marks,
       round(1000.0 * sum(marks) / sum(words), 2) AS per_1000_words, round(avg(score), 1) AS mean_score,
       sum(worst = 'critical') AS articles_with_critical
FROM answers WHERE run = :run AND state = 'checked'
GROUP BY 1 ORDER BY 1 LIMIT :limit
