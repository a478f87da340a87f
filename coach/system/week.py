"""On which day a week begins where this machine is set to."""

from coach.domain.night import FRIDAY, MONDAY, SATURDAY, SUNDAY
from coach.system.territory import locale_of

BEGINS = {
    FRIDAY: "MV",
    SATURDAY: "AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY",
    SUNDAY: (
        "AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN IS JM JP KE KH KR LA MH MM MO"
        " MT MX MZ NI NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW"
    ),
}
"""The territories (ISO 3166) whose weeks begin on another day than Monday.

Source: Unicode CLDR, supplemental data, `weekData`, `firstDay`.
"""


def first_weekday() -> int:
    """Return on which day a week begins by the locale; Monday where that names no territory."""
    country = locale_of("LC_TIME")[-2:]
    days = (day for day, places in BEGINS.items() if country in places.split())
    return next(days, MONDAY)
