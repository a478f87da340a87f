"""A craving in a real terminal: what was answered outlives the program."""

from signal import SIGKILL

from coach.domain.own import Craving
from coach.store.records import Store
from tests.terminal.conftest import Open
from tests.terminal.pseudo import afternoon
from tests.terminal.running import Home


def test_what_was_answered_outlives_a_kill(home: Home, coach: Open) -> None:
    store = Store(home.data)
    run = coach("craving", env={"TZ": afternoon()})
    run.wait_for("How strong is it, 0 to 10?")
    run.send("7")
    run.wait_until(lambda _: [each.before for each in store.own.all(Craving)] == [7])
    run.send("space")
    run.wait_for("Ride a short wave")
    run.signal(SIGKILL)
    run.wait_exit()
    (craving,) = Store(home.data).own.all(Craving)
    assert craving[2:] == (7, None, "", "", "")


def test_a_hang_up_keeps_it_too_and_esc_leads_to_the_shell(home: Home, coach: Open) -> None:
    run = coach("craving", env={"TZ": afternoon()})
    run.wait_for("How strong is it, 0 to 10?")
    run.send("4")
    run.wait_for("[4]")
    run.hang_up()
    run.wait_exit()
    assert [each.before for each in Store(home.data).own.all(Craving)] == [4]
    run = coach("craving", env={"TZ": afternoon()})
    run.wait_for("How strong is it, 0 to 10?")
    run.send("space")
    run.wait_for("Ride a short wave")
    run.send("escape")
    run.wait_for("How strong is it, 0 to 10?")
    run.send("escape")
    assert run.wait_exit() == 0
