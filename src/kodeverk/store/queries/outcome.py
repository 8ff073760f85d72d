"""What statistics say of municipalities and counties."""

import json

import sqlalchemy as sa

from kodeverk.model.outcomes import Figure, OutcomeFigures
from kodeverk.store.queries.live import live


def outcomes(connection: sa.Connection) -> dict[str, OutcomeFigures]:
    """Return all outcomes by id, in the order of measure, area, year and sex."""
    return {
        row.id: OutcomeFigures(
            row.measure,
            row.area,
            row.year,
            row.sex,
            row.cohort,
            _figure(row.n),
            _figure(row.of),
            _figure(row.share),
            row.source,
        )
        for row in live(connection, "outcome", "measure", "area", "year", "sex")
    }


def _figure(kept: str | None) -> Figure | None:
    figure: Figure | None = None if kept is None else json.loads(kept)
    return figure
