"""The texts of one article, cut into segments and words, before anything is asked of an engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qa_translate import language
from qa_translate.article import Article, Document, Side
from qa_translate.blobs import without_blobs
from qa_translate.finding import Skipped
from qa_translate.segment import segment

EVERY_RULE = "all"


@dataclass(frozen=True, slots=True)
class Texts:
    """One article's texts.

    Attributes:
        article: as given, with the language of its back-translation.
        translation: always there.
        source, back: None where the article lacks them.
        unread: what no rule looks at, and why: parts of the file, stretches of the texts; a back-translation that is
            compared with nothing.
    """

    article: Article
    translation: Document
    source: Document | None
    back: Document | None
    unread: tuple[Skipped, ...]

    @property
    def documents(self) -> list[Document]:
        """The documents that are there."""
        return [d for d in (self.translation, self.source, self.back) if d is not None]


def texts_of(article: Article) -> Texts:
    """Segment all texts of `article`.

    Raises:
        InputError: a text is nothing but a stretch without spaces.
    """
    back_lang = None
    if article.back_translation:
        back_lang = article.back_lang or _likely_language(article.back_translation, article)
    unread = [Skipped(EVERY_RULE, reason) for reason in article.left_out]

    def read(text: str | None, lang: str, side: Side) -> Document | None:
        if not text:
            return None
        document, blobs = without_blobs(segment(text, lang, side))
        what = side.label
        for blob in (article.place(side, blob) for blob in blobs):
            reason = f"characters {blob.start:,} to {blob.end:,} of the {what} have no spaces and are no text"
            unread.append(Skipped(EVERY_RULE, reason))
        return document

    if article.back_translation and not article.source:
        unread.append(Skipped("back-translation", "no source given to compare it with"))
    unread += _gaps(article)
    translation = read(article.translation, article.target_lang, Side.TRANSLATION)
    return Texts(
        replace(article, back_lang=back_lang),
        translation or Document("", article.target_lang, Side.TRANSLATION),
        read(article.source, article.source_lang, Side.SOURCE),
        read(article.back_translation, back_lang or article.source_lang, Side.BACK),
        tuple(unread),
    )


def _gaps(article: Article) -> Iterator[Skipped]:
    """What the engine that made the back-translation did not render."""
    making = article.making
    if making is None:
        return
    for span, reason in making.gaps:
        place = article.place(making.made_from, span)
        what = f"characters {place.start:,} to {place.end:,} of the {making.made_from}"
        yield Skipped("back-translation", f"{what} are not rendered: {reason}")


def _likely_language(back: str, article: Article) -> str:
    """The language of a back-translation: one of the article's two, the source's where it cannot be told."""
    return language.detect(back, (article.source_lang, article.target_lang)) or article.source_lang
