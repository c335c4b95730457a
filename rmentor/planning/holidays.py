"""Public holidays of a country or region, from the ``holidays`` library."""

from __future__ import annotations

from functools import lru_cache

# ISO 3166-2 writes Alsace by its two departments, the library by the region.
_SAME_REGION = {("FR", "67"): "6AE", ("FR", "68"): "6AE"}


@lru_cache(maxsize=256)
def public_holidays(country: str, first_year: int, last_year: int) -> frozenset[int] | None:
    """Ordinals of the public holidays of ``country``, such as ``FR`` or ``FR-57``, in those years.

    A region without holidays of its own has its country's. None where the country is unknown.
    """
    import holidays

    land, _, region = country.strip().upper().partition("-")
    years = range(first_year, last_year + 1)
    try:
        known = holidays.country_holidays(land)
    except NotImplementedError:
        return None
    region = _SAME_REGION.get((land, region), region)
    names = {alias.upper(): code for alias, code in known.subdivisions_aliases.items()}
    by_code = {code.upper(): code for code in known.subdivisions}
    subdivision = by_code.get(region) or names.get(region)
    found = holidays.country_holidays(land, subdiv=subdivision, years=years)
    return frozenset(day.toordinal() for day in found)
