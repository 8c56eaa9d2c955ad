"""The report for a terminal, and plain for files, pipes and logs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from qa_translate.article import Side
from qa_translate.finding import Report, Rule, Severity
from qa_translate.report.bidi import POP_ISOLATE, RIGHT_TO_LEFT_ISOLATE, in_one_line, isolated
from qa_translate.report.options import Options
from qa_translate.report.unchecked import counted
from qa_translate.report.view import Mark, Quote, View, is_right_to_left, view_of

_STYLES = {
    Severity.CRITICAL: "bold underline red",
    Severity.MAJOR: "bold underline yellow",
    Severity.MINOR: "bold underline cyan",
}
_INDENT = 4
# Side, its label, and how many code points of context stand on each side of the words.
_QUOTATIONS = (
    (Side.TRANSLATION, "translation", 120),
    (Side.SOURCE, "source", 60),
    (Side.BACK, "back-translation", 60),
)


def render(report: Report, rules: Mapping[str, Rule], options: Options) -> str:
    """The marks in the order of the translation, then the summary.

    With `options.terminal` the text holds ANSI codes (no colours unless `options.colour`) and directional isolates;
    without, it is bare text in which ``[[`` and ``]]`` stand around the marked words.
    """
    console = Console(
        file=io.StringIO(),
        force_terminal=options.terminal,
        color_system="standard" if options.terminal else None,
        no_color=not options.colour,
        width=options.width,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    layout = _Layout(view_of(report, rules, options.min_confidence), console, terminal=options.terminal)
    with console.capture() as printed:
        for part in layout.parts():
            console.print(part)
    return "\n".join(line.rstrip() for line in printed.get().split("\n"))


class _Layout:
    """The parts of one text report, from top to bottom."""

    def __init__(self, view: View, console: Console, *, terminal: bool) -> None:
        self.view = view
        self.console = console
        self.terminal = terminal

    def parts(self) -> Iterator[RenderableType]:
        """What to print, one after another."""
        yield self._headline()
        for mark in self.view.marks:
            yield Text()
            yield self._mark(mark)
        yield Text()
        yield from self._summary()

    def _headline(self) -> Text:
        count = len(self.view.marks)
        line = Text(f"{self._sentence(self.view.article.id) or 'article'}: ", style="bold")
        line.append(counted(count, "mark") if count else "no marks", style="bold")
        limits = self.view.limits
        line.append(limits, style="bold")
        line.append(f", score {self.view.report.score:.1f} ({'of what was checked' if limits else '100: no marks'})")
        return line

    def _mark(self, mark: Mark) -> Group:
        parts: list[RenderableType] = [self._title(mark), self._message(mark.finding.message)]
        for side, name, limit in _QUOTATIONS:
            quote = self.view.quote(mark, side, limit)
            if quote is not None:
                style = _STYLES[mark.finding.severity] if side is Side.TRANSLATION else "bold"
                parts += [_indented(Text(f"{name}:", style="dim")), self._quotation(quote, style)]
        return Group(*parts)

    def _message(self, message: str) -> Padding:
        """Wrapped before it is isolated: an isolate ends with its line."""
        lines = Text(in_one_line(message)).wrap(self.console, self.console.width - _INDENT)
        return _indented(Group(*(Text(self._sentence(line.plain.rstrip())) for line in lines)))

    def _title(self, mark: Mark) -> Text:
        finding = mark.finding
        line = Text(f"{mark.number:>2}. ")
        line.append(finding.severity.value.upper(), style=_STYLES[finding.severity].replace("underline ", ""))
        line.append(f"  {mark.finding.rule}")
        line.append(f"  ({finding.category}, {mark.percent} % sure", style="dim")
        at = self.view.line(mark)
        unit = self._sentence(self.view.unit(mark, Side.TRANSLATION))
        line.append((f", line {at}" if at else "") + (f", {unit}" if unit else "") + ")", style="dim")
        return line

    def _quotation(self, quote: Quote, style: str) -> RenderableType:
        """The passage on lines of its own, the words that count standing out."""
        parts = [in_one_line(part) for part in (quote.before, quote.words, quote.after)]
        line = Text("… " if quote.cut_before else "")
        line.append(parts[0])
        line.append(parts[1] if self.terminal else f"[[{parts[1]}]]", style=style)
        line.append(parts[2])
        line.append(" …" if quote.cut_after else "")
        if not is_right_to_left("".join(parts)):
            return _indented(line, 2 * _INDENT)
        wrapped = line.wrap(self.console, self.console.width - 2 * _INDENT)
        return _indented(Group(*(self._right_to_left(part) for part in wrapped)), 2 * _INDENT)

    def _right_to_left(self, line: Text) -> Text:
        """An isolate ends with its line, so every line needs its own."""
        line.rstrip()
        if not self.terminal:
            return line
        return Text.assemble(RIGHT_TO_LEFT_ISOLATE, line, POP_ISOLATE)

    def _sentence(self, text: str) -> str:
        plain = in_one_line(text)
        return isolated(plain) if self.terminal else plain

    def _summary(self) -> Iterator[RenderableType]:
        if self.view.marks:
            yield self._table()
        similarity = self.view.report.similarity
        if similarity is not None:
            pair = similarity.comparison.replace("_", "-").replace("/", " against ")
            scores = f"chrF++ {similarity.chrf:.1f}, BLEU {similarity.bleu:.1f}, TER {similarity.ter:.1f}"
            yield Text(f"Similarity, {pair}: {scores}")
        if self.view.hidden:
            least = f"{self.view.min_confidence:g}"
            yield Text(f"Not shown: {counted(self.view.hidden, 'mark')} below confidence {least}")
        if self.view.unchecked:
            hint = " (--format json names each)" if any(group.many for group in self.view.unchecked) else ""
            yield Text(f"Not checked{hint}:")
        for group in self.view.unchecked:
            yield _indented(Text(f"{group.what}: {self._sentence(group.reason)}"))
        yield self._signature()

    def _signature(self) -> Text:
        """The signature, broken between its parts only."""
        lines = ["Signature: "]
        for part in re.findall(r"[^|]+\|?|\|", self._sentence(self.view.report.signature)):
            if len(lines[-1]) + len(part) > self.console.width:
                lines.append(" " * _INDENT)
            lines[-1] += part
        return Text("\n".join(lines), style="dim")

    def _table(self) -> Table:
        table = Table(box=box.SIMPLE_HEAD if self.terminal else None, pad_edge=False, header_style="bold")
        table.add_column("category")
        for severity in self.view.by_severity:
            table.add_column(severity.value, justify="right")
        table.add_column("all", justify="right")
        for category, counts in self.view.by_category.items():
            table.add_row(category.value, *_cells(list(counts.values())))
        if len(self.view.by_category) > 1:
            table.add_row("all", *_cells(list(self.view.by_severity.values())), style="bold")
        return table


def _cells(counts: Sequence[int]) -> list[str]:
    return [str(count or "-") for count in (*counts, sum(counts))]


def _indented(part: RenderableType, columns: int = _INDENT) -> Padding:
    return Padding(part, (0, 0, 0, columns), expand=False)
