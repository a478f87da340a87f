"""What stands below the box of Tonight: a line that is said of its own accord, and what is due."""

from coach.person import home
from coach.picture import tonight as picture
from coach.picture.checklist import due
from coach.picture.raster import TEXT, Row
from coach.picture.sheet import wrapped
from coach.ui.host import Host

DUE_WIDTH = 50


def remark(host: Host, width: int) -> list[Row]:
    """Return what is said of its own accord; at night nothing."""
    said = host.me.records.remark if host.me.records else None
    return picture.remark(said.text, width) if said and not host.me.is_night else []


def due_rows(host: Host) -> list[Row]:
    """Return what of the checklist is due now, else what comes next; empty until it is read."""
    me = host.me
    if me.records is None or not me.schedule.shows_due(me.now):
        return []
    if me.records.is_back:
        return wrapped(home.WELCOME, TEXT, DUE_WIDTH)
    answers = host.answers.on_top_of(me.records.answers, home.today(me).date)
    arranged = home.due(me, answers)
    return due(arranged, DUE_WIDTH)[: picture.MOST_DUE] if arranged else []
