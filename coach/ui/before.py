"""What is asked or shown once before something is played for the first time."""

from collections.abc import Callable, Sequence

from coach.content.library import Exercise, Runnable
from coach.domain.routine import Routine
from coach.person import evening, home, safer
from coach.person.choose import Choice
from coach.playing.runner import Runner
from coach.ui.host import Host, Route


def asking(
    host: Host,
    exercises: Sequence[Exercise | Runnable],
    after: Callable[[], Route | None],
    speaker: Routine | None = None,
) -> Route | None:
    """Return the way to what is read before these are played, if it was not; else that `after` it.

    When `after` gives no way, the screen below goes on. `speaker`: a routine that speaks for all.
    """
    if asked := safer.first_time(
        exercises, host.me.settings, host.me.limits, host.me.library, speaker
    ):
        return ("first time", asked, after)
    return after()


def begin(host: Host, choice: Choice) -> None:
    """Begin a routine, or show the page from which an exercise begins."""
    if isinstance(choice.exercise, Routine):
        begin_evening(host, choice)
    else:
        host.go("page", choice)


def evening_of(host: Host, choice: Choice) -> evening.Evening:
    """Return a routine made ready for now."""
    return evening.tonight(host.me, choice)


def _asks_for_voice(host: Host) -> bool:
    """Tell whether somebody has to be asked about the voice: once, and before lights-out."""
    me = host.me
    if me.settings.voice != "ask" or me.asked_sound != (None, None):
        return False
    return me.now < home.today(me).lights_out


def begin_evening(
    host: Host, choice: Choice, index: int = 0, speed: float = 1.0, is_dark: bool = False
) -> None:
    """Play a routine from a step on; questions that are asked once come first."""
    assert isinstance(choice.exercise, Routine)

    stops = evening_of(host, choice).stops[index:]
    if not stops:
        return

    def begin() -> Route | None:
        """Prepare it again: what was asked may have changed it, or a file may be gone by now."""
        prepared = evening_of(host, choice)
        numbers = [stop.number for stop in prepared.stops]
        if stops[0].number not in numbers:
            return None
        at = numbers.index(stops[0].number)
        return ("step", Runner(host.me, prepared, speed), at, None, is_dark)

    def after() -> Route | None:
        """Ask about the voice first, if that is to be asked."""
        return ("voice", begin) if _asks_for_voice(host) else begin()

    exercises = [choice.exercise, *(stop.chosen for stop in stops)]
    speaker = safer.speaker_of(choice, host.me.library)
    if route := asking(host, exercises, after, speaker):
        host.go(*route)
