"""Which articles a project has: patterns, front matter, names; and which of them a command line means."""

from pathlib import Path

import pytest

from qa_translate import config
from qa_translate.errors import InputError, UsageError
from qa_translate.project.jobs import chosen_jobs, jobs_of

Files = dict[str, str]


def made(root: Path, *files: str, settings: str = "") -> config.Project:
    for name in files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words\n")
    (root / "qa-translate.toml").write_text(settings)
    return config.load(root / "qa-translate.toml")


def shown(project: config.Project, *paths: str) -> list[tuple[str, str | None, str | None, str | None]]:
    def name(path: Path | None) -> str | None:
        return None if path is None else path.resolve().relative_to(project.root).as_posix()

    jobs = chosen_jobs(project, paths).jobs
    return [(job.file, name(job.source), name(job.back), job.target_lang) for job in jobs]


def test_without_patterns_texts_with_a_source_beside_them_are_articles(tmp_path: Path) -> None:
    project = made(
        tmp_path,
        *("a.en.txt", "a.ar.txt", "a.back.ar.txt", "README.md", "notes.txt"),
        *("b/translation.en.md", "b/source.ar.md", "c.fr.html", "c.ar.html", "d.en.txt"),
        *(".git/x.en.txt", ".git/x.ar.txt", "node_modules/y.en.txt", "node_modules/y.ar.txt"),
    )
    assert shown(project) == [
        ("a.en.txt", "a.ar.txt", "a.back.ar.txt", "en"),
        ("b/translation.en.md", "b/source.ar.md", None, "en"),
        ("c.fr.html", "c.ar.html", None, "fr"),
    ]


def test_a_pattern_with_the_language_in_the_name(tmp_path: Path) -> None:
    settings = '[[articles]]\ntranslation = "content/{path}.{lang}.md"\n'
    project = made(
        tmp_path,
        *("content/a.en.md", "content/a.ar.md", "content/x/b.fr.md", "content/x/b.ar.md", "content/x/b.back.ar.md"),
        *("content/c.en.md", "content/readme.md", "other/a.en.md"),
        settings=settings,
    )
    assert shown(project) == [
        ("content/a.en.md", "content/a.ar.md", None, "en"),
        ("content/c.en.md", None, None, "en"),
        ("content/x/b.fr.md", "content/x/b.ar.md", "content/x/b.back.ar.md", "fr"),
    ]


def test_a_pattern_with_a_folder_for_each_language(tmp_path: Path) -> None:
    settings = (
        '[[articles]]\ntranslation = "en/{name}.html"\nsource = "ar/{name}.html"\n'
        'back_translation = "back/{name}.txt"\ntarget_lang = "en"\n'
    )
    project = made(tmp_path, "ar/a.html", "en/a.html", "back/a.txt", "en/b.html", "de/a.html", settings=settings)
    assert shown(project) == [("en/a.html", "ar/a.html", "back/a.txt", "en"), ("en/b.html", None, None, "en")]


def test_a_source_pattern_may_have_the_language_in_it(tmp_path: Path) -> None:
    settings = '[[articles]]\ntranslation = "{lang}/{name}.md"\nsource = "{lang}/{name}.md"\n'
    project = made(tmp_path, "ar/a.md", "en/a.md", "fr/a.md", settings=settings)
    assert shown(project) == [("en/a.md", "ar/a.md", None, "en"), ("fr/a.md", "ar/a.md", None, "fr")]


def test_a_source_of_one_pattern_is_no_translation_of_a_later_one(tmp_path: Path) -> None:
    settings = (
        '[[articles]]\ntranslation = "x/{name}.{lang}.md"\n'
        '[[articles]]\ntranslation = "en/{path}.md"\nsource = "{path}.md"\n'
        '[[articles]]\ntranslation = "**/*.md"\n'
    )
    project = made(tmp_path, "x/a.ar.md", "x/a.en.md", "en/b.md", "b.md", settings=settings)
    assert shown(project) == [
        ("en/b.md", "b.md", None, None),
        ("x/a.en.md", "x/a.ar.md", None, "en"),
    ]


def test_the_first_pattern_that_fits_counts_and_excluded_files_are_none(tmp_path: Path) -> None:
    settings = (
        'exclude = ["drafts/**", "**/*.old.md"]\n'
        '[[articles]]\ntranslation = "news/{name}.md"\nsource = "news/ar/{name}.md"\n'
        '[[articles]]\ntranslation = "**/{name}.{lang}.md"\nsource = "originals/{name}.md"\n'
    )
    project = made(
        tmp_path,
        *("news/a.md", "news/ar/a.md", "x/b.de.md", "originals/b.md", "drafts/c.en.md", "x/d.en.old.md"),
        settings=settings,
    )
    assert shown(project) == [("news/a.md", "news/ar/a.md", None, None), ("x/b.de.md", "originals/b.md", None, "de")]


