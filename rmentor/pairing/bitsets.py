"""Sets of numbers as Python integers: bit n is set where n is in the set.

Thousands of members are joined, cut and searched in well under a microsecond, without a copy.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

FEW_BYTES = 2**16


def bitset_rows(mask: NDArray[np.bool_]) -> list[int]:
    """Set of columns of each row where ``mask`` holds."""
    return unpacked_rows(np.packbits(mask, axis=1, bitorder="little"))


def unpacked_rows(packed: NDArray[np.uint8]) -> list[int]:
    """Set of each row of bits, eight to a byte, lowest first."""
    width = packed.shape[1]
    if not width:
        return [0] * len(packed)
    whole = packed.tobytes()
    return [
        int.from_bytes(whole[place : place + width], "little")
        for place in range(0, len(whole), width)
    ]


def unpacked_columns(packed: NDArray[np.uint8], columns: int) -> list[int]:
    """Set of rows of each column of such bits."""
    rows, places = packed.nonzero()
    if len(rows) > FEW_BYTES:
        sets = []
        for place in range(0, packed.shape[1], 64):
            bits = np.unpackbits(packed[:, place : place + 64], axis=1, bitorder="little")
            sets += bitset_rows(bits.T != 0)
        return sets[:columns]
    sets = [0] * columns
    for row, place, byte in zip(
        rows.tolist(), places.tolist(), packed[rows, places].tolist(), strict=True
    ):
        for bit in members_of(byte):
            sets[8 * place + bit] |= 1 << row
    return sets


def bitset(numbers: NDArray[Any], size: int) -> int:
    """Set of these numbers, all below ``size``."""
    mask = np.zeros((1, size), dtype=bool)
    mask[0, numbers] = True
    return bitset_rows(mask)[0]


def smallest(members: int) -> int:
    """Smallest member of a set that is not empty."""
    return (members & -members).bit_length() - 1


def members_of(members: int) -> Iterator[int]:
    """Members, smallest first."""
    while members:
        low = members & -members
        yield low.bit_length() - 1
        members ^= low
