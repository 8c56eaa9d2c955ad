-- Articles, rows and files without an answer, and why.
SELECT state, id, place, reason FROM unanswered WHERE run = :run
ORDER BY CASE state WHEN 'quarantined' THEN 0 WHEN 'failed' THEN 1 ELSE 2 END, place LIMIT :limit
