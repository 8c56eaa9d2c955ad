-- The marks that are worst if they are right, the surest first.
SELECT id, rule, severity, round(confidence, 2) AS confidence, message, target_passage, source_passage, url
FROM marks WHERE run = :run
ORDER BY CASE severity WHEN 'critical' THEN 0 WHEN 'major' THEN 1 ELSE 2 END, confidence DESC, id, number LIMIT :limit