def test_sources_in_another_language_of_the_pattern(tmp_path: Path) -> None:
    settings = '[[articles]]\ntranslation = "{name}.{lang}.md"\nsource_lang = "fa"\n'
    project = made(tmp_path, "a.fa.md", "a.en.md", "a.ar.md", settings=settings)
    assert shown(project) == [("a.ar.md", "a.fa.md", None, "ar"), ("a.en.md", "a.fa.md", None, "en")]


def test_front_matter_names_source_and_language(tmp_path: Path) -> None:
    settings = '[[articles]]\ntranslation = "posts/*.md"\n[front_matter]\nsource = "translation_of"\n'
    project = made(tmp_path, "ar/one.md", "posts/ar-two.md", settings=settings)
    (tmp_path / "posts" / "one.md").write_text("---\ntitle: One\ntranslation_of: /ar/one.md\nlang: tr\n---\nWords.\n")
    (tmp_path / "posts" / "two.md").write_text("---\ntranslation_of: ar-two.md\nlang: en\n---\nWords.\n")
    (tmp_path / "posts" / "ar-two.md").write_text("---\nlang: ar\n---\nكلمات.\n")
    (tmp_path / "posts" / "three.md").write_text('+++\ntranslation_of = "https://example.org/3"\n+++\nWords.\n')
    assert shown(project) == [
        ("posts/one.md", "ar/one.md", None, "tr"),
        ("posts/three.md", None, None, None),
        ("posts/two.md", "posts/ar-two.md", None, "en"),
    ]


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("---\nsource: none.md\n---\n", "b.md:2: source: there is no none.md; correct the path"),
        ("---\nsource: [a]\n---\n", "b.md:2: source is not text; write a string"),
        ("---\na: b: c\n---\n", "b.md:2: front matter is not YAML (mapping values are not allowed here)"),
        ("---\nsource: 3\n---\n", "b.md:2: source is not text; write a string"),
        ("+++\na = \n+++\n", "b.md:2: front matter is not TOML"),
        ("---\nlang: English\n---\n", "'English' is not a language code"),
    ],
)
def test_bad_front_matter_is_a_failure_and_the_other_articles_go_on(tmp_path: Path, head: str, said: str) -> None:
    project = made(tmp_path, "a.md", settings='[[articles]]\ntranslation = "*.md"\n')
    (tmp_path / "b.md").write_text(head + "Words.\n")
    found = jobs_of(project)
    assert [job.file for job in found.jobs] == ["a.md"]
    assert [failure.file for failure in found.failures] == ["b.md"]
    assert said in found.failures[0].message
    assert found.project == {"a.md", "b.md"}


def test_any_file_of_an_article_means_the_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = made(tmp_path, "x/a.en.txt", "x/a.ar.txt", "y/b.en.txt", "y/b.ar.txt", "z/README.txt")
    monkeypatch.chdir(tmp_path)
    assert [row[0] for row in shown(project, "x/a.ar.txt")] == ["x/a.en.txt"]
    assert [row[0] for row in shown(project, "y")] == ["y/b.en.txt"]
    assert [row[0] for row in shown(project, "**/a.*.txt", "y/b.en.txt")] == ["x/a.en.txt", "y/b.en.txt"]
    monkeypatch.chdir(tmp_path / "x")
    assert [row[0] for row in shown(project, "../y/b.ar.txt", ".")] == ["x/a.en.txt", "y/b.en.txt"]


def test_a_file_that_is_named_is_an_article_where_no_patterns_say_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    project = made(tmp_path, "draft.txt")
    assert shown(project, "draft.txt") == [("draft.txt", None, None, None)]
    project = made(tmp_path, settings='[[articles]]\ntranslation = "*.md"\n')
    assert shown(project, "draft.txt") == []


@pytest.mark.parametrize(
    ("path", "said"),
    [("none.txt", "no such file or folder"), ("*.none", "no file has such a name"), ("../*", "no pat")],
)
def test_a_path_that_is_not_there_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises((UsageError, InputError), match=said):
        chosen_jobs(made(tmp_path, "a.en.txt", "a.ar.txt"), [path])
