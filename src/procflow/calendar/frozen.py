"""The ordinary holidays of each year as the law gives them: made by `procflow.calendar.freeze`, not by hand.

Invariants: every day is `MM-DD name`, weekends included; `+` marks the day off in lieu of a holiday on a weekend.
"""

from typing import Final

__all__ = ["FROZEN"]

FROZEN: Final[dict[int, str]] = {
    2005: (
        "01-01 new-year, 01-03 new-year+, 02-08 tet-eve, 02-09 tet-1, 02-10 tet-2, "
        "02-11 tet-3, 04-30 victory, 05-01 labour, 05-02 victory+, 05-03 labour+, "
        "09-02 national-day"
    ),
    2006: (
        "01-01 new-year, 01-02 new-year+, 01-28 tet-eve, 01-29 tet-1, 01-30 tet-2, "
        "01-31 tet-3, 02-01 tet-4, 02-02 tet-5, 04-30 victory, 05-01 labour, "
        "05-02 victory+, 09-02 national-day, 09-04 national-day+"
    ),
    2007: (
        "01-01 new-year, 02-16 tet-eve, 02-17 tet-1, 02-18 tet-2, 02-19 tet-3, "
        "02-20 tet-4, 02-21 tet-5, 04-26 hung-kings, 04-30 victory, 05-01 labour, "
        "09-02 national-day, 09-03 national-day+"
    ),
    2008: (
        "01-01 new-year, 02-06 tet-eve, 02-07 tet-1, 02-08 tet-2, 02-09 tet-3, "
        "02-11 tet-5, 04-15 hung-kings, 04-30 victory, 05-01 labour, 09-02 national-day"
    ),
    2009: (
        "01-01 new-year, 01-25 tet-eve, 01-26 tet-1, 01-27 tet-2, 01-28 tet-3, "
        "01-29 tet-4, 04-04 hung-kings, 04-06 hung-kings+, 04-30 victory, 05-01 labour, "
        "09-02 national-day"
    ),
    2010: (
        "01-01 new-year, 02-13 tet-eve, 02-14 tet-1, 02-15 tet-2, 02-16 tet-3, "
        "02-17 tet-4, 02-18 tet-5, 04-23 hung-kings, 04-30 victory, 05-01 labour, "
        "05-03 labour+, 09-02 national-day"
    ),
    2011: (
        "01-01 new-year, 01-03 new-year+, 02-02 tet-eve, 02-03 tet-1, 02-04 tet-2, "
        "02-05 tet-3, 02-07 tet-5, 04-12 hung-kings, 04-30 victory, 05-01 labour, "
        "05-02 victory+, 05-03 labour+, 09-02 national-day"
    ),
    2012: (
        "01-01 new-year, 01-02 new-year+, 01-22 tet-eve, 01-23 tet-1, 01-24 tet-2, "
        "01-25 tet-3, 01-26 tet-4, 03-31 hung-kings, 04-02 hung-kings+, 04-30 victory, "
        "05-01 labour, 09-02 national-day, 09-03 national-day+"
    ),
    2013: (
        "01-01 new-year, 02-09 tet-eve, 02-10 tet-1, 02-11 tet-2, 02-12 tet-3, "
        "02-13 tet-4, 02-14 tet-5, 02-15 tet-6, 04-19 hung-kings, 04-30 victory, "
        "05-01 labour, 09-02 national-day"
    ),
    2014: (
        "01-01 new-year, 01-29 tet-29, 01-30 tet-eve, 01-31 tet-1, 02-01 tet-2, "
        "02-02 tet-3, 02-03 tet-4, 02-04 tet-5, 04-09 hung-kings, 04-30 victory, "
        "05-01 labour, 09-02 national-day"
    ),
    2015: (
        "01-01 new-year, 02-17 tet-29, 02-18 tet-eve, 02-19 tet-1, 02-20 tet-2, "
        "02-21 tet-3, 02-22 tet-4, 02-23 tet-5, 04-28 hung-kings, 04-30 victory, "
        "05-01 labour, 09-02 national-day"
    ),
    2016: (
        "01-01 new-year, 02-07 tet-eve, 02-08 tet-1, 02-09 tet-2, 02-10 tet-3, "
        "02-11 tet-4, 02-12 tet-5, 04-16 hung-kings, 04-18 hung-kings+, 04-30 victory, "
        "05-01 labour, 05-02 victory+, 05-03 labour+, 09-02 national-day"
    ),
    2017: (
        "01-01 new-year, 01-02 new-year+, 01-26 tet-29, 01-27 tet-eve, 01-28 tet-1, "
        "01-29 tet-2, 01-30 tet-3, 01-31 tet-4, 02-01 tet-5, 04-06 hung-kings, "
        "04-30 victory, 05-01 labour, 05-02 victory+, 09-02 national-day, 09-04 national-day+"
    ),
    2018: (
        "01-01 new-year, 02-14 tet-29, 02-15 tet-eve, 02-16 tet-1, 02-17 tet-2, "
        "02-18 tet-3, 02-19 tet-4, 02-20 tet-5, 04-25 hung-kings, 04-30 victory, "
        "05-01 labour, 09-02 national-day, 09-03 national-day+"
    ),
    2019: (
        "01-01 new-year, 02-04 tet-eve, 02-05 tet-1, 02-06 tet-2, 02-07 tet-3, "
        "02-08 tet-4, 04-14 hung-kings, 04-15 hung-kings+, 04-30 victory, 05-01 labour, "
        "09-02 national-day"
    ),
    2020: (
        "01-01 new-year, 01-23 tet-29, 01-24 tet-eve, 01-25 tet-1, 01-26 tet-2, "
        "01-27 tet-3, 01-28 tet-4, 01-29 tet-5, 04-02 hung-kings, 04-30 victory, "
        "05-01 labour, 09-02 national-day"
    ),
    2021: (
        "01-01 new-year, 02-10 tet-29, 02-11 tet-eve, 02-12 tet-1, 02-13 tet-2, "
        "02-14 tet-3, 02-15 tet-4, 02-16 tet-5, 04-21 hung-kings, 04-30 victory, "
        "05-01 labour, 05-03 labour+, 09-02 national-day, 09-03 national-day"
    ),
    2022: (
        "01-01 new-year, 01-03 new-year+, 01-31 tet-eve, 02-01 tet-1, 02-02 tet-2, "
        "02-03 tet-3, 02-04 tet-4, 04-10 hung-kings, 04-11 hung-kings+, 04-30 victory, "
        "05-01 labour, 05-02 victory+, 05-03 labour+, 09-01 national-day, 09-02 national-day"
    ),
    2023: (
        "01-01 new-year, 01-02 new-year+, 01-20 tet-29, 01-21 tet-eve, 01-22 tet-1, "
        "01-23 tet-2, 01-24 tet-3, 01-25 tet-4, 01-26 tet-5, 04-29 hung-kings, "
        "04-30 victory, 05-01 labour, 05-02 hung-kings+, 05-03 victory+, 09-01 national-day, "
        "09-02 national-day, 09-04 national-day+"
    ),
    2024: (
        "01-01 new-year, 02-08 tet-29, 02-09 tet-eve, 02-10 tet-1, 02-11 tet-2, "
        "02-12 tet-3, 02-13 tet-4, 02-14 tet-5, 04-18 hung-kings, 04-30 victory, "
        "05-01 labour, 09-02 national-day, 09-03 national-day"
    ),
    2025: (
        "01-01 new-year, 01-27 tet-29, 01-28 tet-eve, 01-29 tet-1, 01-30 tet-2, "
        "01-31 tet-3, 02-01 tet-4, 04-07 hung-kings, 04-30 victory, 05-01 labour, "
        "09-01 national-day, 09-02 national-day"
    ),
    2026: (
        "01-01 new-year, 02-16 tet-eve, 02-17 tet-1, 02-18 tet-2, 02-19 tet-3, "
        "02-20 tet-4, 04-26 hung-kings, 04-27 hung-kings+, 04-30 victory, 05-01 labour, "
        "09-01 national-day, 09-02 national-day"
    ),
    2027: (
        "01-01 new-year, 02-04 tet-29, 02-05 tet-eve, 02-06 tet-1, 02-07 tet-2, "
        "02-08 tet-3, 02-09 tet-4, 02-10 tet-5, 04-16 hung-kings, 04-30 victory, "
        "05-01 labour, 05-03 labour+, 09-02 national-day, 09-03 national-day"
    ),
    2028: (
        "01-01 new-year, 01-03 new-year+, 01-24 tet-29, 01-25 tet-eve, 01-26 tet-1, "
        "01-27 tet-2, 01-28 tet-3, 01-29 tet-4, 04-04 hung-kings, 04-30 victory, "
        "05-01 labour, 05-02 victory+, 09-01 national-day, 09-02 national-day, 09-04 national-day+"
    ),
    2029: (
        "01-01 new-year, 02-12 tet-eve, 02-13 tet-1, 02-14 tet-2, 02-15 tet-3, "
        "02-16 tet-4, 04-23 hung-kings, 04-30 victory, 05-01 labour, 09-02 national-day, "
        "09-03 national-day, 09-04 national-day+"
    ),
    2030: (
        "01-01 new-year, 01-31 tet-29, 02-01 tet-eve, 02-02 tet-1, 02-03 tet-2, "
        "02-04 tet-3, 02-05 tet-4, 02-06 tet-5, 04-12 hung-kings, 04-30 victory, "
        "05-01 labour, 09-02 national-day, 09-03 national-day"
    ),
    2031: (
        "01-01 new-year, 01-21 tet-29, 01-22 tet-eve, 01-23 tet-1, 01-24 tet-2, "
        "01-25 tet-3, 01-26 tet-4, 01-27 tet-5, 04-01 hung-kings, 04-30 victory, "
        "05-01 labour, 09-01 national-day, 09-02 national-day"
    ),
    2032: (
        "01-01 new-year, 02-09 tet-29, 02-10 tet-eve, 02-11 tet-1, 02-12 tet-2, "
        "02-13 tet-3, 02-14 tet-4, 04-19 hung-kings, 04-30 victory, 05-01 labour, "
        "05-03 labour+, 09-02 national-day, 09-03 national-day"
    ),
    2033: (
        "01-01 new-year, 01-03 new-year+, 01-30 tet-eve, 01-31 tet-1, 02-01 tet-2, "
        "02-02 tet-3, 02-03 tet-4, 02-04 tet-5, 04-09 hung-kings, 04-11 hung-kings+, "
        "04-30 victory, 05-01 labour, 05-02 victory+, 05-03 labour+, 09-01 national-day, "
        "09-02 national-day"
    ),
    2034: (
        "01-01 new-year, 01-02 new-year+, 02-17 tet-29, 02-18 tet-eve, 02-19 tet-1, "
        "02-20 tet-2, 02-21 tet-3, 02-22 tet-4, 02-23 tet-5, 04-28 hung-kings, "
        "04-30 victory, 05-01 labour, 05-02 victory+, 09-01 national-day, 09-02 national-day, "
        "09-04 national-day+"
    ),
    2035: (
        "01-01 new-year, 02-06 tet-29, 02-07 tet-eve, 02-08 tet-1, 02-09 tet-2, "
        "02-10 tet-3, 02-11 tet-4, 02-12 tet-5, 04-17 hung-kings, 04-30 victory, "
        "05-01 labour, 09-02 national-day, 09-03 national-day, 09-04 national-day+"
    ),
    2036: (
        "01-01 new-year, 01-27 tet-eve, 01-28 tet-1, 01-29 tet-2, 01-30 tet-3, "
        "01-31 tet-4, 02-01 tet-5, 04-06 hung-kings, 04-07 hung-kings+, 04-30 victory, "
        "05-01 labour, 09-01 national-day, 09-02 national-day"
    ),
    2037: (
        "01-01 new-year, 02-13 tet-29, 02-14 tet-eve, 02-15 tet-1, 02-16 tet-2, "
        "02-17 tet-3, 02-18 tet-4, 02-19 tet-5, 04-24 hung-kings, 04-30 victory, "
        "05-01 labour, 09-01 national-day, 09-02 national-day"
    ),
    2038: (
        "01-01 new-year, 02-02 tet-29, 02-03 tet-eve, 02-04 tet-1, 02-05 tet-2, "
        "02-06 tet-3, 02-07 tet-4, 02-08 tet-5, 04-13 hung-kings, 04-30 victory, "
        "05-01 labour, 05-03 labour+, 09-02 national-day, 09-03 national-day"
    ),
    2039: (
        "01-01 new-year, 01-03 new-year+, 01-23 tet-eve, 01-24 tet-1, 01-25 tet-2, "
        "01-26 tet-3, 01-27 tet-4, 01-28 tet-5, 04-03 hung-kings, 04-04 hung-kings+, "
        "04-30 victory, 05-01 labour, 05-02 victory+, 05-03 labour+, 09-01 national-day, "
        "09-02 national-day"
    ),
    2040: (
        "01-01 new-year, 01-02 new-year+, 02-10 tet-29, 02-11 tet-eve, 02-12 tet-1, "
        "02-13 tet-2, 02-14 tet-3, 02-15 tet-4, 02-16 tet-5, 04-20 hung-kings, "
        "04-30 victory, 05-01 labour, 09-02 national-day, 09-03 national-day, 09-04 national-day+"
    ),
    2041: (
        "01-01 new-year, 01-30 tet-29, 01-31 tet-eve, 02-01 tet-1, 02-02 tet-2, "
        "02-03 tet-3, 02-04 tet-4, 02-05 tet-5, 04-10 hung-kings, 04-30 victory, "
        "05-01 labour, 09-02 national-day, 09-03 national-day"
    ),
    2042: (
        "01-01 new-year, 01-20 tet-29, 01-21 tet-eve, 01-22 tet-1, 01-23 tet-2, "
        "01-24 tet-3, 01-25 tet-4, 04-29 hung-kings, 04-30 victory, 05-01 labour, "
        "09-01 national-day, 09-02 national-day"
    ),
    2043: (
        "01-01 new-year, 02-09 tet-eve, 02-10 tet-1, 02-11 tet-2, 02-12 tet-3, "
        "02-13 tet-4, 04-19 hung-kings, 04-20 hung-kings+, 04-30 victory, 05-01 labour, "
        "09-01 national-day, 09-02 national-day"
    ),
    2044: (
        "01-01 new-year, 01-28 tet-29, 01-29 tet-eve, 01-30 tet-1, 01-31 tet-2, "
        "02-01 tet-3, 02-02 tet-4, 02-03 tet-5, 04-07 hung-kings, 04-30 victory, "
        "05-01 labour, 05-02 victory+, 05-03 labour+, 09-01 national-day, 09-02 national-day"
    ),
    2045: (
        "01-01 new-year, 01-02 new-year+, 02-15 tet-29, 02-16 tet-eve, 02-17 tet-1, "
        "02-18 tet-2, 02-19 tet-3, 02-20 tet-4, 02-21 tet-5, 04-26 hung-kings, "
        "04-30 victory, 05-01 labour, 05-02 victory+, 09-01 national-day, 09-02 national-day, "
        "09-04 national-day+"
    ),
    2046: (
        "01-01 new-year, 02-05 tet-eve, 02-06 tet-1, 02-07 tet-2, 02-08 tet-3, "
        "02-09 tet-4, 04-15 hung-kings, 04-16 hung-kings+, 04-30 victory, 05-01 labour, "
        "09-02 national-day, 09-03 national-day, 09-04 national-day+"
    ),
    2047: (
        "01-01 new-year, 01-24 tet-29, 01-25 tet-eve, 01-26 tet-1, 01-27 tet-2, "
        "01-28 tet-3, 01-29 tet-4, 01-30 tet-5, 04-04 hung-kings, 04-30 victory, "
        "05-01 labour, 09-02 national-day, 09-03 national-day"
    ),
    2048: (
        "01-01 new-year, 02-12 tet-29, 02-13 tet-eve, 02-14 tet-1, 02-15 tet-2, "
        "02-16 tet-3, 02-17 tet-4, 02-18 tet-5, 04-22 hung-kings, 04-30 victory, "
        "05-01 labour, 09-01 national-day, 09-02 national-day"
    ),
    2049: (
        "01-01 new-year, 02-01 tet-eve, 02-02 tet-1, 02-03 tet-2, 02-04 tet-3, "
        "02-05 tet-4, 04-11 hung-kings, 04-12 hung-kings+, 04-30 victory, 05-01 labour, "
        "05-03 labour+, 09-02 national-day, 09-03 national-day"
    ),
    2050: (
        "01-01 new-year, 01-03 new-year+, 01-21 tet-29, 01-22 tet-eve, 01-23 tet-1, "
        "01-24 tet-2, 01-25 tet-3, 01-26 tet-4, 01-27 tet-5, 04-01 hung-kings, "
        "04-30 victory, 05-01 labour, 05-02 victory+, 05-03 labour+, 09-01 national-day, "
        "09-02 national-day"
    ),
}
