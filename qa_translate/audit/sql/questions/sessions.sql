-- Every call of the command, with what it did.
SELECT session, run, started, ended, workers, checked, known, failed, words, findings AS marks, round(seconds, 1) AS seconds
FROM sessions WHERE run = :run OR :run IS NULL ORDER BY session DESC LIMIT :limit
