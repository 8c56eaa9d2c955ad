-- The articles that took longest.
SELECT id, round(seconds, 2) AS seconds, words, place FROM answers WHERE run = :run AND state = 'checked'
ORDER BY answers.seconds DESC, id LIMIT :limit
