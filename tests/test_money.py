"""Sums: the meaning first, its wordings below."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigpicture.reading.money import find_money

MEANT = {
    (23_800_000.0, "USD"): ["$23.8m", "$23.8 million", "US$23.8 million", "$23.8M", "$23,800,000", "23.8 million dollars", "$23.8-million"],
    (13_000_000.0, "GBP"): ["£13m", "13 million pounds", "£13,000,000", "GBP 13m"],
    (3_000_000.0, "EUR"): ["€3m", "3m Euros", "3 million euros", "3 m EUR", "three million euros"],
    (380_000_000.0, "INR"): ["Rs 38 crore", "₹38 crore", "Rs. 38 Crore", "Rs.38 cr", "38 crore rupees", "Rs 38,00,00,000"],
    (450_000.0, "INR"): ["Rs. 4.5 lakh", "₹4.5 lakhs"],
    (12_500_000_000.0, "KRW"): ["12.5 billion won", "₩12.5bn"],
    (5_000_000.0, "AUD"): ["A$5 million", "AU$5m", "AUD 5 million"],
    (5_000_000.0, "CAD"): ["C$5 million", "CA$5m"],
    (9_000_000.0, "HKD"): ["HK$9m"],
    (3_200_000_000.0, "JPY"): ["¥3.2 billion", "3.2 billion yen", "3.2bn yen"],
    (287_000_000.0, "CNY"): ["RMB287 million", "RMB 287 million", "287 million yuan", "China earned ¥287 million"],
    (50_000_000.0, "NGN"): ["N50 million", "₦50 million", "50 million naira"],
    (171_000_000.0, "ARS"): ["171 million pesos in Argentina"],
    (98_000_000.0, "PHP"): ["P98 million", "₱98 million", "98 million pesos at the Philippine box office"],
    (400_000.0, "GHS"): ["GH¢400,000"],
    (1_900_000.0, "ZAR"): ["R1.9m", "1.9 million rand"],
    (500_000_000.0, "USD"): ["half a billion dollars", "the half-billion mark", "$500 million", "$0.5bn"],
    (1_000_000_000.0, "USD"): ["the billion-dollar mark", "a billion dollars"],
    (3_000_000.0, "NZD"): ["$3 million at the New Zealand box office"],
}  # fmt: skip
SEVERAL = {
    "between $12-15 million": [12e6, 15e6],
    "$12 to $15 million": [12e6, 15e6],
    "$1.2-$1.5 billion": [1.2e9, 1.5e9],
    "$23m, $18m and 12m": [23e6, 18e6, 12e6],
    "$412m (£268m) worldwide": [412e6, 268e6],
    "$19.99 and 3 million people": [19.99],
}
NO_SUM = ["3 million admissions", "won 12 awards", "lost 20 pounds", "Rs", "R 5", "p98", "7-10 split", "on 12 screens", "IR35", "the yen for fame",
          "half a dozen", "BBC2 and MP3", "the 400 won"]  # fmt: skip


@pytest.mark.parametrize(("sum_", "text"), [(sum_, text) for sum_, texts in MEANT.items() for text in texts])
def test_meaning(sum_: tuple[float, str], text: str) -> None:
    assert [(m.amount, m.currency) for m in find_money(text)] == [sum_]


@pytest.mark.parametrize(("text", "amounts"), SEVERAL.items())
def test_several_sums(text: str, amounts: list[float]) -> None:
    assert [m.amount for m in find_money(text)] == amounts


@pytest.mark.parametrize("text", NO_SUM)
def test_no_sum(text: str) -> None:
    assert find_money(text) == []


def test_a_sum_ends_with_its_scale() -> None:
    (found,) = find_money("It took $23.8 million, they say.")
    assert (found.start, found.end) == (8, 21)


_BITS = st.sampled_from(
    [
        "$",
        "£",
        "Rs ",
        "12",
        "1,234",
        ".5",
        " million",
        "m",
        "bn",
        "-",
        " to ",
        " and ",
        "won",
        " pounds",
        "ſ",
        "K",
        "ı",
        ", ",
        "٣",
    ]
)


@given(st.one_of(st.text(), st.lists(_BITS).map("".join)))
def test_offsets_are_valid(text: str) -> None:
    found = find_money(text)
    assert all(0 <= m.start < m.end <= len(text) and m.amount >= 0 and len(m.currency) == 3 for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
