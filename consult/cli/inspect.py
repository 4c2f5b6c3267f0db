"""`consult word inspect`: what the application sees in a Word file, so that a person can see it too."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from consult import text
from consult.docx import ReadDocument, Remark, Reply, read_returned, read_upload
from consult.docx.reply_wire import reply_values
from consult.errors import Invalid

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_TEXTS = (".md", ".markdown", ".txt")


@click.command()
@click.argument("file", type=_FILE)
@click.option("--base", type=_FILE, help="The version that FILE is based on: .docx, .md or .txt.")
@click.option("--json", "as_json", is_flag=True, help="Everything, for programs.")
def inspect(*, file: Path, base: Path | None, as_json: bool) -> None:
    """Tell what is read of FILE: the text and what cannot be kept, or with --base an answer.

    With --base the proposals by author, comments and what was changed without tracking are told.
    """
    if base is None:
        found = read_upload(file.read_bytes())
        click.echo(_json(_document_values(found)) if as_json else "\n".join(_document_lines(found)))
        return
    document = _document(base)
    reply = read_returned(file.read_bytes(), document, is_chosen=True)
    values = {key: value for key, value in reply_values(reply).items() if key != "pictures"}
    click.echo(_json(values) if as_json else "\n".join(_reply_lines(reply, document)))


def _json(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, indent=2)


def _document(file: Path) -> text.Document:
    if file.suffix not in _TEXTS:
        return read_upload(file.read_bytes()).document
    try:
        return text.parse(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Invalid("The text file is not in UTF-8. Save it as UTF-8 or paste the text.") from error


def _document_values(found: ReadDocument) -> dict[str, Any]:
    return {
        "title": found.title,
        "blocks": [text.write_block(block) for block in found.document.blocks],
        "left_out": {item.kind: item.count for item in found.left_out},
        "pictures": {picture.hash: picture.media for picture in found.pictures},
    }


def _document_lines(found: ReadDocument) -> Iterator[str]:
    yield f"title: {found.title or '-'}"
    for block in found.document.blocks:
        level = f" {block.level}" if block.level else ""
        spans = (
            f" {block.column_span}x{block.row_span}" if (block.column_span, block.row_span) != (1, 1) else ""
        )
        yield f"{block.id}\t{block.kind.value}{level}{spans}\t{_line(block.text)}"
        yield from (f"\t{mark.kind.value} {mark.start}-{mark.end} {mark.target}" for mark in block.marks)
    yield from (f"picture: {picture.hash} {picture.media}" for picture in found.pictures)
    yield from (f"not kept: {item.kind} ({item.count})" for item in found.left_out)


def _reply_lines(reply: Reply, base: text.Document) -> Iterator[str]:
    yield f"tracked: {'yes' if reply.is_tracked else 'no'}; {reply.share:.0%} of the base recognised"
    for authored in reply.proposals:
        yield f"{authored.author or '?'}{f' (known: {authored.key})' if authored.key else ''}"
        yield from _change_lines(authored.proposal, base)
    if reply.silent.changes:
        yield "changed without tracking"
        yield from _change_lines(reply.silent, base)
    for remark in reply.comments:
        yield from _remark_lines(remark)
    yield f"changes of looks left out: {reply.format_changes}"
    yield f"words added by one and deleted by another, left out: {reply.entangled}"
    yield from (f"not kept: {item.kind} ({item.count})" for item in reply.left_out)


def _change_lines(proposal: text.Proposal, base: text.Document) -> Iterator[str]:
    for change in proposal.changes:
        before, after = proposal.sentence(change, base)
        yield f"  {change.kind.value} {change.place.block or '-'}"
        yield from (f"    {sign} {_line(words)}" for sign, words in (("-", before), ("+", after)) if words)


def _remark_lines(remark: Remark) -> Iterator[str]:
    done = ", done" if remark.is_resolved else ""
    yield f"comment by {remark.author or '?'} on {remark.block or '-'}{done}: {_line(remark.quote) or '-'}"
    yield f"    {_line(remark.text)}"
    yield from (f"    {answer.author or '?'}: {_line(answer.text)}" for answer in remark.answers)


def _line(words: str) -> str:
    return words.strip().replace(text.OBJECT, "□").replace("\n", " ⏎ ")
