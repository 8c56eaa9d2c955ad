"""Reading texts and articles from files and streams, and saying plainly why one cannot be read."""

from qa_translate.reading.articles import read_articles
from qa_translate.reading.files import companions
from qa_translate.reading.texts import read_article, read_text
from qa_translate.reading.validate import validate

__all__ = ["companions", "read_article", "read_articles", "read_text", "validate"]
