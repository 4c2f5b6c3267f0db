"""`consult register`: the organisations, in from a table and out to one."""

from pathlib import Path

import click

from consult.config import load_config
from consult.db import make_engine, reading_session, writing_session
from consult.errors import Invalid
from consult.models import Organisation
from consult.reports.register import Wanted, every_organisation
from consult.services.organisations import FIELDS
from consult.services.register_import import Plan, bring_in_register, plan_import
from consult.services.register_table import read_register
from consult.sheets import read_table, write_csv, write_xlsx
from consult.web.clock import utc_now

WRITERS = (".csv", ".xlsx")


@click.group()
def register() -> None:
    """The register of organisations."""


@register.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--save", is_flag=True, help="Save; without it the changes are only told.")
def import_(*, file: Path, save: bool) -> None:
    """Tell what the table FILE (.csv, .xlsx) would add and change, and save it with --save."""
    read = read_register(read_table(file.name, file.read_bytes()))
    engine = make_engine(load_config().database_url)
    with writing_session(engine) as session:
        plan = plan_import(session, read)
        told = list(_told(plan))
        if save:
            bring_in_register(session, plan, seen=plan.digest, actor=None, now=utc_now())
            session.commit()
    engine.dispose()
    click.echo("\n".join([*told, "Saved." if save else "Nothing was saved. Add --save to save."]))


@register.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def export(*, file: Path, force: bool) -> None:
    """Write the register into FILE (.csv, .xlsx)."""
    if file.suffix not in WRITERS:
        raise Invalid("Name a file that ends in .csv or .xlsx.")
    if file.exists() and not force:
        raise Invalid("%(file)s is there already. Use --force to write over it.", file=file)
    engine = make_engine(load_config().database_url)
    with reading_session(engine) as session:
        rows = [_row(found) for found in every_organisation(session, Wanted())]
    engine.dispose()
    write = write_csv if file.suffix == ".csv" else lambda *table: write_xlsx("register", *table)
    file.write_bytes(write(FIELDS, rows))
    click.echo(f"{len(rows)} organisations.")


def _told(plan: Plan) -> list[str]:
    found = plan.register
    lines = [f"{len(plan.added)} new, {len(plan.changed)} changing, {plan.same} as they are."]
    lines += [f"Column not kept: {name}" for name in found.unknown]
    lines += [
        f"Row {line.number}: the same organisation on rows {', '.join(map(str, line.also))}."
        for line in found.lines
        if line.also
    ]
    for change in plan.changed:
        said = "; ".join(
            f"{field}: {old or '-'} → {new or '-'}" for field, (old, new) in change.fields.items()
        )
        lines.append(f"Row {change.line.number}: {change.organisation.name}: {said}")
    lines += [
        f"Row {problem.number} is left out: {problem.error.message % problem.error.params}"
        for problem in found.problems
    ]
    return lines


def _row(organisation: Organisation) -> list[str]:
    return [str(getattr(organisation, field) or "") for field in FIELDS]
