"""First come, first served."""

from threading import Thread
from time import sleep

from consult.turns import Turns


def test_a_free_turn_is_taken_at_once() -> None:
    turns = Turns()
    assert turns.take(0)
    assert not turns.take(0)
    turns.give()
    assert turns.take(0)


def test_who_came_first_goes_first() -> None:
    turns, order = Turns(), list[int]()
    turns.take(0)

    def wait(number: int) -> None:
        assert turns.take(10)
        order.append(number)
        turns.give()

    threads = [Thread(target=wait, args=(number,)) for number in range(5)]
    for number, thread in enumerate(threads, start=1):
        thread.start()
        while len(turns._waiting) < number:
            sleep(0.001)
    turns.give()
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2, 3, 4]


def test_who_gave_up_is_passed_over() -> None:
    turns = Turns()
    turns.take(0)
    assert not turns.take(0.001)
    turns.give()
    assert turns.take(0)
