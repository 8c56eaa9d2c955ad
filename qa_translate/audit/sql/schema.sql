-- A store of audits, qa-translate-store/1. Times are UTC, ISO 8601; offsets are code points of the texts as given.

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- A run is what one version of the program finds with the same settings, in however many sessions.
CREATE TABLE runs (
    run INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,       -- digest of the program and of its settings
    version TEXT NOT NULL,
    settings TEXT NOT NULL,         -- JSON
    started TEXT NOT NULL
);

-- A session is one call of the command.
CREATE TABLE sessions (
    session INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES runs,
    started TEXT NOT NULL,
    ended TEXT,                     -- NULL: it goes on, or was killed
    inputs TEXT NOT NULL,           -- JSON, a list of names
    workers TEXT NOT NULL,          -- who did the work
    seconds REAL NOT NULL DEFAULT 0,
    checked INTEGER NOT NULL DEFAULT 0,
    known INTEGER NOT NULL DEFAULT 0,       -- answered before, with the same settings and content
    failed INTEGER NOT NULL DEFAULT 0,      -- articles and rows without an answer, quarantined ones among them
    words INTEGER NOT NULL DEFAULT 0,
    findings INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE signatures (
    signature INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE       -- what made a score: version, rules, calibration, encoder, syntax, engine
);

CREATE TABLE articles (
    article INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES runs,
    id TEXT NOT NULL,
    session INTEGER NOT NULL REFERENCES sessions,
    state TEXT NOT NULL CHECK (state IN ('checked', 'failed', 'quarantined')),
    reason TEXT,                    -- why it has no answer
    place TEXT NOT NULL,            -- where it came from
    content TEXT NOT NULL,          -- digest of its texts and of the settings that hold for it
    date TEXT,                      -- of publication, as exactly as it is known
    outlet TEXT,
    url TEXT,
    source_lang TEXT NOT NULL,
    target_lang TEXT NOT NULL,
    words INTEGER,                  -- of the translation
    score REAL,                     -- 100: no marks
    worst TEXT,                     -- severity of the worst mark
    seconds REAL,
    signature INTEGER REFERENCES signatures,
    skipset INTEGER REFERENCES skipsets,
    UNIQUE (run, id)
);

CREATE INDEX articles_by_score ON articles (run, score);

CREATE TABLE findings (
    article INTEGER NOT NULL REFERENCES articles,
    number INTEGER NOT NULL,        -- from 1, in the order of the translation
    rule TEXT NOT NULL,
    category TEXT NOT NULL,
    severity TEXT NOT NULL,
    confidence REAL NOT NULL,
    message TEXT NOT NULL,
    speaker TEXT,                   -- marks of attribution: whom the translation names there
    target_start INTEGER, target_end INTEGER, target_text TEXT, target_unit TEXT,
    source_start INTEGER, source_end INTEGER, source_text TEXT, source_unit TEXT,
    back_start INTEGER, back_end INTEGER, back_text TEXT, back_unit TEXT,
    target_passage TEXT,            -- the words in their passage, between [[ and ]]
    source_passage TEXT,
    PRIMARY KEY (article, number)
) WITHOUT ROWID;

-- Segments of translations that have marks; all others cost nothing.
CREATE TABLE segments (
    article INTEGER NOT NULL REFERENCES articles,
    number INTEGER NOT NULL,
    start INTEGER, "end" INTEGER,   -- NULL: marks that have no place
    words INTEGER NOT NULL,
    penalty INTEGER NOT NULL,       -- MQM points, at most 25
    PRIMARY KEY (article, number)
) WITHOUT ROWID;

-- What was not looked for; most articles share one of a few sets.
CREATE TABLE skipsets (
    skipset INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE
);

CREATE TABLE skipped (
    skipset INTEGER NOT NULL REFERENCES skipsets,
    number INTEGER NOT NULL,
    rule TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (skipset, number)
) WITHOUT ROWID;

-- Back-translations that an engine made for the check; spans of findings point into them.
CREATE TABLE back_translations (
    article INTEGER PRIMARY KEY REFERENCES articles,
    text TEXT NOT NULL,
    lang TEXT,
    engine TEXT NOT NULL
);

-- Pages of the worst articles of a run, HTML packed with zlib.
CREATE TABLE pages (
    article INTEGER PRIMARY KEY REFERENCES articles,
    html BLOB NOT NULL
);

-- Rows and files that could not be read at all.
CREATE TABLE unread (
    run INTEGER NOT NULL REFERENCES runs,
    place TEXT NOT NULL,
    session INTEGER NOT NULL REFERENCES sessions,
    reason TEXT NOT NULL,
    PRIMARY KEY (run, place)
) WITHOUT ROWID;

-- Findings drawn for an editor to judge, as they were when they were drawn.
CREATE TABLE samples (
    sample INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES runs,
    drawn TEXT NOT NULL,
    seed INTEGER NOT NULL
);

CREATE TABLE sampled (
    sample INTEGER NOT NULL REFERENCES samples,
    item INTEGER NOT NULL,
    stratum TEXT NOT NULL,
    weight REAL NOT NULL,           -- how many findings of its stratum it stands for
    article TEXT NOT NULL,          -- the article's id
    rule TEXT NOT NULL,
    category TEXT NOT NULL,
    severity TEXT NOT NULL,
    confidence REAL NOT NULL,
    verdict TEXT CHECK (verdict IN ('right', 'wrong')),     -- NULL: not judged
    judge TEXT,
    note TEXT,
    judged TEXT,
    PRIMARY KEY (sample, item)
) WITHOUT ROWID;

-- What people ask of, by name.
CREATE VIEW marks AS
SELECT a.run, a.id, a.date, substr(a.date, 1, 7) AS month, a.outlet, a.url, a.source_lang, a.target_lang, a.words, a.score,
       f.number, f.rule, f.category, f.severity, f.confidence, f.message, f.speaker,
       f.target_text, f.source_text, f.back_text, f.target_passage, f.source_passage
FROM findings f JOIN articles a USING (article)
WHERE a.state = 'checked';

CREATE VIEW answers AS
SELECT a.run, a.id, a.state, a.reason, a.place, a.date, substr(a.date, 1, 7) AS month, a.outlet, a.url,
       a.source_lang, a.target_lang, a.words, a.score, a.worst, a.seconds, s.text AS signature,
       (SELECT count(*) FROM findings f WHERE f.article = a.article) AS marks
FROM articles a LEFT JOIN signatures s USING (signature);

CREATE VIEW unanswered AS
SELECT run, id, place, state, reason FROM articles WHERE state <> 'checked'
UNION ALL
SELECT run, NULL, place, 'unread', reason FROM unread;

CREATE VIEW not_looked_for AS
SELECT a.run, a.id, k.rule, k.reason FROM articles a JOIN skipped k USING (skipset) WHERE a.state = 'checked';
